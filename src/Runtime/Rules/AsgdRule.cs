using System;

namespace FusedOpt.Rules;

/// <summary>
/// Averaged stochastic gradient descent: the average of the parameters, in the state <c>ax</c>, is what to use in the end.
/// </summary>
/// <remarks>
/// <para>Order of operations: PyTorch's <c>torch.optim.ASGD</c>; eta and mu are kept in double, where PyTorch rounds them to float.</para>
/// <para>B. T. Polyak, A. B. Juditsky: Acceleration of stochastic approximation by averaging, SIAM Journal on Control and Optimization 30,
/// 1992.</para>
/// </remarks>
[UpdateRule(Source = "Polyak and Juditsky, 1992")]
public static partial class AsgdRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="eta">The step size of this step; the learning rate at the first one.</param>
    /// <param name="mu">The weight of the newest parameter in the average.</param>
    /// <param name="ax">The average of the parameters.</param>
    /// <param name="step">The number of the step, from 1.</param>
    /// <param name="learningRate">Step size at first.</param>
    /// <param name="lambda">Decay of the parameter, and with it of the step size.</param>
    /// <param name="alpha">The power by which the step size falls.</param>
    /// <param name="t0">The step from which on parameters are averaged.</param>
    /// <param name="weightDecay">L2 regularisation.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        [State(InitialFrom = nameof(learningRate))] ref double eta,
        [State(Initial = 1)] ref double mu,
        ref float ax,
        long step,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-2,
        [Interval("[0, inf)")] double lambda = 1e-4,
        [Interval("[0, inf)")] double alpha = 0.75,
        [Interval("[0, inf)")] double t0 = 1e6,
        [Interval("[0, inf)")] double weightDecay = 0,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;
        if (weightDecay != 0)
            gradient += (float)weightDecay * parameter;

        double shrinkage = 1 - lambda * eta;
        parameter = (float)shrinkage * parameter - (float)eta * gradient;
        bool restart = mu == 1;
        ax = restart ? parameter : ax + (float)mu * (parameter - ax);

        eta = learningRate / Math.Pow(1 + lambda * learningRate * step, alpha);
        mu = 1 / Math.Max(1, step - t0);
    }
}
