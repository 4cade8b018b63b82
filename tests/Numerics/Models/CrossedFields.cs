using System;
using FusedOpt.Averages;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Schedules;
using FusedOpt.Transforms;

namespace FusedOpt.Numerics.Tests.Models;

// Fields, every pair of what can go around a rule: see CrossingTests.

[Optimize(Optimizer.AdamW, LearningRate = 0.01, WeightDecay = 0.1, StatePrecision = StatePrecision.Block8), GuardGradients(MaxNorm = 0.5)]
internal sealed partial class Crossed01(int rows)
{
    public float[,] Matrix = new float[rows, 73];
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(
    Optimizer.Sgd,
    LearningRate = 0.01,
    Momentum = 0.9), Average(typeof(Lookahead),
    K = 3,
    Alpha = 0.25), GuardGradients(MaxNorm = 0.5,
    Norm = NormKind.Infinity,
    SkipNonFinite = true), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3)]
internal sealed partial class Crossed02(int rows)
{
    public float[,] Matrix = new float[rows, 73];
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(
    Optimizer.Sgd,
    Momentum = 0.9,
    StatePrecision = StatePrecision.Block8), Schedule(nameof(Rate)), Transform(typeof(Centralize)), Transform(typeof(AdaptiveClip),
    Clipping = 0.05), Average(typeof(Ema),
    Decay = 0.75), GuardGradients(LossScale = 4,
    GrowthInterval = 3)]
internal sealed partial class Crossed03(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public float[,] Matrix = new float[rows, 73];
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(Optimizer.Adagrad, LearningRate = 0.01, InitialAccumulator = 0.25), GuardGradients(MaxNorm = 0.5)]
internal sealed partial class Crossed04(int rows)
{
    public float[,] Matrix = new float[rows, 73];
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(
    Optimizer.Lamb,
    LearningRate = 0.01,
    WeightDecay = 0.1), Transform(typeof(ClipByNorm),
    MaxNorm = 0.1), Average(typeof(Ema),
    Decay = 0.75), GuardGradients(MaxNorm = 0.5,
    MicroBatches = 2), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3,
    Scope = PruneScope.Tensor)]
internal sealed partial class Crossed05(int rows)
{
    public float[,] Matrix = new float[rows, 73];
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(
    Optimizer.Adafactor,
    StatePrecision = StatePrecision.BFloat16), Schedule(nameof(Rate)), Transform(typeof(ClipByValue),
    MaxValue = 0.003), Average(typeof(Lookahead),
    K = 3,
    Alpha = 0.25), GuardGradients(MaxNorm = 0.5,
    Norm = NormKind.Infinity,
    SkipNonFinite = true)]
internal sealed partial class Crossed06(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public float[,] Matrix = new float[rows, 73];
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(Optimizer.ScheduleFreeAdamW, LearningRate = 0.01, WeightDecay = 0.1, StatePrecision = StatePrecision.BFloat16), SumGradients]
internal sealed partial class Crossed07(int rows)
{
    public float[,] Matrix = new float[rows, 73];
    public float[] Vector = new float[4099];
    public float Single;
}

[Optimize(Optimizer.AdamW, WeightDecay = 0.1, StatePrecision = StatePrecision.Block8), Schedule(nameof(Rate))]
[Transform(typeof(ClipByValue), MaxValue = 0.003), Average(typeof(Lookahead), K = 3, Alpha = 0.25), SumGradients]
internal sealed partial class Crossed08(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public double[,] Matrix = new double[rows, 73];
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(
    Optimizer.Sgd,
    LearningRate = 0.01,
    Momentum = 0.9), Transform(typeof(Centralize)), Transform(typeof(AdaptiveClip),
    Clipping = 0.05), Average(typeof(Ema),
    Decay = 0.75), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3,
    Scope = PruneScope.Tensor)]
internal sealed partial class Crossed09(int rows)
{
    public double[,] Matrix = new double[rows, 73];
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(Optimizer.Adagrad, LearningRate = 0.01, InitialAccumulator = 0.25), Transform(typeof(Centralize))]
[Transform(typeof(AdaptiveClip), Clipping = 0.05), Average(typeof(Ema), Decay = 0.75)]
[Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3, Scope = PruneScope.Tensor), SumGradients]
internal sealed partial class Crossed10(int rows)
{
    public double[,] Matrix = new double[rows, 73];
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(
    Optimizer.Adagrad,
    InitialAccumulator = 0.25,
    StatePrecision = StatePrecision.Block8), Schedule(nameof(Rate)), Average(typeof(Lookahead),
    K = 3,
    Alpha = 0.25), GuardGradients(MaxNorm = 0.5,
    MicroBatches = 2)]
internal sealed partial class Crossed11(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public double[,] Matrix = new double[rows, 73];
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(
    Optimizer.Lamb,
    WeightDecay = 0.1), Schedule(nameof(Rate)), Transform(typeof(Centralize)), Transform(typeof(AdaptiveClip),
    Clipping = 0.05), Average(typeof(Lookahead),
    K = 3,
    Alpha = 0.25), GuardGradients(MaxNorm = 0.5), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3)]
internal sealed partial class Crossed12(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public double[,] Matrix = new double[rows, 73];
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(
    Optimizer.Adafactor,
    LearningRate = 0.01,
    StatePrecision = StatePrecision.BFloat16), Transform(typeof(ClipByValue),
    MaxValue = 0.003), GuardGradients(LossScale = 4,
    GrowthInterval = 3)]
internal sealed partial class Crossed13(int rows)
{
    public double[,] Matrix = new double[rows, 73];
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(
    Optimizer.ScheduleFreeAdamW,
    LearningRate = 0.01,
    WeightDecay = 0.1,
    StatePrecision = StatePrecision.Block8), Transform(typeof(ClipByNorm),
    MaxNorm = 0.1), GuardGradients(MaxNorm = 0.5,
    Norm = NormKind.Infinity,
    SkipNonFinite = true)]
internal sealed partial class Crossed14(int rows)
{
    public double[,] Matrix = new double[rows, 73];
    public double[] Vector = new double[4099];
    public double Single;
}

[Optimize(
    Optimizer.AdamW,
    WeightDecay = 0.1), Schedule(nameof(Rate)), Transform(typeof(Centralize)), Transform(typeof(AdaptiveClip),
    Clipping = 0.05), GuardGradients(MaxNorm = 0.5,
    Norm = NormKind.Infinity,
    SkipNonFinite = true), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3,
    Scope = PruneScope.Tensor)]
internal sealed partial class Crossed15(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public Half[,] Matrix = new Half[rows, 73];
    public Half[] Vector = new Half[4099];
    public Half Single;
}

[Optimize(Optimizer.Sgd, Momentum = 0.9, StatePrecision = StatePrecision.BFloat16), Schedule(nameof(Rate))]
[Average(typeof(Lookahead), K = 3, Alpha = 0.25), SumGradients]
internal sealed partial class Crossed16(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public Half[,] Matrix = new Half[rows, 73];
    public Half[] Vector = new Half[4099];
    public Half Single;
}

[Optimize(
    Optimizer.Adagrad,
    LearningRate = 0.01,
    InitialAccumulator = 0.25), Transform(typeof(ClipByValue),
    MaxValue = 0.003), Average(typeof(Lookahead),
    K = 3,
    Alpha = 0.25), GuardGradients(LossScale = 4,
    GrowthInterval = 3), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3)]
internal sealed partial class Crossed17(int rows)
{
    public Half[,] Matrix = new Half[rows, 73];
    public Half[] Vector = new Half[4099];
    public Half Single;
}

[Optimize(Optimizer.Lamb, WeightDecay = 0.1), Schedule(nameof(Rate)), Prune(Sparsity = 0.8, Begin = 2, End = 9, Every = 3), SumGradients]
internal sealed partial class Crossed18(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public Half[,] Matrix = new Half[rows, 73];
    public Half[] Vector = new Half[4099];
    public Half Single;
}

[Optimize(
    Optimizer.Adafactor,
    LearningRate = 0.01,
    StatePrecision = StatePrecision.BFloat16), Transform(typeof(Centralize)), Transform(typeof(AdaptiveClip),
    Clipping = 0.05), Average(typeof(Ema),
    Decay = 0.75), GuardGradients(MaxNorm = 0.5,
    MicroBatches = 2)]
internal sealed partial class Crossed19(int rows)
{
    public Half[,] Matrix = new Half[rows, 73];
    public Half[] Vector = new Half[4099];
    public Half Single;
}

[Optimize(Optimizer.Adafactor, StatePrecision = StatePrecision.Block8), Schedule(nameof(Rate))]
[Transform(typeof(ClipByNorm), MaxNorm = 0.1), Average(typeof(Lookahead), K = 3, Alpha = 0.25), SumGradients]
internal sealed partial class Crossed20(int rows)
{
    private static readonly ISchedule Rate = Crossing.Rate;
    public Half[,] Matrix = new Half[rows, 73];
    public Half[] Vector = new Half[4099];
    public Half Single;
}

[Optimize(
    Optimizer.ScheduleFreeAdamW,
    LearningRate = 0.01,
    WeightDecay = 0.1), Transform(typeof(Centralize)), Transform(typeof(AdaptiveClip),
    Clipping = 0.05), GuardGradients(MaxNorm = 0.5), Prune(Sparsity = 0.8,
    Begin = 2,
    End = 9,
    Every = 3)]
internal sealed partial class Crossed21(int rows)
{
    public Half[,] Matrix = new Half[rows, 73];
    public Half[] Vector = new Half[4099];
    public Half Single;
}
