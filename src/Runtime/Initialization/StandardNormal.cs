using System;

namespace FusedOpt.Initialization;

/// <summary>
/// The quantiles of the normal distribution: Wichura's algorithm AS 241 (PPND16, Applied Statistics 37, 1988), with a logarithm
/// of its own. Everything is made of +, -, *, / and square roots, which IEEE 754 defines to the last bit; the logarithm and sine
/// of a platform's library would not have the same bits elsewhere.
/// </summary>
internal static class StandardNormal
{
    private const double Ln2 = 0.6931471805599453;

    private static readonly double[] _artanh =
        [1, 1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21];

    // Probabilities from 0.075 to 0.925.
    private static readonly double[] _centreNumerator =
    [
        3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
        4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3,
    ];

    private static readonly double[] _centreDenominator =
    [
        1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
        2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3,
    ];

    // Beyond them, down to exp(-25).
    private static readonly double[] _flankNumerator =
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static readonly double[] _flankDenominator =
    [
        1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    // Below exp(-25).
    private static readonly double[] _tailNumerator =
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static readonly double[] _tailDenominator =
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    /// <summary>The number below which a normal variable lies with the given probability; about 1 part in 10^15.</summary>
    /// <param name="probability">At least 2^-53 and at most 1 - 2^-53.</param>
    public static double Quantile(double probability)
    {
        double q = probability - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - q * q;
            return q * (Polynomial(r, _centreNumerator) / Polynomial(r, _centreDenominator));
        }

        double tail = Math.Sqrt(-Log(q < 0 ? probability : 1 - probability));
        double quantile = tail <= 5
            ? Polynomial(tail - 1.6, _flankNumerator) / Polynomial(tail - 1.6, _flankDenominator)
            : Polynomial(tail - 5, _tailNumerator) / Polynomial(tail - 5, _tailDenominator);
        return q < 0 ? -quantile : quantile;
    }

    /// <summary>The natural logarithm of a normal positive number: x = m 2^n, ln x = n ln 2 + 2 artanh((m - 1) / (m + 1)).</summary>
    public static double Log(double x)
    {
        // m between sqrt(1/2) and sqrt(2): s is below 0.172 and 11 terms of the series reach the last bit.
        int n = Math.ILogB(x);
        double m = Math.ScaleB(x, -n);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            n++;
        }

        double s = (m - 1) / (m + 1);
        return n * Ln2 + 2 * s * Polynomial(s * s, _artanh);
    }

    private static double Polynomial(double x, double[] coefficients)
    {
        double sum = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
            sum = sum * x + coefficients[i];
        return sum;
    }
}
