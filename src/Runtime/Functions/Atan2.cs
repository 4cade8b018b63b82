using System.Runtime.CompilerServices;
using FusedOpt.Lanes;

namespace FusedOpt.Functions;

/// <summary>
/// The angle of the point (x, y). With the lesser and the greater of the magnitudes the angle is a multiple of pi/4 plus or minus the
/// arc tangent of a quotient of at most 1/2: lesser / greater, or (lesser - greater) / (lesser + greater).
/// </summary>
internal readonly struct Atan2 : IFunction2
{
    private const double QuarterPi = 0.7853981633974483;
    private const double QuarterPiTail = 3.061616997868383e-17;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TLane Invoke<TLane>(TLane y, TLane x)
        where TLane : struct, ILane<TLane, double>
    {
        TLane zero = TLane.Create(0), one = TLane.Create(1);
        TLane ax = TLane.Abs(x), ay = TLane.Abs(y);
        TLane steep = ay > ax;
        TLane lesser = TLane.Select(steep, ax, ay), greater = TLane.Select(steep, ay, ax);

        // Two infinities are as far out as each other; the sum of two numbers must not overflow; 0 / 0 is 0 here.
        TLane infinite = (lesser > double.MaxValue) & (greater > double.MaxValue);
        lesser = TLane.Select(infinite, one, lesser);
        greater = TLane.Select(infinite, one, greater);
        TLane scale = TLane.Select(greater > 1e300, TLane.Create(0.25), one);
        lesser *= scale;
        greater *= scale;
        TLane sum = lesser + greater;
        TLane close = lesser > 0.5 * greater;
        TLane q = TLane.Select(close, lesser - greater, lesser) / TLane.Select(close, sum, greater);
        q = TLane.Select(TLane.AreEqual(sum, zero), zero, q);

        // The angle is multiple * pi/4 + q + rest.
        TLane z = q * q, w = z * z;
        TLane odd = -0.3333333333333333 + w * (-0.14285714285599188 + w * (-0.09090908620322523 + w * (-0.06666435677235948
            + w * (-0.05240099507994713 + w * (-0.03806653672057366 + w * -0.009215792047089858)))));
        TLane even = 0.19999999999999488 + w * (0.11111111100917376 + w * (0.07692294712540285 + w * (0.05879578429582425
            + w * (0.04628024868570153 + w * 0.025006503566489507))));
        TLane rest = q * (z * (odd + z * even));
        TLane multiple = TLane.Select(close, one, zero);
        multiple = TLane.Select(steep, 2 - multiple, multiple);
        q = TLane.Select(steep, -q, q);
        rest = TLane.Select(steep, -rest, rest);
        TLane left = TLane.CopySign(one, x) < zero;
        multiple = TLane.Select(left, 4 - multiple, multiple);
        q = TLane.Select(left, -q, q);
        rest = TLane.Select(left, -rest, rest);

        TLane whole = multiple * QuarterPi;
        TLane head = whole + q;
        TLane angle = head + (((whole - head) + q) + (rest + multiple * QuarterPiTail));
        return TLane.CopySign(angle, y);
    }
}
