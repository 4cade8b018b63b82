using System;
using FusedOpt.Transforms;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>Steps over sums of gradients, for parameters in an arena, some of them stepped differently, with lines of the cache that are not full.</summary>
[Optimize(Optimizer.AdamW, WeightDecay = 0.1), SumGradients, GuardGradients]
internal sealed partial class SummedOwned
{
    [Parameter] public partial float Scale { get; set; }
    [Parameter(7, 5)] public partial Span<float> Weights { get; }
    [Parameter(600, WeightDecay = 0)] public partial Span<float> Bias { get; }
    [Parameter(LearningRateScale = 0.25)] public partial float Slow { get; set; }
    public float[] Outside = new float[19];
}

/// <summary>The same, for a rule that measures whole parameters.</summary>
[Optimize(Optimizer.Lamb), SumGradients]
internal sealed partial class SummedOwnedWholes
{
    [Parameter(7, 5)] public partial Span<double> Weights { get; }
    [Parameter(601)] public partial Span<double> Bias { get; }
}

/// <summary>The same, where state is kept beside the arena.</summary>
[Optimize(Optimizer.Adam, StatePrecision = StatePrecision.BFloat16), SumGradients]
internal sealed partial class SummedOwnedNarrow
{
    [Parameter(31)] public partial Span<float> Weights { get; }
    [Parameter] public partial float Scale { get; set; }
}

/// <summary>What is pruned.</summary>
[Optimize(Optimizer.Adagrad, InitialAccumulator = 0.25, NoiseSeed = 5), Transform(typeof(GradientNoise)), SumGradients, GuardGradients, Prune(Sparsity = 0.5, Begin = 2)]
internal sealed partial class SummedPruned(int length)
{
    public float[,] Array = new float[3, length];
    public Half[][] Halves = [new Half[600], new Half[length]];
    [Parameter(7, 5)] public partial Span<float> Owned { get; }
}

/// <summary>What is pruned here and in models within, under a guard; each has noise of its own.</summary>
[Optimize(Optimizer.Sgd, Momentum = 0.9, NoiseSeed = 5), Transform(typeof(GradientNoise)), SumGradients, GuardGradients(MaxNorm = 0.5), Prune(Sparsity = 0.5, Begin = 2, Scope = PruneScope.Tensor)]
internal sealed partial class SummedPrunedClipped(int length)
{
    public double[][,] Grids = [new double[1, length], new double[3, 5]];
    public float[] Vector = new float[length];
    public SummedPruned[] Parts = [new(length), new(1)];
}
