using System;

namespace FusedOpt.Rules;

/// <summary><see cref="AdamWRule"/> that slows down in a parameter whose gradients have outgrown their second moment.</summary>
/// <remarks>
/// <para>The learning rate, that of the decay included, is divided by the root mean square of gradient / sqrt(expAvgSq) where this is above
/// 1.</para>
/// <para>M. Wortsman et al.: Stable and low-precision training for large-scale vision-language models, NeurIPS 2023, algorithm 2.</para>
/// </remarks>
[UpdateRule(Source = "Wortsman et al., 2023")]
public static partial class StableAdamWRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="expAvg">The moving average of the gradient.</param>
    /// <param name="expAvgSq">The moving average of the squared gradient.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    /// <param name="epsilon">Keeps the denominators from 0; with 0, an element whose gradient has always been 0 becomes NaN.</param>
    /// <param name="weightDecay">Decoupled: each step takes this share times the learning rate off the parameter.</param>
    /// <param name="biasCorrection">Undoes the averages' start at 0.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float expAvg,
        ref float expAvgSq,
        long step,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-3,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 0")] double beta1 = 0.9,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 1")] double beta2 = 0.999,
        [Interval("[0, inf)")] double epsilon = 1e-8,
        [Interval("[0, inf)")] double weightDecay = 1e-2,
        bool biasCorrection = true,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;

        expAvg += (float)(1 - beta1) * (gradient - expAvg);
        expAvgSq = (float)beta2 * expAvgSq + (float)(1 - beta2) * gradient * gradient;

        // The averages of a gradient that stays 0 would stay in the subnormals, which are slow.
        expAvg = RuleMath.FlushSubnormal(expAvg);
        expAvgSq = RuleMath.FlushSubnormal(expAvgSq);

        // Against the corrected second moment, so that the first steps are not slowed down.
        double biasCorrection1 = biasCorrection ? 1 - Math.Pow(beta1, step) : 1;
        double biasCorrection2Sqrt = biasCorrection ? Math.Sqrt(1 - Math.Pow(beta2, step)) : 1;
        double epsilonHat = epsilon * biasCorrection2Sqrt;
        float root = MathF.Max(MathF.Sqrt(expAvgSq), (float)epsilonHat);
        double excess = biasCorrection2Sqrt * Reduce.Norm(gradient / root) / Math.Sqrt(Shape.Count);
        double slowed = learningRate / Math.Max(1, excess);

        if (weightDecay != 0)
        {
            double shrinkage = 1 - slowed * weightDecay;
            parameter *= (float)shrinkage;
        }

        double stepSize = slowed * biasCorrection2Sqrt / biasCorrection1;
        parameter -= (float)stepSize * expAvg / (MathF.Sqrt(expAvgSq) + (float)epsilonHat);
    }
}
