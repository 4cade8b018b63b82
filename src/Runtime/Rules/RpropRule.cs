using System;

namespace FusedOpt.Rules;

/// <summary>
/// Rprop: each element has a step size of its own, which grows while the sign of its gradient stays and shrinks where it turns.
/// </summary>
/// <remarks>
/// <para>Meant for full batches: of the gradient only the sign counts. The step sizes start from the learning rate of the first step; one
/// that is set later has no effect.</para>
/// <para>Order of operations: PyTorch's <c>torch.optim.Rprop</c>.</para>
/// <para>M. Riedmiller, H. Braun: A direct adaptive method for faster backpropagation learning: the RPROP algorithm, ICNN 1993.</para>
/// </remarks>
[UpdateRule(Source = "Riedmiller and Braun, 1993")]
public static partial class RpropRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="prev">The gradient of the step before; 0 where its sign had turned.</param>
    /// <param name="stepSize">The distance that the element moves.</param>
    /// <param name="learningRate">The step size of every element at the first step.</param>
    /// <param name="etaMinus">Factor on the step size where the sign has turned.</param>
    /// <param name="etaPlus">Factor on the step size where it has not.</param>
    /// <param name="stepSizeMin">The smallest step size.</param>
    /// <param name="stepSizeMax">The largest step size.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float prev,
        [State(InitialFrom = nameof(learningRate))] ref float stepSize,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-2,
        [Interval("(0, 1)", Message = "Invalid eta values")] double etaMinus = 0.5,
        [Interval("(1, inf)", Message = "Invalid eta values")] double etaPlus = 1.2,
        [Interval("[0, inf)")] double stepSizeMin = 1e-6,
        [Interval("[0, inf)")] double stepSizeMax = 50,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;

        float agreement = gradient * prev;
        bool turned = agreement < 0f;
        float factor = turned ? (float)etaMinus : agreement > 0f ? (float)etaPlus : 1f;
        stepSize = RuleMath.Clamp(stepSize * factor, (float)stepSizeMin, (float)stepSizeMax);
        gradient = turned ? 0f : gradient;
        parameter -= RuleMath.Sign(gradient) * stepSize;
        prev = gradient;
    }
}
