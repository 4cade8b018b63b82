namespace FusedOpt.Transforms;

/// <summary>Leaves the sign of each element alone: 1, -1 or the zero or NaN that it is.</summary>
/// <remarks>J. Bernstein et al.: signSGD: compressed optimisation for non-convex problems, ICML 2018, algorithm 1.</remarks>
[GradientTransform(Source = "Bernstein et al., 2018")]
public static partial class Sign
{
    /// <summary>The sign of one element.</summary>
    /// <param name="gradient">The gradient.</param>
    public static void Transform(ref float gradient) => gradient = RuleMath.Sign(gradient);
}
