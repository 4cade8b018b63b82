using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// e^x. With the whole n nearest to x / ln 2 and the rest r = x - n ln 2 (Cody and Waite, 1980: n times the head of ln 2 is exact),
/// e^x = 2^n e^r, where |r| is at most ln 2 / 2.
/// </summary>
internal readonly struct Exp : IFunction
{
    private const double Log2E = 1.4426950408889634;

    /// <summary>The first 40 bits of ln 2.</summary>
    public const double Ln2Head = 0.6931471805592082;

    /// <summary>The others.</summary>
    public const double Ln2Tail = 7.371002565167799e-13;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimdVector<TVector, double> => Invoke(x, TVector.Create(0));

    /// <summary>e^(x + tail), for a tail that is small beside 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x, TVector tail)
        where TVector : struct, ISimdVector<TVector, double>
    {
        // Beyond these all is infinite or 0.
        x = TVector.Select(x > 710, TVector.Create(710), x);
        x = TVector.Select(x < -746, TVector.Create(-746), x);
        TVector n = Quotient(x);
        TVector r = (x - n * Ln2Head) + (tail - n * Ln2Tail);
        TVector power = 1 + (r + Rest(r));

        // Scales in two steps, since 2^n itself may be too large or too small: the second step alone can round.
        TVector half = Rounding.Whole(0.5 * n);
        return power * TVector.PowerOfTwo(half) * TVector.PowerOfTwo(n - half);
    }

    /// <summary>The whole number nearest to x / ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Quotient<TVector>(TVector x)
        where TVector : struct, ISimdVector<TVector, double> => Rounding.Whole(x * Log2E);

    /// <summary>e^r - 1 - r; relative to e^r the polynomial is off by less than 2^-55.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Rest<TVector>(TVector r)
        where TVector : struct, ISimdVector<TVector, double>
    {
        TVector s = r * r;
        TVector odd = 0.16666666666666666
            + s * (0.008333333333332155 + s * (0.0001984126985433861 + s * (2.755728006701698e-06 + s * 2.5095554677111112e-08)));
        TVector even = 0.04166666666665136 + s * (0.0013888888905881542 + s * (2.4801536388690766e-05 + s * 2.761380686153829e-07));
        return s * (0.5 + (r * odd + s * even));
    }
}
