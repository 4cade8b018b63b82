using System;

namespace FusedOpt;

/// <summary>
/// Functions for <see cref="UpdateRuleAttribute">update rules</see>, where .NET's own throw or leave a case open. Each gives
/// the same bits here, in vector lanes and in the tail of a loop.
/// </summary>
public static class RuleMath
{
    /// <summary>1 for positive numbers, -1 for negative ones, the argument itself for zeros and NaN, on which <see cref="MathF.Sign"/> throws.</summary>
    /// <param name="x">Any number.</param>
    public static float Sign(float x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <inheritdoc cref="Sign(float)"/>
    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <summary>The magnitude of one number with the sign of another. NaN counts as positive: .NET does not specify the sign of one that was computed.</summary>
    /// <param name="x">The magnitude.</param>
    /// <param name="sign">The sign, also of a zero.</param>
    public static float CopySign(float x, float sign) => MathF.CopySign(x, float.IsNaN(sign) ? 0 : sign);

    /// <inheritdoc cref="CopySign(float, float)"/>
    public static double CopySign(double x, double sign) => Math.CopySign(x, double.IsNaN(sign) ? 0 : sign);

    /// <summary>The number in the interval that is nearest: min(max(x, low), high). NaN stays, and nothing throws where low is above high.</summary>
    /// <param name="x">Any number.</param>
    /// <param name="low">The low end.</param>
    /// <param name="high">The high end.</param>
    public static float Clamp(float x, float low, float high) => MathF.Min(MathF.Max(x, low), high);

    /// <inheritdoc cref="Clamp(float, float, float)"/>
    public static double Clamp(double x, double low, double high) => Math.Min(Math.Max(x, low), high);
}
