using System;
using FusedOpt.Averages;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Schedules;
using FusedOpt.Transforms;

namespace FusedOpt.Numerics.Tests.Models;

// The classes of Crossed.cs with a matrix that the class owns: see CrossingTests.

[Optimize(
    Optimizer.AdamW,
    LearningRate = 0.01,
    WeightDecay = 0.1,
    StatePrecision = StatePrecision.BFloat16), Average(typeof(Ema),
    Decay = 0.75), GuardGradients(LossScale = 4,
    GrowthInterval = 3)]
internal sealed partial class Crossed22
{
    [Parameter(57, 73)] public partial Span<float> Matrix { get; }
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(
    Optimizer.Sgd,
    Momentum = 0.9), Schedule(nameof(Rate)), Transform(typeof(ClipByValue),
    MaxValue = 0.003), GuardGradients(MaxNorm = 0.5,
    MicroBatches = 2), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3,
    Scope = PruneScope.Tensor)]
internal sealed partial class Crossed23
{
    private static readonly ISchedule Rate = Crossing.Rate;
    [Parameter(901, 73)] public partial Span<float> Matrix { get; }
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(
    Optimizer.Adagrad,
    InitialAccumulator = 0.25,
    StatePrecision = StatePrecision.BFloat16), Schedule(nameof(Rate)), Transform(typeof(ClipByNorm),
    MaxNorm = 0.1), Average(typeof(Lookahead),
    K = 3,
    Alpha = 0.25), GuardGradients(MaxNorm = 0.5,
    Norm = NormKind.Infinity,
    SkipNonFinite = true)]
internal sealed partial class Crossed24
{
    private static readonly ISchedule Rate = Crossing.Rate;
    [Parameter(57, 73)] public partial Span<float> Matrix { get; }
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(
    Optimizer.Lamb,
    LearningRate = 0.01,
    WeightDecay = 0.1,
    StatePrecision = StatePrecision.Block8), Transform(typeof(ClipByValue),
    MaxValue = 0.003), GuardGradients(MaxNorm = 0.5)]
internal sealed partial class Crossed25
{
    [Parameter(901, 73)] public partial Span<float> Matrix { get; }
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(
    Optimizer.Adafactor,
    LearningRate = 0.01), Transform(typeof(Centralize)), Transform(typeof(AdaptiveClip),
    Clipping = 0.05), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3)]
internal sealed partial class Crossed26
{
    [Parameter(901, 73)] public partial Span<float> Matrix { get; }
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(
    Optimizer.ScheduleFreeAdamW,
    LearningRate = 0.01,
    WeightDecay = 0.1), Transform(typeof(ClipByValue),
    MaxValue = 0.003), GuardGradients(MaxNorm = 0.5,
    MicroBatches = 2), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3)]
internal sealed partial class Crossed27
{
    [Parameter(901, 73)] public partial Span<float> Matrix { get; }
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(
    Optimizer.AdamW,
    LearningRate = 0.01,
    WeightDecay = 0.1), Transform(typeof(ClipByNorm),
    MaxNorm = 0.1), Average(typeof(Ema),
    Decay = 0.75), GuardGradients(MaxNorm = 0.5,
    MicroBatches = 2), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3)]
internal sealed partial class Crossed28
{
    [Parameter(901, 73)] public partial Span<double> Matrix { get; }
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(
    Optimizer.Sgd,
    LearningRate = 0.01,
    Momentum = 0.9,
    StatePrecision = StatePrecision.BFloat16), Transform(typeof(ClipByNorm),
    MaxNorm = 0.1), Average(typeof(Ema),
    Decay = 0.75), GuardGradients(MaxNorm = 0.5)]
internal sealed partial class Crossed29
{
    [Parameter(901, 73)] public partial Span<double> Matrix { get; }
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(
    Optimizer.Adagrad,
    LearningRate = 0.01,
    InitialAccumulator = 0.25,
    StatePrecision = StatePrecision.BFloat16), Average(typeof(Lookahead),
    K = 3,
    Alpha = 0.25)]
internal sealed partial class Crossed30
{
    [Parameter(57, 73)] public partial Span<double> Matrix { get; }
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(
    Optimizer.Lamb,
    LearningRate = 0.01,
    WeightDecay = 0.1,
    StatePrecision = StatePrecision.Block8), Transform(typeof(ClipByValue),
    MaxValue = 0.003), Average(typeof(Ema),
    Decay = 0.75), GuardGradients(MaxNorm = 0.5,
    Norm = NormKind.Infinity,
    SkipNonFinite = true)]
internal sealed partial class Crossed31
{
    [Parameter(901, 73)] public partial Span<double> Matrix { get; }
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(
    Optimizer.Lamb,
    WeightDecay = 0.1,
    StatePrecision = StatePrecision.BFloat16), Schedule(nameof(Rate)), Transform(typeof(Centralize)), Transform(typeof(AdaptiveClip),
    Clipping = 0.05), Average(typeof(Ema),
    Decay = 0.75), GuardGradients(LossScale = 4,
    GrowthInterval = 3)]
internal sealed partial class Crossed32
{
    private static readonly ISchedule Rate = Crossing.Rate;
    [Parameter(57, 73)] public partial Span<double> Matrix { get; }
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(
    Optimizer.Adafactor), Schedule(nameof(Rate)), Average(typeof(Lookahead),
    K = 3,
    Alpha = 0.25), GuardGradients(MaxNorm = 0.5), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3,
    Scope = PruneScope.Tensor)]
internal sealed partial class Crossed33
{
    private static readonly ISchedule Rate = Crossing.Rate;
    [Parameter(57, 73)] public partial Span<double> Matrix { get; }
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(
    Optimizer.ScheduleFreeAdamW,
    WeightDecay = 0.1), Schedule(nameof(Rate)), Transform(typeof(ClipByNorm),
    MaxNorm = 0.1), GuardGradients(LossScale = 4,
    GrowthInterval = 3), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3,
    Scope = PruneScope.Tensor)]
internal sealed partial class Crossed34
{
    private static readonly ISchedule Rate = Crossing.Rate;
    [Parameter(901, 73)] public partial Span<double> Matrix { get; }
    public double[] Vector = new double[4099];
    public double Single;
}
