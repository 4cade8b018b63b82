using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The quantiles of the normal distribution at 2^32 places, in floats. Of a probability p and x = 2p - 1 the quantile is x F, where F
/// depends on w = -ln(4p (1 - p)) = -ln(1 - x^2) alone: it is even in x. In terms of sqrt(w + 6) it is nearly straight, from 1.25 at the
/// centre to 6.34 at the ends.
/// </summary>
/// <remarks>
/// F is a quotient of two polynomials, off by at most 1.8e-7 of itself, found by weighted least squares. The logarithm of a significand is
/// a polynomial, off by at most 1.3e-6 (Remez), which beside w + 6 moves F by at most 3.4e-7 of itself. With the roundings of the
/// operations, the quantile is within 1.2e-6 of itself; 9.3e-7 is the most that has been seen.
/// </remarks>
internal static class NormalQuantile
{
    /// <summary>The quantile.</summary>
    /// <param name="fromCentre">2^31 x: a whole number and a half, of either sign.</param>
    /// <param name="fromEnd">2^32 p, or 2^32 (1 - p) where that is less: a whole number and a half, from 1/2 to 2^31 - 1/2.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Compute<TVector>(TVector fromCentre, TVector fromEnd)
        where TVector : struct, ISimdVector<TVector, float>
    {
        TVector tail = fromEnd * (1f / (1 << 30));
        TVector v = TVector.Sqrt(6f - Log(tail * (1f - 0.25f * tail))) - 2.5f;
        TVector z = v * v;
        TVector numerator = (1.33631177f + z * (1.9542354f + z * 0.874667907f)) + v * (1.68913488f + z * (1.47818426f + z * 0.343349846f));
        TVector denominator = (1f + z * (0.942802399f + z * 0.236103284f)) + v * (0.00813298228f + z * 0.136504767f);
        return fromCentre * (1f / (1u << 31)) * (numerator / denominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Log<TVector>(TVector x)
        where TVector : struct, ISimdVector<TVector, float>
    {
        TVector m = TVector.Significand(x) - 1.5f;
        TVector z = m * m;
        TVector even = 0.405465484f - z * (0.222259234f + z * (0.0487814313f + z * 0.0178077062f));
        TVector odd = 0.666683677f + z * (0.0982314681f + z * 0.0304492426f);
        return TVector.Exponent(x) * 0.693147181f + (even + m * odd);
    }
}
