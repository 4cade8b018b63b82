namespace FusedOpt.Rules;

/// <summary>Lion: the sign of an interpolation between momentum and gradient.</summary>
/// <remarks>
/// <para>Order of operations: the authors' <c>lion_pytorch.py</c>. Every element moves exactly the learning rate, or not at all where the
/// interpolation is 0.</para>
/// <para>X. Chen, C. Liang, D. Huang, E. Real, K. Wang, et al.: Symbolic discovery of optimization algorithms, NeurIPS 2023, algorithm
/// 2.</para>
/// </remarks>
[UpdateRule(Source = "Chen et al., 2023")]
public static partial class LionRule
{
    /// <summary>One step for one element.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient of the parameter.</param>
    /// <param name="expAvg">The moving average of the gradient.</param>
    /// <param name="learningRate">Step size.</param>
    /// <param name="beta1">The share of the momentum in the direction.</param>
    /// <param name="beta2">Decay of the momentum.</param>
    /// <param name="weightDecay">Decoupled: each step takes this share times the learning rate off the parameter.</param>
    /// <param name="maximize">Ascends.</param>
    public static void Update(
        ref float parameter,
        float gradient,
        ref float expAvg,
        [Interval("[0, inf)", Message = "Invalid learning rate")] double learningRate = 1e-4,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 0")] double beta1 = 0.9,
        [Interval("[0, 1)", Message = "Invalid beta parameter at index 1")] double beta2 = 0.99,
        [Interval("[0, inf)")] double weightDecay = 0,
        bool maximize = false)
    {
        if (maximize)
            gradient = -gradient;
        if (weightDecay != 0)
        {
            double shrinkage = 1 - learningRate * weightDecay;
            parameter *= (float)shrinkage;
        }

        float direction = (float)beta1 * expAvg + (float)(1 - beta1) * gradient;
        parameter -= (float)learningRate * RuleMath.Sign(direction);
        expAvg = (float)beta2 * expAvg + (float)(1 - beta2) * gradient;

        // The average of a gradient that stays 0 would stay in the subnormals, which are slow.
        expAvg = RuleMath.FlushSubnormal(expAvg);
    }
}
