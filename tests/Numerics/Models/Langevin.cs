using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>A rule of the same project that draws several random numbers, some of them for some elements only.</summary>
[UpdateRule]
public static partial class Langevin
{
    public static void Update(
        ref float parameter,
        float gradient,
        ref float drift,
        Noise noise,
        double learningRate = 1e-2,
        [Interval("[0, inf)")] double temperature = 0.5,
        double keep = 0.75)
    {
        float kick = gradient > 0f ? noise.Normal() : noise.Normal(1);
        float mask = noise.Uniform(255) < (float)keep ? 1f : 0f;
        drift = 0.9f * drift + mask * gradient;
        parameter += (float)Math.Sqrt(learningRate * temperature) * kick - (float)(0.5 * learningRate) * drift;
    }
}
