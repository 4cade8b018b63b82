using System;

namespace FusedOpt.Rules;

/// <summary>FTRL-Proximal: follows the regularised leader, so that an L1 penalty leaves exact zeros.</summary>
/// <remarks>
/// <para>
/// Order of operations: Keras' <c>Ftrl</c>. There is no separate weight decay: L2 is it. Begin with parameters that are 0, as the paper
/// does: the leader knows gradients only, and forgets the initial value of a parameter.
/// </para>
/// <para>H. B. McMahan et al.: Ad click prediction: a view from the trenches, KDD 2013, algorithm 1.</para>
/// </remarks>
[UpdateRule(Source = "McMahan et al., 2013")]
public static partial class FtrlRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="accumulator">The sum of squared gradients.</param>
    /// <param name="linear">The sum of gradients, less the part that the steps so far stand for.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="learningRatePower">The step size falls with accumulator^learningRatePower.</param>
    /// <param name="initialAccumulator">The initial value of the sum of squares.</param>
    /// <param name="l1">L1 regularisation: within it, the parameter is 0.</param>
    /// <param name="l2">L2 regularisation.</param>
    /// <param name="beta">Adds beta / (2 learningRate) to l2: the paper's beta.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        [State(InitialFrom = nameof(initialAccumulator))] ref float accumulator,
        ref float linear,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-3,
        [Interval("(-inf, 0]")] double learningRatePower = -0.5,
        [Interval("[0, inf)", Message = "Invalid initial_accumulator value")] double initialAccumulator = 0.1,
        [Interval("[0, inf)")] double l1 = 0,
        [Interval("[0, inf)")] double l2 = 0,
        [Interval("[0, inf)")] double beta = 0,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;

        // At a rate of 0 nothing moves, and the terms that the formula divides by the rate wait.
        bool moves = learningRate > 0;
        if (moves)
        {
            float rootBefore = Root(accumulator, learningRatePower);
            accumulator += gradient * gradient;
            float root = Root(accumulator, learningRatePower);
            float shift = (root - rootBefore) / (float)learningRate;
            linear += gradient - shift * parameter;

            double penalty = 2 * l2 + beta / learningRate;
            float quadratic = root / (float)learningRate + (float)penalty;

            // Without an accumulator to begin with there is nothing to divide by before the first gradient.
            if (initialAccumulator == 0)
                quadratic = MathF.Max(quadratic, 1e-37f);
            parameter = (RuleMath.Clamp(linear, (float)-l1, (float)l1) - linear) / quadratic;
        }
    }

    private static float Root(float accumulator, double learningRatePower) =>
        learningRatePower == -0.5 ? MathF.Sqrt(accumulator) : RuleMath.Pow(accumulator, (float)-learningRatePower);
}
