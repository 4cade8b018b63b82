using System;

namespace FusedOpt.Rules;

/// <summary>Adadelta: the step is the ratio of two root mean squares, that of the updates and that of the gradients.</summary>
/// <remarks>
/// <para>Order of operations: PyTorch's <c>torch.optim.Adadelta</c>.</para>
/// <para>M. D. Zeiler: ADADELTA: an adaptive learning rate method, arXiv:1212.5701, 2012.</para>
/// </remarks>
[UpdateRule(Source = "Zeiler, 2012")]
public static partial class AdadeltaRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="squareAvg">The moving average of the squared gradient.</param>
    /// <param name="accDelta">The moving average of the squared update.</param>
    /// <param name="learningRate">Factor on the update, which has the units of the parameter already.</param>
    /// <param name="rho">Decay of both averages.</param>
    /// <param name="epsilon">
    /// Keeps the denominator from 0, and the first update from being 0; with 0, an element whose gradient has always been 0 becomes NaN.
    /// </param>
    /// <param name="weightDecay">L2 regularisation.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float squareAvg,
        ref float accDelta,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1.0,
        [Interval("[0, 1]")] double rho = 0.9,
        [Interval("[0, inf)")] double epsilon = 1e-6,
        [Interval("[0, inf)")] double weightDecay = 0,
        bool maximize = false)
    {
        Rule.Require(epsilon > 0 || rho < 1, "Rho = 1 keeps the average of the squared gradient at 0; it requires an epsilon");

        if (maximize)
            gradient = -gradient;
        if (weightDecay != 0)
            gradient += (float)weightDecay * parameter;

        squareAvg = (float)rho * squareAvg + (float)(1 - rho) * gradient * gradient;
        float delta = MathF.Sqrt(accDelta + (float)epsilon) / MathF.Sqrt(squareAvg + (float)epsilon) * gradient;
        accDelta = (float)rho * accDelta + (float)(1 - rho) * delta * delta;

        parameter -= (float)learningRate * delta;

        // The averages of a gradient that stays 0 would stay in the subnormals, which are slow.
        squareAvg = RuleMath.FlushSubnormal(squareAvg);
        accDelta = RuleMath.FlushSubnormal(accDelta);
    }
}
