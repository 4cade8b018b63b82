using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The cube root. |x| = 8^k v with v in [1, 8); a polynomial gives its root to 21 bits, and one step of Halley's method all of
/// them. The step starts from a root of 26 bits, whose square is exact.
/// </summary>
internal readonly struct Cbrt : IFunction
{
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double TwoTo54 = 18014398509481984;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimdVector<TVector, double>
    {
        TVector a = TVector.Abs(x);
        TVector subnormal = a < SmallestNormal;
        TVector scaled = TVector.Select(subnormal, a * TwoTo54, a);
        TVector exponent = TVector.Exponent(scaled), m = TVector.Significand(scaled);
        TVector k = Rounding.Whole((exponent - 1) * 0.3333333333333333);
        TVector left = exponent - 3 * k;
        TVector v = m * TVector.PowerOfTwo(left);

        TVector root = 0.44864263080415745 + m * (0.9437338117552575 + m * (-0.655068561722188 + m * (0.3751475301420356
            + m * (-0.13924853171031618 + m * (0.029496704251914946 + m * -0.002703333870412061)))));
        root *= TVector.Select(
            left > 1.5,
            TVector.Create(1.5874010519681996),
            TVector.Select(left > 0.5, TVector.Create(1.2599210498948732), TVector.Create(1)));
        root = Rounding.Head(root);
        TVector ratio = v / (root * root);
        root += root * ((ratio - root) / (root + root + ratio));

        k -= TVector.Select(subnormal, TVector.Create(18), TVector.Create(0));
        return TVector.Select((a > 0) & (a < double.PositiveInfinity), TVector.CopySign(root * TVector.PowerOfTwo(k), x), x);
    }
}
