namespace FusedOpt.Rules;

/// <summary>Gradient descent with momentum in its textbook form: the learning rate is part of the velocity.</summary>
/// <remarks>
/// <para>A change of the learning rate acts on the gradients to come and leaves the velocity as it is; <see cref="SgdRule"/> scales
/// both.</para>
/// <para>B. T. Polyak: Some methods of speeding up the convergence of iteration methods, 1964.</para>
/// </remarks>
[UpdateRule(Source = "Polyak, 1964")]
public static partial class MomentumRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="velocity">The last change of the parameter, negated.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="gamma">Decay of the velocity.</param>
    /// <param name="weightDecay">L2 regularisation.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float velocity,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-2,
        [Interval("[0, 1)")] double gamma = 0.9,
        [Interval("[0, inf)")] double weightDecay = 0,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;
        if (weightDecay != 0)
            gradient += (float)weightDecay * parameter;

        velocity = (float)gamma * velocity + (float)learningRate * gradient;
        parameter -= velocity;

        // The velocity of a gradient that stays 0 would stay in the subnormals, which are slow.
        velocity = RuleMath.FlushSubnormal(velocity);
    }
}
