using System;

namespace FusedOpt;

/// <summary>
/// Functions for <see cref="UpdateRuleAttribute">update rules</see>, where .NET's own throw or leave a case open. Each gives
/// the same bits here, in vectors and in the tail of a loop.
/// </summary>
public static class RuleMath
{
    /// <summary>
    /// 1 for positive numbers, -1 for negative ones, the argument itself for zeros and NaN, on which <see cref="MathF.Sign"/> throws.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static float Sign(float x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <inheritdoc cref="Sign(float)"/>
    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <summary>
    /// The magnitude of one number with the sign of another. NaN counts as positive: .NET does not specify the sign of one that was
    /// computed.
    /// </summary>
    /// <param name="x">The magnitude.</param>
    /// <param name="sign">The sign, also of a zero.</param>
    public static float CopySign(float x, float sign) => MathF.CopySign(x, float.IsNaN(sign) ? 0 : sign);

    /// <inheritdoc cref="CopySign(float, float)"/>
    public static double CopySign(double x, double sign) => Math.CopySign(x, double.IsNaN(sign) ? 0 : sign);

    /// <summary>
    /// 0 where the magnitude is less than that of the smallest normal number, else the argument itself, NaN too. -0 becomes 0.
    /// </summary>
    /// <remarks>
    /// Many processors take several times as long for a subnormal number as for another. A moving average of values that stay 0 sinks into
    /// them and, rounded to the nearest, never reaches 0.
    /// </remarks>
    /// <param name="x">Any number.</param>
    public static float FlushSubnormal(float x) => MathF.Abs(x) < Bits.SingleSmallestNormal ? 0 : x;

    /// <inheritdoc cref="FlushSubnormal(float)"/>
    public static double FlushSubnormal(double x) => Math.Abs(x) < Bits.DoubleSmallestNormal ? 0 : x;

    /// <summary>
    /// The number in the interval that is nearest: min(max(x, low), high). NaN stays, and nothing throws where low is above high.
    /// </summary>
    /// <param name="x">Any number.</param>
    /// <param name="low">The low end.</param>
    /// <param name="high">The high end.</param>
    public static float Clamp(float x, float low, float high) => MathF.Min(MathF.Max(x, low), high);

    /// <inheritdoc cref="Clamp(float, float, float)"/>
    public static double Clamp(double x, double low, double high) => Math.Min(Math.Max(x, low), high);

    /// <summary>e^x. A double is off by less than 1.5 ulp, a float by less than 0.5001.</summary>
    /// <param name="x">Any number.</param>
    public static float Exp(float x) => (float)Exp((double)x);

    /// <inheritdoc cref="Exp(float)"/>
    public static double Exp(double x) => Apply<Exp>(x);

    /// <summary>
    /// The natural logarithm: -infinity of 0, NaN of negative numbers. A double is off by less than 1 ulp, a float by less than 0.5001.
    /// </summary>
    /// <param name="x">Any number.</param>
    public static float Log(float x) => (float)Log((double)x);

    /// <inheritdoc cref="Log(float)"/>
    public static double Log(double x) => Apply<Log>(x);

    /// <summary>
    /// x^y, with the special cases of <see cref="Math.Pow"/>. A double is off by less than 1.5 ulp, a float by less than 0.5001.
    /// </summary>
    /// <param name="x">Any number; of a negative one there are only whole powers.</param>
    /// <param name="y">The exponent.</param>
    public static float Pow(float x, float y) => (float)Apply<PowOfSingles>(x, y);

    /// <inheritdoc cref="Pow(float, float)"/>
    public static double Pow(double x, double y) => Apply<Pow>(x, y);

    /// <summary>The hyperbolic tangent. A double is off by less than 2 ulp, a float by less than 0.5001.</summary>
    /// <param name="x">Any number.</param>
    public static float Tanh(float x) => (float)Tanh((double)x);

    /// <inheritdoc cref="Tanh(float)"/>
    public static double Tanh(double x) => Apply<Tanh>(x);

    /// <summary>The cube root, also of negative numbers. A double is off by less than 0.75 ulp, a float by less than 0.5001.</summary>
    /// <param name="x">Any number.</param>
    public static float Cbrt(float x) => (float)Cbrt((double)x);

    /// <inheritdoc cref="Cbrt(float)"/>
    public static double Cbrt(double x) => Apply<Cbrt>(x);

    /// <summary>
    /// The angle of the point (x, y), from -pi to pi, with the special cases of <see cref="Math.Atan2"/>. A double is off by less than 1.75
    /// ulp, a float by less than 0.5001.
    /// </summary>
    /// <param name="y">The ordinate.</param>
    /// <param name="x">The abscissa.</param>
    public static float Atan2(float y, float x) => (float)Atan2((double)y, x);

    /// <inheritdoc cref="Atan2(float, float)"/>
    public static double Atan2(double y, double x) => Apply<Atan2>(y, x);

    private static double Apply<TFunction>(double x)
        where TFunction : struct, IFunction
    {
        double result = 0;
        SimdScalar<double>.Apply<TFunction>(new(x)).Store(ref result, 0);
        return result;
    }

    private static double Apply<TFunction>(double x, double y)
        where TFunction : struct, IFunction2
    {
        double result = 0;
        SimdScalar<double>.Apply<TFunction>(new(x), new(y)).Store(ref result, 0);
        return result;
    }
}
