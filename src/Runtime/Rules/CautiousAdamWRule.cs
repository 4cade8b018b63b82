using System;

namespace FusedOpt.Rules;

/// <summary>
/// <see cref="AdamWRule"/> that moves only those elements whose update agrees in sign with their gradient, and these the further.
/// </summary>
/// <remarks>
/// <para>Weight decay is not masked. AMSGrad, which the paper does not have, is left out.</para>
/// <para>K. Liang et al.: Cautious optimizers: improving training with one line of code, 2024, algorithm 1.</para>
/// </remarks>
[UpdateRule(Source = "Liang et al., 2024")]
public static partial class CautiousAdamWRule
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
    /// <param name="epsilon">Keeps the denominator from 0; with 0, an element whose gradient has always been 0 becomes NaN.</param>
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
        if (weightDecay != 0)
        {
            double shrinkage = 1 - learningRate * weightDecay;
            parameter *= (float)shrinkage;
        }

        expAvg += (float)(1 - beta1) * (gradient - expAvg);
        expAvgSq = (float)beta2 * expAvgSq + (float)(1 - beta2) * gradient * gradient;

        // The averages of a gradient that stays 0 would stay in the subnormals, which are slow.
        expAvg = RuleMath.FlushSubnormal(expAvg);
        expAvgSq = RuleMath.FlushSubnormal(expAvgSq);

        // An element whose average still points the other way waits; the others make up for it.
        float mask = expAvg * gradient > 0f ? 1f : 0f;
        double boost = Shape.Count / (Reduce.Sum(mask) + 1);

        double biasCorrection1 = biasCorrection ? 1 - Math.Pow(beta1, step) : 1;
        double biasCorrection2Sqrt = biasCorrection ? Math.Sqrt(1 - Math.Pow(beta2, step)) : 1;
        double stepSize = learningRate * boost * biasCorrection2Sqrt / biasCorrection1;
        double epsilonHat = epsilon * biasCorrection2Sqrt;
        parameter -= (float)stepSize * mask * expAvg / (MathF.Sqrt(expAvgSq) + (float)epsilonHat);
    }
}
