using System;
using FusedOpt;

namespace CustomRuleSample;

/// <summary>
/// An optimizer that does not exist yet: momentum that goes in full where gradients agree with it and shortens its stride
/// where they keep contradicting. Trust is the share of the gradient's size that survives averaging: |mean| / mean size.
/// </summary>
[UpdateRule]
public static partial class Surefooted
{
    public static void Update(
        ref float parameter, float gradient, ref float mean, ref float size, long step,
        double learningRate = 1e-3, [Interval("[0, 1)")] double beta = 0.9, double epsilon = 1e-8)
    {
        mean += (float)(1 - beta) * (gradient - mean);
        size += (float)(1 - beta) * (MathF.Abs(gradient) - size);
        double epsilonHat = epsilon * (1 - Math.Pow(beta, step));
        float trust = MathF.Abs(mean) / (size + (float)epsilonHat);
        parameter -= (float)learningRate * trust * RuleMath.Sign(mean);
    }
}
