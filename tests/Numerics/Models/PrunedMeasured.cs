using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>The norm of all gradients stands before a rule that measures its own, and steps are skipped.</summary>
[Optimize(Optimizer.StableAdamW, LearningRate = 0.1), GuardGradients(MaxNorm = 0.5, SkipNonFinite = true), Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3)]
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

/// <summary>Transforms that measure: rows, which begin anywhere in a mask, and whole parameters.</summary>
[Optimize(Optimizer.AdamW, LearningRate = 0.1), Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3)]
[Transform(typeof(Transforms.Centralize)), Transform(typeof(Transforms.AdaptiveClip)), Transform(typeof(Transforms.ClipByNorm), MaxNorm = 0.25), Transform(typeof(Transforms.Normalize))]
internal sealed partial class PrunedTransformed(int length)
{
    public float[,] Grid = new float[3, length];
    public double[][] Jagged = [new double[length], new double[3]];
    public Half[,] Halves = new Half[length, 5];
    public float[] Bias = new float[length];
}

[Optimize(Optimizer.AdamW, LearningRate = 0.1)]
[Transform(typeof(Transforms.Centralize)), Transform(typeof(Transforms.AdaptiveClip)), Transform(typeof(Transforms.ClipByNorm), MaxNorm = 0.25), Transform(typeof(Transforms.Normalize))]
internal sealed partial class UnprunedTransformed(int length)
{
    public float[,] Grid = new float[3, length];
    public double[][] Jagged = [new double[length], new double[3]];
    public Half[,] Halves = new Half[length, 5];
    public float[] Bias = new float[length];
}
