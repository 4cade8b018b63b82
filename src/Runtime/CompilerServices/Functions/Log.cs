using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

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
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimdVector<TVector, double>
    {
        TVector edge = TVector.Select(
            x < 0,
            TVector.Create(double.NaN),
            TVector.Select(TVector.AreEqual(x, TVector.Create(0)), TVector.Create(double.NegativeInfinity), x));
        return TVector.Select((x > 0) & (x < double.PositiveInfinity), OfPositive(x), edge);
    }

    /// <summary>The logarithm of positive finite numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfPositive<TVector>(TVector x)
        where TVector : struct, ISimdVector<TVector, double>
    {
        TVector f = Reduce(x, out TVector k);
        TVector s = f / (2 + f);
        TVector z = s * s, w = z * z;
        TVector odd = 0.666666666666667 + w * (0.2857142862600327 + w * (0.18182889455674947 + w * 0.14616585424888623));
        TVector even = 0.39999999999899444 + w * (0.22222211130259878 + w * 0.15331710618210773);
        TVector series = z * (odd + z * even);
        TVector square = 0.5 * f * f;
        return k * Exp.Ln2Head - ((square - (s * (square + series) + k * Exp.Ln2Tail)) - f);
    }

    /// <summary>The f and the k of x = 2^k (1 + f), for positive finite numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Reduce<TVector>(TVector x, out TVector k)
        where TVector : struct, ISimdVector<TVector, double>
    {
        TVector subnormal = x < SmallestNormal;
        x = TVector.Select(subnormal, x * TwoTo54, x);
        TVector m = TVector.Significand(x);
        TVector large = m > 1.4142135623730951;
        k = TVector.Exponent(x) + TVector.Select(large, TVector.Create(1), TVector.Create(0))
            - TVector.Select(subnormal, TVector.Create(54), TVector.Create(0));
        return TVector.Select(large, 0.5 * m, m) - 1;
    }
}
