using System.Runtime.CompilerServices;
using FusedOpt.Lanes;

namespace FusedOpt.Functions;

/// <summary>What x^y is where it is not e^(y log x) (IEEE 754-2019, 9.2.1).</summary>
internal static class PowCases
{
    // 2^65 and more: every power is 0, 1 or infinite.
    private const double Huge = 3.7e19;

    /// <summary>The exponent, or one that gives the same power and that can be multiplied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Clamp<TLane>(TLane y)
        where TLane : struct, ILane<TLane, double> =>
        TLane.Select(y > Huge, TLane.Create(Huge), TLane.Select(y < -Huge, TLane.Create(-Huge), y));

    /// <summary>y log x for a magnitude x, where that is known if x is neither zero, infinite, nor NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Product<TLane>(TLane x, TLane y, TLane product)
        where TLane : struct, ILane<TLane, double>
    {
        TLane log = TLane.Select(TLane.AreEqual(x, TLane.Create(0)), TLane.Create(double.NegativeInfinity), x);
        return TLane.Select((x > 0) & (x < double.PositiveInfinity), product, y * log);
    }

    /// <summary>x^y, where the power of the magnitude of x is known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Complete<TLane>(TLane x, TLane y, TLane power)
        where TLane : struct, ILane<TLane, double>
    {
        // Odd powers have the sign of what they are powers of; of a negative number there are whole ones only.
        TLane half = 0.5 * y;
        TLane whole = TLane.AreEqual(TLane.Round(y), y), odd = whole & ~TLane.AreEqual(TLane.Round(half), half);
        power = TLane.Select(odd, TLane.CopySign(power, x), power);
        power = TLane.Select((x < 0) & (x > double.NegativeInfinity) & ~whole, TLane.Create(double.NaN), power);
        TLane one = TLane.Create(1);
        return TLane.Select(TLane.AreEqual(x, one) | TLane.AreEqual(y, TLane.Create(0)), one, power);
    }
}
