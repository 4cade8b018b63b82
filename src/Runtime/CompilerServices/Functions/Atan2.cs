using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

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
    public static TVector Invoke<TVector>(TVector y, TVector x)
        where TVector : struct, ISimdVector<TVector, double>
    {
        TVector zero = TVector.Create(0), one = TVector.Create(1);
        TVector ax = TVector.Abs(x), ay = TVector.Abs(y);
        TVector steep = ay > ax;
        TVector lesser = TVector.Select(steep, ax, ay), greater = TVector.Select(steep, ay, ax);

        // Two infinities are as far out as each other; the sum of two numbers must not overflow; 0 / 0 is 0 here.
        TVector infinite = (lesser > double.MaxValue) & (greater > double.MaxValue);
        lesser = TVector.Select(infinite, one, lesser);
        greater = TVector.Select(infinite, one, greater);
        TVector scale = TVector.Select(greater > 1e300, TVector.Create(0.25), one);
        lesser *= scale;
        greater *= scale;
        TVector sum = lesser + greater;
        TVector close = lesser > 0.5 * greater;
        TVector q = TVector.Select(close, lesser - greater, lesser) / TVector.Select(close, sum, greater);
        q = TVector.Select(TVector.AreEqual(sum, zero), zero, q);

        // The angle is multiple * pi/4 + q + rest.
        TVector z = q * q, w = z * z;
        TVector odd = -0.3333333333333333 + w * (-0.14285714285599188 + w * (-0.09090908620322523 + w * (-0.06666435677235948
            + w * (-0.05240099507994713 + w * (-0.03806653672057366 + w * -0.009215792047089858)))));
        TVector even = 0.19999999999999488 + w * (0.11111111100917376 + w * (0.07692294712540285 + w * (0.05879578429582425
            + w * (0.04628024868570153 + w * 0.025006503566489507))));
        TVector rest = q * (z * (odd + z * even));
        TVector multiple = TVector.Select(close, one, zero);
        multiple = TVector.Select(steep, 2 - multiple, multiple);
        q = TVector.Select(steep, -q, q);
        rest = TVector.Select(steep, -rest, rest);
        TVector left = TVector.CopySign(one, x) < zero;
        multiple = TVector.Select(left, 4 - multiple, multiple);
        q = TVector.Select(left, -q, q);
        rest = TVector.Select(left, -rest, rest);

        TVector whole = multiple * QuarterPi;
        TVector head = whole + q;
        TVector angle = head + (((whole - head) + q) + (rest + multiple * QuarterPiTail));
        return TVector.CopySign(angle, y);
    }
}
