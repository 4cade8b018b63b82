using System;

namespace FusedOpt.Rules;

/// <summary>Adan: Nesterov momentum estimated from the change of the gradient, divided by the root of its second moment.</summary>
/// <remarks>
/// <para>Order of operations: the authors' <c>adan.py</c> for a single tensor, with the square root of the third bias correction folded
/// into the step sizes and epsilon. Proximal divides by 1 + learning rate * decay after the step; otherwise the parameter shrinks before
/// it.</para>
/// <para>X. Xie, P. Zhou, H. Li, Z. Lin, S. Yan: Adan: adaptive Nesterov momentum algorithm for faster optimizing deep models, 2022,
/// algorithm 1; the betas here are 1 minus those of the paper.</para>
/// </remarks>
[UpdateRule(Source = "Xie et al., 2022")]
public static partial class AdanRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="expAvg">The moving average of the gradient.</param>
    /// <param name="expAvgSq">The moving average of the squared look-ahead gradient.</param>
    /// <param name="expAvgDiff">The moving average of the change of the gradient.</param>
    /// <param name="previousGradient">The gradient of the step before.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="beta1">Decay of the average of the gradient.</param>
    /// <param name="beta2">Decay of the average of its change.</param>
    /// <param name="beta3">Decay of the second moment.</param>
    /// <param name="epsilon">Keeps the denominator from 0; with 0, an element whose gradient has always been 0 becomes NaN.</param>
    /// <param name="weightDecay">Decoupled decay.</param>
    /// <param name="proximal">Decays after the step, by a division, instead of before.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float expAvg,
        ref float expAvgSq,
        ref float expAvgDiff,
        ref float previousGradient,
        long step,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-3,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 0")] double beta1 = 0.98,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 1")] double beta2 = 0.92,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 2")] double beta3 = 0.99,
        [Interval("[0, inf)")] double epsilon = 1e-8,
        [Interval("[0, inf)")] double weightDecay = 0,
        bool proximal = true,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;

        bool first = step == 1;
        float difference = first ? 0f : gradient - previousGradient;
        float lookahead = gradient + (float)beta2 * difference;
        expAvg = (float)beta1 * expAvg + (float)(1 - beta1) * gradient;
        expAvgDiff = (float)beta2 * expAvgDiff + (float)(1 - beta2) * difference;
        expAvgSq = (float)beta3 * expAvgSq + (float)(1 - beta3) * lookahead * lookahead;
        previousGradient = gradient;

        double biasCorrection1 = 1 - Math.Pow(beta1, step);
        double biasCorrection2 = 1 - Math.Pow(beta2, step);
        double biasCorrection3Sqrt = Math.Sqrt(1 - Math.Pow(beta3, step));
        double stepSize = learningRate * biasCorrection3Sqrt / biasCorrection1;
        double stepSizeDiff = learningRate * beta2 * biasCorrection3Sqrt / biasCorrection2;
        double epsilonHat = epsilon * biasCorrection3Sqrt;
        if (weightDecay != 0 && !proximal)
            parameter *= (float)(1 - learningRate * weightDecay);
        parameter -= ((float)stepSize * expAvg + (float)stepSizeDiff * expAvgDiff) / (MathF.Sqrt(expAvgSq) + (float)epsilonHat);
        if (weightDecay != 0 && proximal)
            parameter *= (float)(1 / (1 + learningRate * weightDecay));

        // The averages of a gradient that stays 0 would stay in the subnormals, which are slow.
        expAvg = RuleMath.FlushSubnormal(expAvg);
        expAvgDiff = RuleMath.FlushSubnormal(expAvgDiff);
        expAvgSq = RuleMath.FlushSubnormal(expAvgSq);
    }
}
