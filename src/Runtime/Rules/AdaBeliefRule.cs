using System;

namespace FusedOpt.Rules;

/// <summary>AdaBelief: <see cref="AdamRule"/> with the variance of the gradient around its mean in place of its second moment.</summary>
/// <remarks>
/// <para>Order of operations: the authors' <c>adabelief_pytorch</c> with decoupled weight decay and without rectification; epsilon is added
/// to the variance at each step, and to its root.</para>
/// <para>J. Zhuang, T. Tang, Y. Ding, S. Tatikonda, N. Dvornek, X. Papademetris, J. Duncan: AdaBelief optimizer, NeurIPS 2020, algorithm
/// 2.</para>
/// </remarks>
[UpdateRule(Source = "Zhuang et al., 2020")]
public static partial class AdaBeliefRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="expAvg">The moving average of the gradient.</param>
    /// <param name="expAvgVar">The moving average of the squared deviation of the gradient from its mean.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the variance.</param>
    /// <param name="epsilon">
    /// Keeps the denominator from 0, also for a gradient that is as its mean was; at least 1e-30, which a float holds with all its digits.
    /// </param>
    /// <param name="weightDecay">Decoupled: each step takes this share times the learning rate off the parameter.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float expAvg,
        ref float expAvgVar,
        long step,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-3,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 0")] double beta1 = 0.9,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 1")] double beta2 = 0.999,
        [Interval(
            "[1e-30, inf)",
            Message = "Epsilon keeps a gradient without surprise from a division by 0 and must be at least 1e-30, but is")]
        double epsilon = 1e-16,
        [Interval("[0, inf)")] double weightDecay = 0,
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
        float surprise = gradient - expAvg;
        expAvgVar = (float)beta2 * expAvgVar + (float)(1 - beta2) * surprise * surprise + (float)epsilon;

        double biasCorrection1 = 1 - Math.Pow(beta1, step);
        double biasCorrection2Sqrt = Math.Sqrt(1 - Math.Pow(beta2, step));
        double stepSize = learningRate * biasCorrection2Sqrt / biasCorrection1;
        double epsilonHat = epsilon * biasCorrection2Sqrt;
        parameter -= (float)stepSize * expAvg / (MathF.Sqrt(expAvgVar) + (float)epsilonHat);

        // The average of a gradient that stays 0 would stay in the subnormals, which are slow.
        expAvg = RuleMath.FlushSubnormal(expAvg);
    }
}
