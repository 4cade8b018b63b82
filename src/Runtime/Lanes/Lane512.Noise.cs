// Generated from Lane.Noise.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FusedOpt.Conversions;

namespace FusedOpt.Lanes;

// Random numbers are floats, also in double lanes.
public readonly partial struct Lane512<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> UniformNoise(in NoiseSequence sequence, nuint index) => new(typeof(T) == typeof(double)
        ? Vector512.WidenLower(sequence.Uniform<Lane256<float>, Words256>(index).Elements.ToVector512Unsafe()).As<double, T>()
        : sequence.Uniform<Lane512<float>, Words512>(index)._elements.As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> NormalNoise(in NoiseSequence sequence, nuint index) => new(typeof(T) == typeof(double)
        ? Vector512.WidenLower(sequence.Normal<Lane256<float>, Words256>(index).Elements.ToVector512Unsafe()).As<double, T>()
        : sequence.Normal<Lane512<float>, Words512>(index)._elements.As<float, T>());
}
