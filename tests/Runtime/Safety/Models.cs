using System;
using System.Collections.Generic;
using System.Numerics;
using FusedOpt.Averages;

namespace FusedOpt.Runtime.Tests.Safety;

[Optimize(Optimizer.Adam)]
public partial class Plain
{
    public float[] First = new float[4];
    public Memory<float> Lent = new float[4];
    public float[] Last = new float[4];
}

[Optimize(Optimizer.AdamW)]
public partial class Kinds
{
    public Memory<Half>[] Halves = [new Half[5], new Half[3]];
    public Memory<double> Doubles = new double[7];
    public Memory<Vector3> Vectors = new Vector3[2];
    [SparseGradient, Parameter(4, 3)] public Memory<float> Table = new float[12];
    public float Scale = 1;
}

[Optimize(Optimizer.Sgd, LearningRate = 0.5)]
public partial struct Bare
{
    public float[] First;
    public Memory<float> Lent;
}

[Optimize(Optimizer.Lamb)]
public partial class Measured
{
    public float[] First = new float[4];
    public Memory<Half> Halves = new Half[6];
    public Memory<float> Lent = new float[4];
}

[Optimize(Optimizer.Adam), GuardGradients(MaxNorm = 1, SkipNonFinite = true)]
public partial class Guarded
{
    public float[] First = new float[4];
    public Memory<float> Lent = new float[4];
    public Memory<float> Last = new float[4];
}

[Optimize(Optimizer.Adam), SumGradients, Prune(Sparsity = 0.5)]
public partial class Summed
{
    public float[] First = new float[4];
    public Memory<float> Lent = new float[4];
    public Memory<Half> Halves = new Half[4];
}

[Optimize(Optimizer.Sgd), Average(typeof(Ema))]
public partial class Averaged
{
    public float[] First = new float[4];
    public Memory<float> Lent = new float[4];
    public Memory<float> Last = new float[4];
}

[Optimize(Optimizer.Sgd)]
public partial class Base
{
    public float[] First = new float[4];
}

[Optimize(Optimizer.Adam)]
public partial class Derived : Base
{
    public Memory<float> Lent = new float[4];
    public Memory<float> Last = new float[4];
}

[Optimize(Optimizer.Sgd)]
public partial class Inner
{
    public float[] Weights = new float[4];
    public Memory<float> Lent = new float[4];
}

[Optimize(Optimizer.Sgd, LearningRate = 0.25)]
public partial class Outer
{
    public float[] First = new float[4];
    public List<Inner> Layers = [new(), new()];
    public Inner? Head = new();
    public Bare[] Bares = [];
}

[Optimize(Optimizer.Adam)]
public partial class Large
{
    public float[] First = new float[1 << 17];
    public Memory<float> Lent = new float[1 << 17];
    public float[] Last = new float[1 << 17];
}
