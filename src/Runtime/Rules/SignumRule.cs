namespace FusedOpt.Rules;

/// <summary>Signum: the sign of the moving average of the gradient; signSGD with beta 0.</summary>
/// <remarks>
/// <para>J. Bernstein, Y.-X. Wang, K. Azizzadenesheli, A. Anandkumar: signSGD: compressed optimisation for non-convex problems, ICML 2018,
/// algorithm 2.</para>
/// </remarks>
[UpdateRule(Source = "Bernstein et al., 2018")]
public static partial class SignumRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="expAvg">The moving average of the gradient.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="beta">Decay of the average.</param>
    /// <param name="weightDecay">L2 regularisation.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float expAvg,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-3,
        [Interval("[0, 1)")] double beta = 0.9,
        [Interval("[0, inf)")] double weightDecay = 0,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;
        if (weightDecay != 0)
            gradient += (float)weightDecay * parameter;

        expAvg = (float)beta * expAvg + (float)(1 - beta) * gradient;
        parameter -= (float)learningRate * RuleMath.Sign(expAvg);

        // The average of a gradient that stays 0 would stay in the subnormals, which are slow.
        expAvg = RuleMath.FlushSubnormal(expAvg);
    }
}
