using System;
using System.Collections.Generic;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>Clips, skips, and reaches into submodels.</summary>
[Optimize(Optimizer.AdamW, LearningRate = 0.01, WeightDecay = 0.1), GuardGradients(MaxNorm = 0.5, SkipNonFinite = true)]
internal sealed partial class Clipped(int length)
{
    public float[] Weights = new float[length];
    public double[] Wide = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public GuardedPart[] Parts = [new(length), new(length)];
    public GuardedLine Line;
}

[Optimize(Optimizer.Sgd, Momentum = 0.9), GuardGradients]
internal sealed partial class GuardedPart(int length)
{
    public float[][] Rows = [new float[length], new float[3]];
}

[Optimize(Optimizer.Sgd), GuardGradients]
internal partial struct GuardedLine
{
    public float Slope;
}

/// <summary>A model of the same rules over the same parameters, with nothing before the rule.</summary>
[Optimize(Optimizer.AdamW, LearningRate = 0.01, WeightDecay = 0.1)]
internal sealed partial class Unclipped(int length)
{
    public float[] Weights = new float[length];
    public double[] Wide = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public UnguardedPart[] Parts = [new(length), new(length)];
    public UnguardedLine Line;
}

[Optimize(Optimizer.Sgd, Momentum = 0.9)]
internal sealed partial class UnguardedPart(int length)
{
    public float[][] Rows = [new float[length], new float[3]];
}

[Optimize(Optimizer.Sgd)]
internal partial struct UnguardedLine
{
    public float Slope;
}

[Optimize(Optimizer.Sgd), GuardGradients(MaxNorm = 0.5, Norm = NormKind.Infinity)]
internal sealed partial class ClippedByLargest(int length)
{
    public float[] Weights = new float[length];
}

[Optimize(Optimizer.Sgd), GuardGradients(MaxNorm = 0.5)]
internal sealed partial class ClippedTensors
{
    public float[] First = [];
    public float[] Second = [];
    public float[] Third = [];
}

/// <summary>The model that PyTorch clips by the largest magnitude.</summary>
[Optimize(Optimizer.Sgd), GuardGradients(MaxNorm = 0.5, Norm = NormKind.Infinity)]
internal sealed partial class LargestTensors
{
    public float[] First = [];
    public float[] Second = [];
    public float[] Third = [];
}

[Optimize(Optimizer.Lamb, LearningRate = 0.01), GuardGradients(LossScale = 1024, GrowthInterval = 3)]
internal sealed partial class Scaled(int length)
{
    public float[] Weights = new float[length];
}

[Optimize(Optimizer.Lamb, LearningRate = 0.01)]
internal sealed partial class Unscaled(int length)
{
    public float[] Weights = new float[length];
}

[Optimize(Optimizer.Adam, LearningRate = 0.01), GuardGradients(MicroBatches = 4)]
internal partial class Accumulated
{
    public float[] Weights = new float[65];
}

[Optimize(Optimizer.Adam)]
internal sealed partial class AccumulatedFurther : Accumulated
{
    [Parameter(2, 31)]
    public partial Span<float> More { get; }
}

/// <summary>A model that is guarded and holds one that cannot be, and the other way round.</summary>
[Optimize(Optimizer.Sgd), GuardGradients(SkipNonFinite = true)]
internal sealed partial class HoldsUnguarded
{
    public float Own;
    public List<UnguardedPart> Parts = [new(1)];
}

[Optimize(Optimizer.Sgd)]
internal sealed partial class HoldsGuarded
{
    public float Own;
    public Accumulated Part = new();
    public GuardedPart Neutral = new(1);
}

/// <summary>The fields of <see cref="AccumulatedFurther"/>, in one class and without a guard.</summary>
[Optimize(Optimizer.Adam, LearningRate = 0.01)]
internal sealed partial class AdamPlainOf65And62
{
    public float[] Weights = new float[65];

    [Parameter(2, 31)]
    public partial Span<float> More { get; }
}
