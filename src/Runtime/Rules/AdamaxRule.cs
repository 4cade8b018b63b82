using System;

namespace FusedOpt.Rules;

/// <summary>Adamax: <see cref="AdamRule"/> with the largest recent gradient, decaying, in place of the root mean square.</summary>
/// <remarks>
/// <para>Order of operations: PyTorch's <c>torch.optim.Adamax</c>.</para>
/// <para>D. P. Kingma, J. Ba: Adam: a method for stochastic optimization, ICLR 2015, algorithm 2.</para>
/// </remarks>
[UpdateRule(Source = "Kingma and Ba, 2015")]
public static partial class AdamaxRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="expAvg">The moving average of the gradient.</param>
    /// <param name="expInf">The infinity norm of the gradients, decaying.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="beta1">Decay of the first moment.</param>
    /// <param name="beta2">Decay of the infinity norm.</param>
    /// <param name="epsilon">Keeps the denominator from 0; with 0, an element whose gradient has always been 0 becomes NaN.</param>
    /// <param name="weightDecay">L2 regularisation.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float expAvg,
        ref float expInf,
        long step,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 2e-3,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 0")] double beta1 = 0.9,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 1")] double beta2 = 0.999,
        [Interval("[0, inf)")] double epsilon = 1e-8,
        [Interval("[0, inf)")] double weightDecay = 0,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;
        if (weightDecay != 0)
            gradient += (float)weightDecay * parameter;

        expAvg += (float)(1 - beta1) * (gradient - expAvg);
        expInf = MathF.Max((float)beta2 * expInf, MathF.Abs(gradient) + (float)epsilon);

        double stepSize = learningRate / (1 - Math.Pow(beta1, step));
        parameter -= (float)stepSize * expAvg / expInf;

        // The average of a gradient that stays 0 would stay in the subnormals, which are slow.
        expAvg = RuleMath.FlushSubnormal(expAvg);
    }
}
