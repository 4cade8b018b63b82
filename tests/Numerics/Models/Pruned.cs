using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>Every kind of parameter that is pruned, and those that are not.</summary>
[Optimize(Optimizer.AdamW, LearningRate = 0.01, WeightDecay = 0.1), Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3)]
internal sealed partial class PrunedKinds(int length)
{
    public float[,] Grid = new float[1, length];
    public double[][] Jagged = [new double[length], new double[3]];
    public Half[,] Halves = new Half[length, 1];
    public float[] Bias = new float[length];
    [KeepDense] public float[,] Dense = new float[1, length];
    [Parameter(5, 137)] public partial Span<float> Owned { get; }
    [Parameter(9)] public partial Span<float> OwnedBias { get; }
}

/// <summary>A model of the same fields, each array pruned by itself.</summary>
[Optimize(
    Optimizer.AdamW,
    LearningRate = 0.01,
    WeightDecay = 0.1), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3,
    Scope = PruneScope.Tensor)]
internal sealed partial class PrunedByTensor(int length)
{
    public float[,] Grid = new float[1, length];
    public double[][] Jagged = [new double[length], new double[3]];
    public Half[,] Halves = new Half[length, 1];
    public float[] Bias = new float[length];
    [KeepDense] public float[,] Dense = new float[1, length];
    [Parameter(5, 137)] public partial Span<float> Owned { get; }
    [Parameter(9)] public partial Span<float> OwnedBias { get; }
}

/// <summary>A model of the same rule over the same parameters, none of which is pruned.</summary>
[Optimize(Optimizer.AdamW, LearningRate = 0.01, WeightDecay = 0.1)]
internal sealed partial class UnprunedKinds(int length)
{
    public float[,] Grid = new float[1, length];
    public double[][] Jagged = [new double[length], new double[3]];
    public Half[,] Halves = new Half[length, 1];
    public float[] Bias = new float[length];
    public float[,] Dense = new float[1, length];
    [Parameter(5, 137)] public partial Span<float> Owned { get; }
    [Parameter(9)] public partial Span<float> OwnedBias { get; }
}

/// <summary>State that begins at another value than 0, and at others for some.</summary>
[Optimize(Optimizer.Adagrad, LearningRate = 0.1, InitialAccumulator = 0.25), Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3)]
internal sealed partial class PrunedAdagrad(int length)
{
    public float[,] Grid = new float[1, length];
    [Parameter(InitialAccumulator = 0.5)] public double[][] Jagged = [new double[length], new double[3]];
}

[Optimize(Optimizer.Adagrad, LearningRate = 0.1, InitialAccumulator = 0.25)]
internal sealed partial class UnprunedAdagrad(int length)
{
    public float[,] Grid = new float[1, length];
    [Parameter(InitialAccumulator = 0.5)] public double[][] Jagged = [new double[length], new double[3]];
}

/// <summary>A rule that reduces whole parameters, and an average behind it.</summary>
[Optimize(Optimizer.Lamb, LearningRate = 0.1), Average(typeof(Averages.Ema)), Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3)]
internal sealed partial class PrunedLambAveraged(int length)
{
    public float[,] Grid = new float[1, length];
    public double[][] Jagged = [new double[length], new double[3]];
}

[Optimize(Optimizer.Lamb, LearningRate = 0.1), Average(typeof(Averages.Ema))]
internal sealed partial class UnprunedLambAveraged(int length)
{
    public float[,] Grid = new float[1, length];
    public double[][] Jagged = [new double[length], new double[3]];
}

/// <summary>State of rows and columns, which stays.</summary>
[Optimize(Optimizer.Adafactor, LearningRate = 0.1), Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3)]
internal sealed partial class PrunedAdafactor(int length)
{
    public float[,] Grid = new float[1, length];
    public double[][,] Jagged = [new double[length, 1], new double[1, 3]];
}

[Optimize(Optimizer.Adafactor, LearningRate = 0.1)]
internal sealed partial class UnprunedAdafactor(int length)
{
    public float[,] Grid = new float[1, length];
    public double[][,] Jagged = [new double[length, 1], new double[1, 3]];
}

/// <summary>No state, pruned at once.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.1), Prune(Sparsity = 0.5, Begin = 2)]
internal partial class PrunedSgd(int length)
{
    public float[,] Weights = new float[1, length];
}

/// <summary>Prunes its own, and so does its base.</summary>
[Optimize(Optimizer.Sgd), Prune(Sparsity = 0.25, Begin = 1)]
internal sealed partial class PrunedDerived(int length) : PrunedSgd(length)
{
    public float[,] More = new float[length, 1];
    public PrunedSgd Part = new(length);
}
