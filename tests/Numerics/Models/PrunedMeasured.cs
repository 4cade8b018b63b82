using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>The norm of all gradients stands before a rule that measures its own, and steps are skipped.</summary>
[Optimize(
    Optimizer.StableAdamW,
    LearningRate = 0.1), GuardGradients(MaxNorm = 0.5,
    SkipNonFinite = true), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3)]
internal sealed partial class PrunedGuarded(int length)
{
    public float[,] Grid = new float[1, length];
    public double[][] Jagged = [new double[length], new double[3]];
    public float[] Bias = new float[length];
}

[Optimize(Optimizer.StableAdamW, LearningRate = 0.1), GuardGradients(MaxNorm = 0.5, SkipNonFinite = true)]
internal sealed partial class UnprunedGuarded(int length)
{
    public float[,] Grid = new float[1, length];
    public double[][] Jagged = [new double[length], new double[3]];
    public float[] Bias = new float[length];
}

/// <summary>A rule with a value of the whole parameter, which nothing is pruned of.</summary>
[Optimize(Optimizer.NAdam, LearningRate = 0.1), Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3)]
internal sealed partial class PrunedNAdam(int length)
{
    public float[,] Grid = new float[1, length];
    public double[][] Jagged = [new double[length], new double[3]];
}

[Optimize(Optimizer.NAdam, LearningRate = 0.1)]
internal sealed partial class UnprunedNAdam(int length)
{
    public float[,] Grid = new float[1, length];
    public double[][] Jagged = [new double[length], new double[3]];
}

/// <summary>A rule that measures, with state that begins at other values than 0.</summary>
[Optimize(
    Optimizer.Adagrad,
    LearningRate = 0.1,
    InitialAccumulator = 0.25), Transform(typeof(Transforms.ClipByNorm),
    MaxNorm = 0.25), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3)]
internal sealed partial class PrunedClippedAdagrad(int length)
{
    public float[,] Grid = new float[1, length];
    [Parameter(InitialAccumulator = 0.5)] public double[][] Jagged = [new double[length], new double[3]];
    public Half[,] Halves = new Half[length, 2];
}

[Optimize(Optimizer.Adagrad, LearningRate = 0.1, InitialAccumulator = 0.25), Transform(typeof(Transforms.ClipByNorm), MaxNorm = 0.25)]
internal sealed partial class UnprunedClippedAdagrad(int length)
{
    public float[,] Grid = new float[1, length];
    [Parameter(InitialAccumulator = 0.5)] public double[][] Jagged = [new double[length], new double[3]];
    public Half[,] Halves = new Half[length, 2];
}

/// <summary>Transforms that measure: rows, which begin anywhere in a mask, and whole parameters.</summary>
[Optimize(Optimizer.AdamW, LearningRate = 0.1), Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3)]
[Transform(
    typeof(Transforms.Centralize)), Transform(typeof(Transforms.AdaptiveClip)), Transform(typeof(Transforms.ClipByNorm),
    MaxNorm = 0.25), Transform(typeof(Transforms.Normalize))]
internal sealed partial class PrunedTransformed(int length)
{
    public float[,] Grid = new float[3, length];
    public double[][] Jagged = [new double[length], new double[3]];
    public Half[,] Halves = new Half[length, 5];
    public float[] Bias = new float[length];
}

[Optimize(Optimizer.AdamW, LearningRate = 0.1)]
[Transform(
    typeof(Transforms.Centralize)), Transform(typeof(Transforms.AdaptiveClip)), Transform(typeof(Transforms.ClipByNorm),
    MaxNorm = 0.25), Transform(typeof(Transforms.Normalize))]
internal sealed partial class UnprunedTransformed(int length)
{
    public float[,] Grid = new float[3, length];
    public double[][] Jagged = [new double[length], new double[3]];
    public Half[,] Halves = new Half[length, 5];
    public float[] Bias = new float[length];
}
