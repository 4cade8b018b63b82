using System;

namespace FusedOpt.Rules;

/// <summary>NAdam: <see cref="AdamRule"/> with Nesterov's momentum, whose decay warms up.</summary>
/// <remarks>
/// <para>Order of operations: PyTorch's <c>torch.optim.NAdam</c>, with the division by sqrt(1 - beta2^step) folded into the step sizes and
/// epsilon.</para>
/// <para>T. Dozat: Incorporating Nesterov momentum into Adam, ICLR workshop 2016.</para>
/// </remarks>
[UpdateRule(Source = "Dozat, 2016")]
public static partial class NAdamRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="muProduct">The product of the momentum's decays so far.</param>
    /// <param name="expAvg">The moving average of the gradient.</param>
    /// <param name="expAvgSq">The moving average of the squared gradient.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="beta1">Decay of the first moment, once it has warmed up.</param>
    /// <param name="beta2">Decay of the second moment.</param>
    /// <param name="epsilon">Keeps the denominator from 0; with 0, an element whose gradient has always been 0 becomes NaN.</param>
    /// <param name="weightDecay">L2 regularisation, or decoupled.</param>
    /// <param name="momentumDecay">The speed at which the momentum warms up.</param>
    /// <param name="decoupledWeightDecay">Takes the decay off the parameter instead of adding it to the gradient.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        [State(Initial = 1)] ref double muProduct,
        ref float expAvg,
        ref float expAvgSq,
        long step,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 2e-3,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 0")] double beta1 = 0.9,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 1")] double beta2 = 0.999,
        [Interval("[0, inf)")] double epsilon = 1e-8,
        [Interval("[0, inf)")] double weightDecay = 0,
        [Interval("[0, inf)")] double momentumDecay = 4e-3,
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

        double mu = beta1 * (1 - 0.5 * Math.Pow(0.96, step * momentumDecay));
        double muNext = beta1 * (1 - 0.5 * Math.Pow(0.96, (step + 1) * momentumDecay));
        muProduct *= mu;

        expAvg += (float)(1 - beta1) * (gradient - expAvg);
        expAvgSq = (float)beta2 * expAvgSq + (float)(1 - beta2) * gradient * gradient;

        double biasCorrection2Sqrt = Math.Sqrt(1 - Math.Pow(beta2, step));
        double gradientShare = learningRate * biasCorrection2Sqrt * (1 - mu);
        double momentumShare = learningRate * biasCorrection2Sqrt * muNext;
        double gradientStepSize = gradientShare / (1 - muProduct);
        double momentumStepSize = momentumShare / (1 - muProduct * muNext);
        double epsilonHat = epsilon * biasCorrection2Sqrt;
        parameter -= ((float)gradientStepSize * gradient + (float)momentumStepSize * expAvg) / (MathF.Sqrt(expAvgSq) + (float)epsilonHat);

        // The averages of a gradient that stays 0 would stay in the subnormals, which are slow.
        expAvg = RuleMath.FlushSubnormal(expAvg);
        expAvgSq = RuleMath.FlushSubnormal(expAvgSq);
    }
}
