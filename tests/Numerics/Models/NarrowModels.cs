using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>Every kind of parameter, with state as bfloat16.</summary>
[Optimize(Optimizer.AdamW, WeightDecay = 0.1, StatePrecision = StatePrecision.BFloat16, StateSeed = 5)]
internal sealed partial class BFloat16Kinds(int length)
{
    public float[] Weights = new float[length];
    public Half[] Halves = new Half[length];
    public float[][] Rows = [new float[length], [], new float[17]];
    public double[] Wide = new double[length];
    public float Bias;
    public System.Numerics.Vector3 Point;
    public Memory<float> Lent = new float[length];
    [Parameter(1500)] public partial Span<float> Owned { get; }
    [Parameter(33, WeightDecay = 0)] public partial Span<float> Undecayed { get; }
    [Parameter] public partial float Scale { get; set; }
}

/// <summary>A model of the same kinds of fields with blocks of 8 bits, some of which are short.</summary>
[Optimize(Optimizer.AdamW, WeightDecay = 0.1, StatePrecision = StatePrecision.Block8)]
internal sealed partial class Block8Kinds(int length)
{
    public float[] Weights = new float[length];
    public Half[] Halves = new Half[length];
    public float[][] Rows = [new float[length], [], new float[17]];
    public double[] Wide = new double[length];
    public float Bias;
    public Memory<float> Lent = new float[length];
    [Parameter(4100)] public partial Span<float> Owned { get; }
    [Parameter(33, WeightDecay = 0)] public partial Span<float> Undecayed { get; }
    [Parameter] public partial float Scale { get; set; }
}

/// <summary>Rules that reduce the whole parameter, and one whose state begins elsewhere than at 0.</summary>
[Optimize(Optimizer.Lamb, StatePrecision = StatePrecision.BFloat16)]
internal sealed partial class BFloat16Lamb(int length)
{
    public float[] Weights = new float[length];
    public Half[] Halves = new Half[length];
}

[Optimize(Optimizer.Lamb, StatePrecision = StatePrecision.Block8)]
internal sealed partial class Block8Lamb(int length)
{
    public float[] Weights = new float[length];
}

[Optimize(Optimizer.Adagrad, InitialAccumulator = 0.1, StatePrecision = StatePrecision.BFloat16)]
internal sealed partial class BFloat16Adagrad(int length)
{
    public float[] Weights = new float[length];
}

[Optimize(Optimizer.Momentum, StatePrecision = StatePrecision.Block8)]
internal sealed partial class Block8Momentum(int length)
{
    public float[] Weights = new float[length];
}

[Optimize(Optimizer.ScheduleFreeAdamW, StatePrecision = StatePrecision.BFloat16)]
internal sealed partial class BFloat16Averaged(int length)
{
    public float[] Weights = new float[length];
}
