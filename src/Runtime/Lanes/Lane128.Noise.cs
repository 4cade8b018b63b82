// Generated from Lane.Noise.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FusedOpt.Conversions;

namespace FusedOpt.Lanes;

// Random numbers are floats, also in double lanes.
public readonly partial struct Lane128<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The elements, for lanes of as many doubles.</summary>
    internal Vector128<T> Elements => _elements;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> UniformNoise(in NoiseSequence sequence, nuint index) => new(typeof(T) == typeof(double)
        ? Vector128.WidenLower(sequence.Uniform<Lane128<float>, Words128>(index).Elements).As<double, T>()
        : sequence.Uniform<Lane128<float>, Words128>(index)._elements.As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> NormalNoise(in NoiseSequence sequence, nuint index) => new(typeof(T) == typeof(double)
        ? Vector128.WidenLower(sequence.Normal<Lane128<float>, Words128>(index).Elements).As<double, T>()
        : sequence.Normal<Lane128<float>, Words128>(index)._elements.As<float, T>());
}
