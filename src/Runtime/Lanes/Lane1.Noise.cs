using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt.Lanes;

// Random numbers are floats, also in double lanes.
public readonly partial struct Lane1<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> UniformNoise(in NoiseSequence sequence, nuint index) => new(T.CreateTruncating(sequence.Uniform(index)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane1<T> NormalNoise(in NoiseSequence sequence, nuint index) => new(T.CreateTruncating(sequence.Normal(index)));
}
