using System;
using FusedOpt;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>A transform that measures its random numbers, alone and with rows of the gradient, before it uses them.</summary>
[GradientTransform]
public static partial class Jitter
{
    public static void Transform(ref float gradient, ref float memory, Noise noise, double spread = 0.25)
    {
        float jitter = noise.Normal(5);
        double size = Reduce.Norm(jitter);
        memory = 0.5f * memory + jitter;
        float row = Reduce.RowMean(gradient * noise.Uniform(2));
        gradient += (float)(spread / (1 + size)) * memory + 0.125f * row;
    }
}
