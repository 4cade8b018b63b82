using System;

namespace FusedOpt.Rules;

/// <summary>Gradient descent along an exponential moving average of the gradient.</summary>
/// <remarks>
/// After its first step it is <see cref="SgdRule"/> with momentum beta and dampening beta. Bias correction divides the average
/// by 1 - beta^step, which undoes its start at 0.
/// </remarks>
[UpdateRule]
public static partial class MomentumEmaRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="expAvg">The moving average of the gradient.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="beta">Decay of the average.</param>
    /// <param name="weightDecay">L2 regularisation.</param>
    /// <param name="biasCorrection">Undoes the average's start at 0.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float expAvg,
        long step,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-2,
        [Interval("[0, 1)")] double beta = 0.9,
        [Interval("[0, inf)")] double weightDecay = 0,
        bool biasCorrection = false,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;
        if (weightDecay != 0)
            gradient += (float)weightDecay * parameter;

        expAvg += (float)(1 - beta) * (gradient - expAvg);

        double stepSize = biasCorrection ? learningRate / (1 - Math.Pow(beta, step)) : learningRate;
        parameter -= (float)stepSize * expAvg;

        // The average of a gradient that stays 0 would stay in the subnormals, which are slow.
        expAvg = RuleMath.FlushSubnormal(expAvg);
    }
}
