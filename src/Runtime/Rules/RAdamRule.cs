using System;

namespace FusedOpt.Rules;

/// <summary>
/// RAdam: <see cref="AdamRule"/> whose variance is rectified, and which is plain momentum while that variance cannot be known.
/// </summary>
/// <remarks>
/// <para>Order of operations: PyTorch's <c>torch.optim.RAdam</c>, with the bias corrections and the rectification folded into the step
/// size. With the default beta2 the first rectified step is the sixth.</para>
/// <para>L. Liu, H. Jiang, P. He, W. Chen, X. Liu, J. Gao, J. Han: On the variance of the adaptive learning rate and beyond, ICLR 2020,
/// algorithm 2.</para>
/// </remarks>
[UpdateRule(Source = "Liu et al., 2020")]
public static partial class RAdamRule
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
    /// <param name="weightDecay">L2 regularisation, or decoupled.</param>
    /// <param name="decoupledWeightDecay">Takes the decay off the parameter instead of adding it to the gradient.</param>
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
        [Interval("[0, inf)")] double weightDecay = 0,
        bool decoupledWeightDecay = false,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;
        if (weightDecay != 0 && decoupledWeightDecay)
        {
            double shrinkage = 1 - learningRate * weightDecay;
            parameter *= (float)shrinkage;
        }
        else if (weightDecay != 0)
        {
            gradient += (float)weightDecay * parameter;
        }

        expAvg += (float)(1 - beta1) * (gradient - expAvg);
        expAvgSq = (float)beta2 * expAvgSq + (float)(1 - beta2) * gradient * gradient;

        double biasCorrection1 = 1 - Math.Pow(beta1, step);
        double biasCorrection2 = 1 - Math.Pow(beta2, step);
        double stepSize = learningRate / biasCorrection1;

        // The length of the approximated simple moving average, now and in the limit.
        double rhoInf = 2 / (1 - beta2) - 1;
        double rho = rhoInf - 2 * step * (1 - biasCorrection2) / biasCorrection2;
        bool rectified = rho > 5;
        if (rectified)
        {
            double rectification = Math.Sqrt((rho - 4) * (rho - 2) * rhoInf / ((rhoInf - 4) * (rhoInf - 2) * rho));
            double rectifiedStepSize = stepSize * Math.Sqrt(biasCorrection2) * rectification;
            parameter -= (float)rectifiedStepSize * expAvg / (MathF.Sqrt(expAvgSq) + (float)epsilon);
        }
        else
        {
            parameter -= (float)stepSize * expAvg;
        }

        // The averages of a gradient that stays 0 would stay in the subnormals, which are slow.
        expAvg = RuleMath.FlushSubnormal(expAvg);
        expAvgSq = RuleMath.FlushSubnormal(expAvgSq);
    }
}
