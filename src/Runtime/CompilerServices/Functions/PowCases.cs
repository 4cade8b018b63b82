using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>The special cases of x^y, in which it is not e^(y log x) (IEEE 754-2019, 9.2.1).</summary>
internal static class PowCases
{
    // 2^65 and more: every power is 0, 1 or infinite.
    private const double Huge = 3.7e19;

    /// <summary>The exponent, or one that gives the same power and that can be multiplied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Clamp<TVector>(TVector y)
        where TVector : struct, ISimdVector<TVector, double> =>
        TVector.Select(y > Huge, TVector.Create(Huge), TVector.Select(y < -Huge, TVector.Create(-Huge), y));

    /// <summary>y log x for a magnitude x, where that is known if x is neither zero, infinite, nor NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Product<TVector>(TVector x, TVector y, TVector product)
        where TVector : struct, ISimdVector<TVector, double>
    {
        TVector log = TVector.Select(TVector.AreEqual(x, TVector.Create(0)), TVector.Create(double.NegativeInfinity), x);
        return TVector.Select((x > 0) & (x < double.PositiveInfinity), product, y * log);
    }

    /// <summary>x^y, where the power of the magnitude of x is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Complete<TVector>(TVector x, TVector y, TVector power)
        where TVector : struct, ISimdVector<TVector, double>
    {
        // Odd powers have the sign of their base; a negative base has whole powers only.
        TVector half = 0.5 * y;
        TVector whole = TVector.AreEqual(TVector.Round(y), y), odd = whole & ~TVector.AreEqual(TVector.Round(half), half);
        power = TVector.Select(odd, TVector.CopySign(power, x), power);
        power = TVector.Select((x < 0) & (x > double.NegativeInfinity) & ~whole, TVector.Create(double.NaN), power);
        TVector one = TVector.Create(1);
        return TVector.Select(TVector.AreEqual(x, one) | TVector.AreEqual(y, TVector.Create(0)), one, power);
    }
}
