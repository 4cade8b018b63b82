using System;

namespace FusedOpt.Rules;

/// <summary>
/// LAMB: <see cref="AdamWRule"/> whose step in each parameter is in proportion to the parameter's norm, for large batches.
/// </summary>
/// <remarks>
/// <para>
/// The trust ratio is applied whatever the weight decay, as in the paper; Apex leaves it out where the decay is 0. A parameter whose norm
/// is 0, or whose update is, takes the step of AdamW.
/// </para>
/// <para>Y. You et al.: Large batch optimization for deep learning: training BERT in 76 minutes, ICLR 2020, algorithm 2.</para>
/// </remarks>
[UpdateRule(Source = "You et al., 2020")]
public static partial class LambRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="expAvg">The moving average of the gradient.</param>
    /// <param name="expAvgSq">The moving average of the squared gradient.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size, as a share of the parameter's norm.</param>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    /// <param name="epsilon">Keeps the denominator from 0; with 0, an element whose gradient has always been 0 becomes NaN.</param>
    /// <param name="weightDecay">Decoupled: this share of the parameter is part of the update, and of its norm.</param>
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
        [Interval("[0, inf)")] double epsilon = 1e-6,
        [Interval("[0, inf)")] double weightDecay = 0.01,
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

        double biasCorrection1 = biasCorrection ? 1 - Math.Pow(beta1, step) : 1;
        double biasCorrection2Sqrt = biasCorrection ? Math.Sqrt(1 - Math.Pow(beta2, step)) : 1;
        double scale = biasCorrection2Sqrt / biasCorrection1;
        double epsilonHat = epsilon * biasCorrection2Sqrt;
        float update = (float)scale * expAvg / (MathF.Sqrt(expAvgSq) + (float)epsilonHat);
        if (weightDecay != 0)
            update += (float)weightDecay * parameter;

        double parameterNorm = Reduce.Norm(parameter);
        double updateNorm = Reduce.Norm(update);
        double trustRatio = parameterNorm > 0 && updateNorm > 0 ? parameterNorm / updateNorm : 1;
        double stepSize = learningRate * trustRatio;

        // Beyond the normal floats, from 2^-126 to 2^126, a factor would lose its digits or be infinite: it is taken in two steps.
        bool isBeyondNormal = stepSize > 8.507059173023462e37 || (stepSize > 0 && stepSize < 1.1754943508222875e-38);
        if (isBeyondNormal)
        {
            double first = stepSize > 1 ? 8.507059173023462e37 : 1.1754943508222875e-38;
            update *= (float)first;
            stepSize = stepSize / first;
        }

        parameter -= (float)stepSize * update;
    }
}
