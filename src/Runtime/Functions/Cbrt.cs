using System.Runtime.CompilerServices;
using FusedOpt.Lanes;

namespace FusedOpt.Functions;

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
    public static TLane Invoke<TLane>(TLane x)
        where TLane : struct, ILane<TLane, double>
    {
        TLane a = TLane.Abs(x);
        TLane subnormal = a < SmallestNormal;
        TLane scaled = TLane.Select(subnormal, a * TwoTo54, a);
        TLane exponent = TLane.Exponent(scaled), m = TLane.Significand(scaled);
        TLane k = Rounding.Whole((exponent - 1) * 0.3333333333333333);
        TLane left = exponent - 3 * k;
        TLane v = m * TLane.PowerOfTwo(left);

        TLane root = 0.44864263080415745 + m * (0.9437338117552575 + m * (-0.655068561722188 + m * (0.3751475301420356
            + m * (-0.13924853171031618 + m * (0.029496704251914946 + m * -0.002703333870412061)))));
        root *= TLane.Select(left > 1.5, TLane.Create(1.5874010519681996), TLane.Select(left > 0.5, TLane.Create(1.2599210498948732), TLane.Create(1)));
        root = Rounding.Head(root);
        TLane ratio = v / (root * root);
        root += root * ((ratio - root) / (root + root + ratio));

        k -= TLane.Select(subnormal, TLane.Create(18), TLane.Create(0));
        return TLane.Select((a > 0) & (a < double.PositiveInfinity), TLane.CopySign(root * TLane.PowerOfTwo(k), x), x);
    }
}
