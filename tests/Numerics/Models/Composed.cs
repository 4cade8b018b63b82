using System;
using System.Collections.Generic;
using System.Numerics;

namespace FusedOpt.Numerics.Tests.Models;

[Optimize(Optimizer.AdamW, WeightDecay = 0.1)]
internal sealed partial class Dense(int inputs, int outputs)
{
    public float[,] Weights = new float[inputs, outputs];
    [Parameter(WeightDecay = 0)] public float[] Bias = new float[outputs];
}

/// <summary>A part that has a learning rate of its own.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.5, Momentum = 0.9)]
internal sealed partial class Embedding
{
    public double[] Table = new double[40];
}

/// <summary>A structure, as a part and by itself.</summary>
[Optimize(Optimizer.Adagrad, InitialAccumulator = 0.25, LearningRate = 0.125)]
internal partial struct Affine
{
    public float Slope;
    public double Shift;
    public Vector3 Direction;
    public Half Small;
}

/// <summary>A structure with parts of its own.</summary>
[Optimize(Optimizer.Sgd)]
internal partial struct Holder()
{
    public float Scale = 1;
    public Affine Line;
    public Dense Dense = new(2, 3);
}

[Optimize(Optimizer.ScheduleFreeAdamW)]
internal sealed partial class Averaged
{
    public float[] Weights = new float[9];
}

/// <summary>Models in fields of every form, some of them twice.</summary>
[Optimize(Optimizer.Adam, LearningRate = 0.01)]
internal sealed partial class Stack
{
    public float Temperature;
    public Dense Head = new(5, 3);
    public Dense[] Layers = [new(3, 4), new(4, 5)];
    public List<Dense> Extra = [new(1, 1), new(7, 9)];
    public Embedding Embedding = new();
    [Parameter(LearningRateScale = 0.5)] public Dense Slow = new(2, 2);
    [Parameter(LearningRateScale = 2)] public Embedding Driven = new();
    public IOptimizable Any = new Dense(2, 3);
    public IOptimizable[] Several = [new Dense(1, 2), new Embedding()];
    public Dense? Absent;
    public Dense?[] Gaps = [null, new(1, 3)];
    public Affine Line;
    public Affine[] Lines = new Affine[2];
    public List<Affine> MoreLines = [default, default];
    public Pair<Dense> Pair = new(new(3, 1), new(1, 3));
    public Holder Holder = new();
    [Frozen] public Dense Fixed = new(2, 2);

    /// <summary>Returns a stack that holds the same model in another field.</summary>
    public Stack Sharing()
    {
        Absent = Head;
        Extra.Add(Head);
        Any = Layers[1];
        return this;
    }
}

[Optimize(Optimizer.Lion)]
internal sealed partial class Pair<T>(T first, T second)
    where T : IOptimizable
{
    public T First = first;
    public T Second = second;
    public float Mixture;
}

/// <summary>A model that can hold itself.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Node
{
    public float[] Weights = [1, 2, 3];
    public Node? Left;
    public Node? Right;
}

/// <summary>A model of submodels alone.</summary>
[Optimize(Optimizer.Adam)]
internal sealed partial class Container
{
    public Averaged Averaged = new();
    public Dense Dense = new(2, 2);
}

[Optimize(Optimizer.Adam, LearningRate = 0.02)]
internal partial class Base
{
    public float[] BaseWeights = new float[21];
    public double BaseBias;
}

[Optimize(Optimizer.Sgd, Momentum = 0.9)]
internal partial class Middle : Base
{
    public float[] MiddleWeights = new float[17];
    public Dense Part = new(2, 3);
}

internal class Between : Middle
{
    [Frozen] public float[] Untouched = [1, 2, 3];
}

[Optimize(Optimizer.Lion)]
internal sealed partial class Derived : Between
{
    [Parameter(LearningRateScale = 0.5)] public float Own;
    [Parameter(5)] public partial Span<float> Owned { get; }
}

[Optimize(Optimizer.Adam)]
internal sealed partial record Copied(int Length)
{
    public float Single;
    public float[] Weights = new float[Length];
}
