using System.Runtime.CompilerServices;
using FusedOpt.Lanes;

namespace FusedOpt.Functions;

/// <summary>
/// The natural logarithm. x = 2^k (1 + f) with 1 + f between the square roots of 1/2 and 2, and with s = f / (2 + f)
/// log(1 + f) = 2 atanh(s) = 2s + s^3 2/3 + s^5 2/5 + ..., of which 2s = f - f^2/2 + s f^2/2 is the part that rounds.
/// </summary>
internal readonly struct Log : IFunction
{
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double TwoTo54 = 18014398509481984;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Invoke<TLane>(TLane x)
        where TLane : struct, ILane<TLane, double>
    {
        TLane edge = TLane.Select(x < 0, TLane.Create(double.NaN), TLane.Select(TLane.AreEqual(x, TLane.Create(0)), TLane.Create(double.NegativeInfinity), x));
        return TLane.Select((x > 0) & (x < double.PositiveInfinity), OfPositive(x), edge);
    }

    /// <summary>The logarithm of positive finite numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane OfPositive<TLane>(TLane x)
        where TLane : struct, ILane<TLane, double>
    {
        TLane f = Reduce(x, out TLane k);
        TLane s = f / (2 + f);
        TLane z = s * s, w = z * z;
        TLane odd = 0.666666666666667 + w * (0.2857142862600327 + w * (0.18182889455674947 + w * 0.14616585424888623));
        TLane even = 0.39999999999899444 + w * (0.22222211130259878 + w * 0.15331710618210773);
        TLane series = z * (odd + z * even);
        TLane square = 0.5 * f * f;
        return k * Exp.Ln2Head - ((square - (s * (square + series) + k * Exp.Ln2Tail)) - f);
    }

    /// <summary>The f and the k of x = 2^k (1 + f), for positive finite numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Reduce<TLane>(TLane x, out TLane k)
        where TLane : struct, ILane<TLane, double>
    {
        TLane subnormal = x < SmallestNormal;
        x = TLane.Select(subnormal, x * TwoTo54, x);
        TLane m = TLane.Significand(x);
        TLane large = m > 1.4142135623730951;
        k = TLane.Exponent(x) + TLane.Select(large, TLane.Create(1), TLane.Create(0)) - TLane.Select(subnormal, TLane.Create(54), TLane.Create(0));
        return TLane.Select(large, 0.5 * m, m) - 1;
    }
}
