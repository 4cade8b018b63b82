using System;
using FusedOpt.Transforms;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>A pruned model of summed gradients.</summary>
[Optimize(
    Optimizer.Adagrad,
    InitialAccumulator = 0.25,
    NoiseSeed = 5), Transform(typeof(GradientNoise)), SumGradients, GuardGradients, Prune(Sparsity = 0.5,
    Begin = 2)]
internal sealed partial class SummedPruned(int length)
{
    public float[,] Array = new float[3, length];
    public Half[][] Halves = [new Half[600], new Half[length]];
    [Parameter(7, 5)] public partial Span<float> Owned { get; }
}

/// <summary>A pruned model with pruned submodels, under a guard; each has noise of its own.</summary>
[Optimize(
    Optimizer.Sgd,
    Momentum = 0.9,
    NoiseSeed = 5), Transform(typeof(GradientNoise)), SumGradients, GuardGradients(MaxNorm = 0.5), Prune(Sparsity = 0.5,
    Begin = 2,
    Scope = PruneScope.Tensor)]
internal sealed partial class SummedPrunedClipped(int length)
{
    public double[][,] Grids = [new double[1, length], new double[3, 5]];
    public float[] Vector = new float[length];
    public SummedPruned[] Parts = [new(length), new(1)];
}

/// <summary>A pruned model of the same fields, stepped with one gradient.</summary>
[Optimize(
    Optimizer.Adagrad,
    InitialAccumulator = 0.25,
    NoiseSeed = 5), Transform(typeof(GradientNoise)), GuardGradients, Prune(Sparsity = 0.5,
    Begin = 2)]
internal sealed partial class UnsummedPruned(int length)
{
    public float[,] Array = new float[3, length];
    public Half[][] Halves = [new Half[600], new Half[length]];
    [Parameter(7, 5)] public partial Span<float> Owned { get; }
}

/// <inheritdoc cref="UnsummedPruned"/>
[Optimize(
    Optimizer.Sgd,
    Momentum = 0.9,
    NoiseSeed = 5), Transform(typeof(GradientNoise)), GuardGradients(MaxNorm = 0.5), Prune(Sparsity = 0.5,
    Begin = 2,
    Scope = PruneScope.Tensor)]
internal sealed partial class UnsummedPrunedClipped(int length)
{
    public double[][,] Grids = [new double[1, length], new double[3, 5]];
    public float[] Vector = new float[length];
    public UnsummedPruned[] Parts = [new(length), new(1)];
}
