using System;

namespace FusedOpt.Rules;

/// <summary>
/// Yogi: <see cref="AdamRule"/> whose second moment moves by steps that do not depend on its own size, so that it falls slowly.
/// </summary>
/// <remarks>
/// <para>M. Zaheer, S. Reddi, D. Sachan, S. Kale, S. Kumar: Adaptive methods for nonconvex optimization, NeurIPS 2018, algorithm 2; bias
/// corrections as in Adam.</para>
/// </remarks>
[UpdateRule(Source = "Zaheer et al., 2018")]
public static partial class YogiRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="expAvg">The moving average of the gradient.</param>
    /// <param name="expAvgSq">The second moment of the gradient, by additive steps.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">1 minus the share of the squared gradient that a step adds or takes.</param>
    /// <param name="epsilon">Keeps the denominator from 0; with 0, an element whose gradient has always been 0 becomes NaN.</param>
    /// <param name="initialAccumulator">The second moment before the first step.</param>
    /// <param name="weightDecay">L2 regularisation.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float expAvg,
        [State(InitialFrom = nameof(initialAccumulator))] ref float expAvgSq,
        long step,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-2,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 0")] double beta1 = 0.9,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 1")] double beta2 = 0.999,
        [Interval("[0, inf)")] double epsilon = 1e-3,
        [Interval("[0, inf)")] double initialAccumulator = 1e-6,
        [Interval("[0, inf)")] double weightDecay = 0,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;
        if (weightDecay != 0)
            gradient += (float)weightDecay * parameter;

        expAvg += (float)(1 - beta1) * (gradient - expAvg);
        float square = gradient * gradient;
        expAvgSq -= (float)(1 - beta2) * RuleMath.Sign(expAvgSq - square) * square;

        double biasCorrection1 = 1 - Math.Pow(beta1, step);
        double biasCorrection2Sqrt = Math.Sqrt(1 - Math.Pow(beta2, step));
        double stepSize = learningRate * biasCorrection2Sqrt / biasCorrection1;
        double epsilonHat = epsilon * biasCorrection2Sqrt;
        parameter -= (float)stepSize * expAvg / (MathF.Sqrt(expAvgSq) + (float)epsilonHat);

        // The average of a gradient that stays 0 would stay in the subnormals, which are slow.
        expAvg = RuleMath.FlushSubnormal(expAvg);
    }
}
