using System;

namespace FusedOpt.Transforms;

/// <summary>Scales the gradient of each parameter down to a norm: PyTorch's <c>clip_grad_norm_</c> for one parameter by itself.</summary>
/// <remarks>
/// The norm is taken in double, and 1e-6 is added to it as PyTorch does, so that a gradient at the limit is scaled by a little less than 1. Of a gradient with an infinity
/// finite elements become 0 and infinite ones NaN; of one with NaN all become NaN.
/// </remarks>
[GradientTransform(Source = "Pascanu et al., 2013")]
public static partial class ClipByNorm
{
    /// <summary>Scales one element.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="maxNorm">The largest norm.</param>
    public static void Transform(ref float gradient, [Interval("(0, inf]")] double maxNorm = 1)
    {
        double gradientNorm = Tensor.Norm(gradient);
        double coefficient = Math.Min(maxNorm / (gradientNorm + 1e-6), 1);
        gradient *= (float)coefficient;
    }
}
