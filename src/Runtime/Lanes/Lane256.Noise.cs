// Generated from Lane.Noise.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FusedOpt.Conversions;

namespace FusedOpt.Lanes;

// Random numbers are floats, also in double lanes.
public readonly partial struct Lane256<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The elements, for lanes of as many doubles.</summary>
    internal Vector256<T> Elements => _elements;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> UniformNoise(in NoiseSequence sequence, nuint index) => new(typeof(T) == typeof(double)
        ? Vector256.WidenLower(sequence.Uniform<Lane128<float>, Words128>(index).Elements.ToVector256Unsafe()).As<double, T>()
        : sequence.Uniform<Lane256<float>, Words256>(index)._elements.As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> NormalNoise(in NoiseSequence sequence, nuint index) => new(typeof(T) == typeof(double)
        ? Vector256.WidenLower(sequence.Normal<Lane128<float>, Words128>(index).Elements.ToVector256Unsafe()).As<double, T>()
        : sequence.Normal<Lane256<float>, Words256>(index)._elements.As<float, T>());
}
