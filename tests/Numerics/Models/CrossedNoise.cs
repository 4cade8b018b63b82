using System;
using FusedOpt.Averages;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Schedules;
using FusedOpt.Transforms;

namespace FusedOpt.Numerics.Tests.Models;

// Random numbers with all else, most of it under guards over sums of pruned gradients, in every kind of storage: see CrossingTests.

[Optimize(Optimizer.ScheduleFreeAdamW, WeightDecay = 0.1, NoiseSeed = 3), Schedule(nameof(Rate))]
[Transform(typeof(GradientNoise), Eta = 0.3), GuardGradients(MaxNorm = 0.5)]
[Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3, Scope = PruneScope.Tensor), SumGradients]
internal sealed partial class Crossed35(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public float[,] Matrix = new float[rows, 73];
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(Optimizer.Sgd, Momentum = 0.9, NoiseSeed = 3), Schedule(nameof(Rate)), Transform(typeof(GradientNoise), Eta = 0.3)]
[Average(typeof(Ema), Decay = 0.75), GuardGradients(LossScale = 4, GrowthInterval = 3)]
[Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3), SumGradients]
internal sealed partial class Crossed36(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public double[,] Matrix = new double[rows, 73];
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(Optimizer.Lamb, WeightDecay = 0.1, NoiseSeed = 3), Schedule(nameof(Rate)), Transform(typeof(GradientNoise), Eta = 0.3)]
[Average(typeof(Lookahead), K = 3, Alpha = 0.25), GuardGradients(MaxNorm = 0.5, MicroBatches = 2)]
[Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3, Scope = PruneScope.Tensor), SumGradients]
internal sealed partial class Crossed37(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public Half[,] Matrix = new Half[rows, 73];
    public Half[] Vector = new Half[4099];
    public Half Single;
}

[Optimize(Optimizer.Adafactor, StatePrecision = StatePrecision.Block8, NoiseSeed = 3), Schedule(nameof(Rate))]
[Transform(typeof(GradientNoise), Eta = 0.3), Average(typeof(Ema), Decay = 0.75), SumGradients]
internal sealed partial class Crossed38(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public double[,] Matrix = new double[rows, 73];
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(
    Optimizer.Adagrad,
    InitialAccumulator = 0.25,
    StatePrecision = StatePrecision.BFloat16,
    NoiseSeed = 3), Schedule(nameof(Rate)), Transform(typeof(GradientNoise),
    Eta = 0.3), GuardGradients(LossScale = 4,
    GrowthInterval = 3)]
internal sealed partial class Crossed39(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public float[,] Matrix = new float[rows, 73];
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(Optimizer.Adagrad, InitialAccumulator = 0.25, NoiseSeed = 3), Schedule(nameof(Rate)), Transform(typeof(GradientNoise), Eta = 0.3)]
[Average(typeof(Lookahead), K = 3, Alpha = 0.25), GuardGradients(LossScale = 4, GrowthInterval = 3)]
[Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3), SumGradients]
internal sealed partial class Crossed40
{
    private static readonly ISchedule Rate = Crossing.Rate;
    [Parameter(901, 73)] public partial Span<float> Matrix { get; }
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(Optimizer.AdamW, LearningRate = 0.01, WeightDecay = 0.1, NoiseSeed = 3), Transform(typeof(GradientNoise), Eta = 0.3)]
[GuardGradients(MaxNorm = 0.5, Norm = NormKind.Infinity, SkipNonFinite = true)]
[Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3, Scope = PruneScope.Tensor), SumGradients]
internal sealed partial class Crossed41
{
    [Parameter(57, 73)] public partial Span<double> Matrix { get; }
    public double[] Vector = new double[4099];
    public double Single;
}
