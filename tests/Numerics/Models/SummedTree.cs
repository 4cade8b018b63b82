using System;
using System.Collections.Generic;

namespace FusedOpt.Numerics.Tests.Models;

#pragma warning disable CA1001 // the garbage collector gives back what partial properties lie in

/// <summary>Steps over sums of gradients: a part, and one with parts of its own.</summary>
[Optimize(Optimizer.Sgd, Momentum = 0.9), SumGradients, GuardGradients]
internal partial class SummedLeaf(int length)
{
    public float[][] Rows = [new float[length], new float[3]];
    public double Number;
}

/// <inheritdoc cref="SummedLeaf"/>
[Optimize(Optimizer.Lion)]
internal sealed partial class SummedBranch(int length) : SummedLeaf(length)
{
    public SummedPair<SummedLeaf> Pair = new(new(length), new(1));
    public float[] More = new float[length];
}

/// <summary>A model of submodels alone.</summary>
[Optimize(Optimizer.Adam), SumGradients, GuardGradients]
internal sealed partial class SummedPair<T>(T first, T second)
    where T : SummedLeaf
{
    public T First = first;
    public T Second = second;
}

/// <summary>Models in fields of every form, one of them twice.</summary>
[Optimize(Optimizer.AdamW, LearningRate = 0.01), SumGradients]
internal sealed partial class SummedTree
{
    public float[] Array;
    public SummedOwned Owned = new();
    public SummedLeaf?[] Gaps;
    public List<SummedLeaf> Leaves;
    public SummedLeaf Tied;
    public SummedLeaf? Absent;
    private readonly SummedOwned? _hidden = new();

    public SummedTree(int length)
    {
        Array = new float[length];
        Gaps = [null, new SummedBranch(length), new(length)];
        Leaves = [new(length), new(2)];
        Tied = Leaves[0];
    }
}

/// <summary>A model that can hold itself.</summary>
[Optimize(Optimizer.Sgd), SumGradients]
internal sealed partial class SummedNode
{
    public float Weight;
    public SummedNode? Next;
}

/// <summary>A tree whose gradients are guarded as a whole, and the same without a guard.</summary>
[Optimize(Optimizer.AdamW, LearningRate = 0.01), SumGradients, GuardGradients(MaxNorm = 0.5, SkipNonFinite = true)]
internal sealed partial class SummedClipped(int length)
{
    public float[] Weights = new float[length];
    public double[,] Wide = new double[length, 2];
    public float Single;
    public SummedLeaf[] Leaves = [new(length), new(1)];
    public SummedOwned Owned = new();
}

/// <inheritdoc cref="SummedClipped"/>
[Optimize(Optimizer.AdamW, LearningRate = 0.01), SumGradients, GuardGradients]
internal sealed partial class SummedUnclipped(int length)
{
    public float[] Weights = new float[length];
    public double[,] Wide = new double[length, 2];
    public float Single;
    public SummedLeaf[] Leaves = [new(length), new(1)];
    public SummedOwned Owned = new();
}

/// <summary>The largest magnitude, of which halves have one, too.</summary>
[Optimize(Optimizer.Sgd), SumGradients, GuardGradients(MaxNorm = 0.5, Norm = NormKind.Infinity, LossScale = 8, MicroBatches = 2)]
internal sealed partial class SummedBatches(int length)
{
    public float[] Weights = new float[length];
    public Half[] Halves = new Half[length];
}
