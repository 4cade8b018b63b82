using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

// Random numbers are floats, also in double vectors.
public readonly partial struct SimdScalar<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> UniformNoise(in NoiseSequence sequence, nuint index) => new(T.CreateTruncating(sequence.Uniform(index)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdScalar<T> NormalNoise(in NoiseSequence sequence, nuint index) => new(T.CreateTruncating(sequence.Normal(index)));
}
