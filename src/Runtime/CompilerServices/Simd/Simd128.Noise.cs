// Generated from Simd.Noise.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

// Random numbers are floats, also in double vectors.
public readonly partial struct Simd128<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The elements, for code that is written for one width.</summary>
    internal Vector128<T> Elements => _elements;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> UniformNoise(in NoiseSequence sequence, nuint index) => new(typeof(T) == typeof(double)
        ? Vector128.WidenLower(sequence.Uniform<Simd128<float>, IntegerVector128>(index).Elements).As<double, T>()
        : sequence.Uniform<Simd128<float>, IntegerVector128>(index)._elements.As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd128<T> NormalNoise(in NoiseSequence sequence, nuint index) => new(typeof(T) == typeof(double)
        ? Vector128.WidenLower(sequence.Normal<Simd128<float>, IntegerVector128>(index).Elements).As<double, T>()
        : sequence.Normal<Simd128<float>, IntegerVector128>(index)._elements.As<float, T>());
}
