using System;

namespace FusedOpt.Transforms;

/// <summary>Adaptive gradient clipping: scales the gradient of each unit down to a share of the norm of the unit's weights.</summary>
/// <remarks>
/// <para>
/// The units of a matrix are its rows, one for each output where a layer computes W x. A vector or a single number is one unit, as in the
/// authors' code. The paper leaves the last layer of a network out:
/// <c>[Hyperparameter("clipping", double.PositiveInfinity, Of = typeof(AdaptiveClip))]</c> on a field does so.
/// </para>
/// <para>A. Brock et al.: High-performance large-scale image recognition without normalization, ICML 2021, equation 3.</para>
/// </remarks>
[GradientTransform(Source = "Brock et al., 2021")]
public static partial class AdaptiveClip
{
    /// <summary>Scales one element.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="clipping">The largest norm of a unit's gradient, as a share of its weights'.</param>
    /// <param name="epsilon">The least norm that weights count with, so that those which are 0 can learn.</param>
    public static void Transform(
        ref float gradient,
        float parameter,
        [Interval("(0, inf]")] double clipping = 0.01,
        [Interval("[1e-30, inf)")] double epsilon = 1e-3)
    {
        float maxNorm = (float)clipping * MathF.Max(Reduce.RowNorm(parameter), (float)epsilon);
        float gradientNorm = Reduce.RowNorm(gradient);
        float denominator = MathF.Max(gradientNorm, 1e-6f);
        float factor = gradientNorm < maxNorm ? 1f : maxNorm / denominator;

        // Below the normal floats, from 2^-126 on, a factor would lose its digits: it is taken in two steps.
        bool isBelowNormal = factor < 1.17549435e-38f;
        float first = isBelowNormal ? 1.17549435e-38f : 1f;
        float second = isBelowNormal ? maxNorm / 1.17549435e-38f / denominator : factor;
        gradient *= first;
        gradient *= second;
    }
}
