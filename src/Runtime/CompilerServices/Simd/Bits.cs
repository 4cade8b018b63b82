using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>The layout of numbers according to IEEE 754.</summary>
internal static class Bits
{
    public const int DoubleFraction = 52;
    public const ulong DoubleFractionMask = (1UL << DoubleFraction) - 1;

    /// <summary>The bits of 1: the exponent's bias above an empty fraction.</summary>
    public const ulong DoubleOne = 1023UL << DoubleFraction;

    /// <summary>The bits of 2^52, from where on the last bit counts ones.</summary>
    public const ulong DoubleWhole = (1023UL + DoubleFraction) << DoubleFraction;

    /// <summary>2^52 and the exponent's bias.</summary>
    public const double DoubleBias = (1UL << DoubleFraction) + 1023;

    public const double DoubleSmallestNormal = 2.2250738585072014e-308;

    public const int SingleFraction = 23;
    public const uint SingleFractionMask = (1U << SingleFraction) - 1;
    public const uint SingleOne = 127U << SingleFraction;
    public const uint SingleWhole = (127U + SingleFraction) << SingleFraction;
    public const float SingleBias = (1U << SingleFraction) + 127;
    public const float SingleSmallestNormal = 1.17549435e-38f;

    /// <summary>The smallest normal number of a type, float or double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T SmallestNormal<T>()
        where T : unmanaged =>
        typeof(T) == typeof(double) ? Unsafe.BitCast<double, T>(DoubleSmallestNormal) : Unsafe.BitCast<float, T>(SingleSmallestNormal);
}
