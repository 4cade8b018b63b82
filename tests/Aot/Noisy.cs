using System;
using FusedOpt.Transforms;

namespace FusedOpt.Aot;

/// <summary>Random numbers in a transform and in the rule, in parameters of every type, and in submodels.</summary>
[Optimize(typeof(Shaken), NoiseSeed = 7), Transform(typeof(GradientNoise), Eta = 0.3)]
internal sealed partial class NoisyModel
{
    public float[] Weights = new float[70_001];
    public Half[][] Halves = [new Half[700], new Half[3]];
    public double Shift;
    public NoisyPart[] Parts = [new(), new()];
}

[Optimize(typeof(Shaken), NoiseSeed = 7)]
internal sealed partial class NoisyPart
{
    [Parameter(37, 5)] public partial Span<double> Weights { get; }
    [Parameter] public partial double Scale { get; set; }
}

/// <summary>Both kinds of random numbers.</summary>
[UpdateRule]
public static partial class Shaken
{
    public static void Update(ref float parameter, float gradient, Noise noise, double learningRate = 0.01)
    {
        parameter -= (float)learningRate * (gradient + 0.1f * noise.Normal());
        parameter = noise.Uniform(1) < 0.25f ? 0.5f * parameter : parameter;
    }
}
