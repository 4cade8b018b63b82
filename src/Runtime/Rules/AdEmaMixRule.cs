using System;

namespace FusedOpt.Rules;

/// <summary>AdEMAMix: <see cref="AdamWRule"/> with a second, slow average of the gradient mixed in.</summary>
/// <remarks>
/// <para>Order of operations: algorithm 1 of the paper with its schedulers for alpha and beta3, which warm up over the given number of
/// steps.</para>
/// <para>M. Pagliardini, P. Ablin, D. Grangier: The AdEMAMix optimizer: better, faster, older, ICLR 2025.</para>
/// </remarks>
[UpdateRule(Source = "Pagliardini, Ablin and Grangier, 2025")]
public static partial class AdEmaMixRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="expAvg">The moving average of the gradient.</param>
    /// <param name="expAvgSlow">The slow moving average of the gradient.</param>
    /// <param name="expAvgSq">The moving average of the squared gradient.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="beta1">Decay of the fast average.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    /// <param name="beta3">Decay of the slow average.</param>
    /// <param name="alpha">Weight of the slow average.</param>
    /// <param name="epsilon">Keeps the denominator from 0; with 0, an element whose gradient has always been 0 becomes NaN.</param>
    /// <param name="weightDecay">Decoupled: each step takes this share times the learning rate off the parameter.</param>
    /// <param name="warmupSteps">The steps over which alpha and beta3 warm up; 0 for none.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float expAvg,
        ref float expAvgSlow,
        ref float expAvgSq,
        long step,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-3,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 0")] double beta1 = 0.9,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 1")] double beta2 = 0.999,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 2")] double beta3 = 0.9999,
        [Interval("[0, inf)")] double alpha = 5,
        [Interval("[0, inf)")] double epsilon = 1e-8,
        [Interval("[0, inf)")] double weightDecay = 0,
        [Interval("[0, inf)")] long warmupSteps = 0,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;
        if (weightDecay != 0)
        {
            double shrinkage = 1 - learningRate * weightDecay;
            parameter *= (float)shrinkage;
        }

        // Both parts of the mix come in slowly: alpha linearly, beta3 so that the half-life of its average, which goes with 1 / log(beta3),
        // grows linearly. The paper has this as one fraction, in which a beta of 0 is infinity over infinity; here its half-life is 0.
        double progress = warmupSteps > 0 ? Math.Min((double)step / warmupSteps, 1) : 1;
        double halfLife = (1 - progress) / Math.Log(beta1) + progress / Math.Log(beta3);
        double warmBeta3 = Math.Exp(1 / halfLife);
        double slow = warmupSteps > 0 ? Math.Min(warmBeta3, beta3) : beta3;

        expAvg += (float)(1 - beta1) * (gradient - expAvg);
        expAvgSlow += (float)(1 - slow) * (gradient - expAvgSlow);
        expAvgSq = (float)beta2 * expAvgSq + (float)(1 - beta2) * gradient * gradient;

        double biasCorrection1 = 1 - Math.Pow(beta1, step);
        double biasCorrection2Sqrt = Math.Sqrt(1 - Math.Pow(beta2, step));
        double stepSize = learningRate * biasCorrection2Sqrt / biasCorrection1;
        double stepSizeSlow = learningRate * biasCorrection2Sqrt * alpha * progress;
        double epsilonHat = epsilon * biasCorrection2Sqrt;
        parameter -= ((float)stepSize * expAvg + (float)stepSizeSlow * expAvgSlow) / (MathF.Sqrt(expAvgSq) + (float)epsilonHat);

        // The averages of a gradient that stays 0 would stay in the subnormals, which are slow.
        expAvg = RuleMath.FlushSubnormal(expAvg);
        expAvgSlow = RuleMath.FlushSubnormal(expAvgSlow);
        expAvgSq = RuleMath.FlushSubnormal(expAvgSq);
    }
}
