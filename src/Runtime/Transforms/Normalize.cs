namespace FusedOpt.Transforms;

/// <summary>Divides the gradient of each parameter by its norm. One whose norm is 0 stays as it is.</summary>
/// <remarks>E. Hazan et al.: Beyond convexity: stochastic quasi-convex optimization, NeurIPS 2015, algorithm 1.</remarks>
[GradientTransform(Source = "Hazan et al., 2015")]
public static partial class Normalize
{
    /// <summary>Scales one element.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="epsilon">The number that is added to the norm.</param>
    public static void Transform(ref float gradient, [Interval("[0, inf)")] double epsilon = 0)
    {
        double gradientNorm = Reduce.Norm(gradient);
        double denominator = gradientNorm + epsilon;
        double scale = denominator > 0 ? 1 / denominator : 1;

        // Beyond the normal floats, from 2^-126 to 2^126, a factor would lose its digits or be infinite: it is taken in two steps.
        bool isBeyondNormal = denominator > 8.507059173023462e37 || (denominator > 0 && denominator < 1.1754943508222875e-38);
        if (isBeyondNormal)
        {
            double first = denominator > 1 ? 1.1754943508222875e-38 : 8.507059173023462e37;
            gradient *= (float)first;
            scale = 1 / first / denominator;
        }

        gradient *= (float)scale;
    }
}
