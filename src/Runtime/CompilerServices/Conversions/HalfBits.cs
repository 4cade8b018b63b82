using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// Halves from and to the bits of floats. A half has 5 bits of exponent and 10 of fraction, a float 8 and 23: the fraction moves by
/// 13 bits, and the bias of the exponent differs by 112.
/// </summary>
internal static class HalfBits
{
    private const int HalfMagnitude = 0x7FFF, HalfInfinity = 0x7C00, HalfNaN = 0x7E00;
    private const int SingleSign = 1 << 31, SingleMagnitude = 0x7FFFFFFF, SingleInfinity = 0x7F800000;
    private const int Moved = 13, Bias = 112 << 23;

    /// <summary>2^-14, the smallest normal half, as a float.</summary>
    private const int SmallestNormal = 113 << 23;

    /// <summary>2^16, which rounds to infinity, as a float.</summary>
    private const int TooLarge = 143 << 23;

    /// <summary>The float of a half, above which there are zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TIntegers Widen<TIntegers>(TIntegers half)
        where TIntegers : struct, IIntegerVector<TIntegers>
    {
        TIntegers magnitude = half & HalfMagnitude;
        TIntegers sign = (half ^ magnitude) << 16;
        magnitude <<= Moved;
        TIntegers normal = magnitude + Bias;
        TIntegers infinityOrNaN = normal + Bias;
        // The fraction of a subnormal, on top of 2^-14, which is then taken away.
        TIntegers subnormal = TIntegers.AddSingles(magnitude + SmallestNormal, SmallestNormal | SingleSign);
        TIntegers single = TIntegers.SelectLess(magnitude, HalfInfinity << Moved, normal, infinityOrNaN);
        return TIntegers.SelectLess(magnitude, 1 << 23, subnormal, single) | sign;
    }

    /// <summary>The half nearest to a float, above which there may be anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TIntegers Round<TIntegers>(TIntegers single)
        where TIntegers : struct, IIntegerVector<TIntegers>
    {
        TIntegers magnitude = single & SingleMagnitude;
        TIntegers bounded = TIntegers.Min(magnitude, TooLarge);
        // The last bit of 2^13 times the power of two below is the last bit of the half: the addition rounds.
        TIntegers large = (TIntegers.Max(bounded, SmallestNormal) & SingleInfinity) + (Moved << 23);
        TIntegers sum = TIntegers.AddSingles(bounded, large);
        // The exponent moves, less that of 2^-1, which subnormals have; the fraction, with its leading 1, stands at the end already.
        TIntegers half = (sum >> Moved) + sum + -(126 << 10);
        return TIntegers.SelectLess(SingleInfinity, magnitude, HalfNaN, half) | ((single ^ magnitude) >> 16);
    }
}
