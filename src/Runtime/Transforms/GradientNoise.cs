using System;

namespace FusedOpt.Transforms;

/// <summary>
/// Adds normal noise to each element of a gradient, whose variance decays: eta / (1 + t)^gamma, with t = 0 in the first step.
/// </summary>
/// <remarks>
/// The paper tries 0.01, 0.3 and 1 for eta, and 0.55 for gamma. With eta = 0 there is no noise, also for a single field:
/// <c>[Hyperparameter("eta", 0.0, Of = typeof(GradientNoise))]</c>. The seed is the <see cref="OptimizeAttribute.NoiseSeed"/> of the class.
/// <para>A. Neelakantan et al.: Adding gradient noise improves learning for very deep networks, arXiv:1511.06807, 2015, section 3.</para>
/// </remarks>
[GradientTransform(Source = "Neelakantan et al., 2015")]
public static partial class GradientNoise
{
    /// <summary>Adds to one element.</summary>
    /// <param name="gradient">The gradient.</param>
    /// <param name="noise">The random numbers of the element.</param>
    /// <param name="step">The number of the step, from 1: 1 + t.</param>
    /// <param name="eta">The variance in the first step.</param>
    /// <param name="gamma">The power by which the variance decays.</param>
    public static void Transform(
        ref float gradient, Noise noise, long step, [Interval("[0, inf)")] double eta = 0.01, [Interval("[0, inf)")] double gamma = 0.55)
    {
        double deviation = Math.Sqrt(eta / Math.Pow(step, gamma));
        if (eta > 0)
            gradient += (float)deviation * noise.Normal();
    }
}
