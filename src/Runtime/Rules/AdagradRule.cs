using System;

namespace FusedOpt.Rules;

/// <summary>Adagrad: the step of each element shrinks with the sum of its squared gradients.</summary>
/// <remarks>
/// <para>Order of operations: PyTorch's <c>torch.optim.Adagrad</c>.</para>
/// <para>J. Duchi, E. Hazan, Y. Singer: Adaptive subgradient methods for online learning and stochastic optimization, JMLR 12, 2011.</para>
/// </remarks>
[UpdateRule(Source = "Duchi, Hazan and Singer, 2011")]
public static partial class AdagradRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="sum">The sum of the squared gradients.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="learningRateDecay">Decay of the learning rate per step.</param>
    /// <param name="weightDecay">L2 regularisation.</param>
    /// <param name="initialAccumulator">The sum before the first step.</param>
    /// <param name="epsilon">Keeps the denominator from 0; with 0, an element whose gradient has always been 0 becomes NaN.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        [State(InitialFrom = nameof(initialAccumulator))] ref float sum,
        long step,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-2,
        [Interval("[0, inf)")] double learningRateDecay = 0,
        [Interval("[0, inf)")] double weightDecay = 0,
        [Interval("[0, inf)")] double initialAccumulator = 0,
        [Interval("[0, inf)")] double epsilon = 1e-10,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;
        if (weightDecay != 0)
            gradient += (float)weightDecay * parameter;

        sum += gradient * gradient;

        double stepSize = learningRate / (1 + (step - 1) * learningRateDecay);
        parameter -= (float)stepSize * gradient / (MathF.Sqrt(sum) + (float)epsilon);
    }
}
