using System;

namespace FusedOpt.Transforms;

/// <summary>Scales the gradient of each parameter down to a norm: PyTorch's <c>clip_grad_norm_</c> for one parameter by itself.</summary>
/// <remarks>
/// The norm is taken in double, and 1e-6 is added to it as PyTorch does, so that a gradient at the limit is scaled by a little less than 1.
/// Of a gradient with an infinity finite elements become 0 and infinite ones NaN; of one with NaN all become NaN. Any finite gradient has
/// its norm, but for doubles whose norm is beyond the largest double: they are scaled as if it were that.
/// </remarks>
[GradientTransform(Source = "Pascanu et al., 2013")]
public static partial class ClipByNorm
{
    /// <summary>Scales one element.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="maxNorm">The largest norm.</param>
    public static void Transform(ref float gradient, [Interval("(0, inf]")] double maxNorm = 1)
    {
        double gradientNorm = Reduce.Norm(gradient);
        double denominator = gradientNorm + 1e-6;
        double coefficient = Math.Min(maxNorm / denominator, 1);

        // Below the normal floats, from 2^-126 on, a factor would lose its digits: it is taken in two steps.
        bool isBelowNormal = coefficient < 1.1754943508222875e-38;
        if (isBelowNormal)
        {
            gradient *= (float)1.1754943508222875e-38;
            coefficient = maxNorm / 1.1754943508222875e-38 / denominator;
        }

        gradient *= (float)coefficient;
    }
}
