using System;
using FusedOpt.Averages;
using FusedOpt.Transforms;

namespace FusedOpt.Numerics.Tests.Models;

// Every transform with every rule, every transform with every average, every rule with every average.

[Optimize(
    Optimizer.AdamW, LearningRate = 0.001), Transform(typeof(ClipByValue), MaxValue = 0.3), Transform(typeof(ClipByNorm), MaxNorm = 0.5)]
internal sealed partial class ClippedAdamW(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
    [Parameter(3, 7)] public partial Span<float> Owned { get; }
    [Parameter] public partial float OwnedNumber { get; set; }
}

[Optimize(
    Optimizer.Lamb,
    LearningRate = 0.001), Transform(typeof(ClipByValue),
    MaxValue = 0.3), Transform(typeof(ClipByNorm),
    MaxNorm = 0.5), Average(typeof(Ema),
    Decay = 0.75)]
internal sealed partial class ClippedLambAveraged(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
}

[Optimize(
    Optimizer.RAdam,
    LearningRate = 0.001), Transform(typeof(ClipByValue),
    MaxValue = 0.3), Transform(typeof(ClipByNorm),
    MaxNorm = 0.5), Average(typeof(Swa),
    Start = 3,
    Every = 2)]
internal sealed partial class ClippedRAdamSwa(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
    [Parameter(3, 7)] public partial Span<float> Owned { get; }
    [Parameter] public partial float OwnedNumber { get; set; }
}

[Optimize(
    Optimizer.Adafactor,
    LearningRate = 0.001), Transform(typeof(ClipByValue),
    MaxValue = 0.3), Transform(typeof(ClipByNorm),
    MaxNorm = 0.5), Average(typeof(Lookahead),
    K = 3,
    Alpha = 0.25), Average(typeof(Anchor)), Hyperparameter("radius",
    0.001,
    Of = typeof(Anchor))]
internal sealed partial class ClippedAdafactorLookahead(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
}

[Optimize(Optimizer.AdamW, LearningRate = 0.001), Transform(typeof(AdaptiveClip), Clipping = 1), Average(typeof(Ema), Decay = 0.75)]
internal sealed partial class AdaptiveAdamWAveraged(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
    [Parameter(3, 7)] public partial Span<float> Owned { get; }
    [Parameter] public partial float OwnedNumber { get; set; }
}

[Optimize(Optimizer.Lamb, LearningRate = 0.001), Transform(typeof(AdaptiveClip), Clipping = 1), Average(typeof(Swa), Start = 3, Every = 2)]
internal sealed partial class AdaptiveLambSwa(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
}

[Optimize(
    Optimizer.RAdam,
    LearningRate = 0.001), Transform(typeof(AdaptiveClip),
    Clipping = 1), Average(typeof(Lookahead),
    K = 3,
    Alpha = 0.25), Average(typeof(Anchor)), Hyperparameter("radius",
    0.001,
    Of = typeof(Anchor))]
internal sealed partial class AdaptiveRAdamLookahead(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
    [Parameter(3, 7)] public partial Span<float> Owned { get; }
    [Parameter] public partial float OwnedNumber { get; set; }
}

[Optimize(Optimizer.Adafactor, LearningRate = 0.001), Transform(typeof(AdaptiveClip), Clipping = 1)]
internal sealed partial class AdaptiveAdafactor(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
}

[Optimize(
    Optimizer.AdamW,
    LearningRate = 0.001), Transform(typeof(Centralize)), Transform(typeof(Soften)), Hyperparameter("softness",
    1.5,
    Of = typeof(Soften)), Average(typeof(Swa),
    Start = 3,
    Every = 2)]
internal sealed partial class SoftenedAdamWSwa(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
    [Parameter(3, 7)] public partial Span<float> Owned { get; }
    [Parameter] public partial float OwnedNumber { get; set; }
}

[Optimize(
    Optimizer.Lamb,
    LearningRate = 0.001), Transform(typeof(Centralize)), Transform(typeof(Soften)), Hyperparameter("softness",
    1.5,
    Of = typeof(Soften)), Average(typeof(Lookahead),
    K = 3,
    Alpha = 0.25), Average(typeof(Anchor)), Hyperparameter("radius",
    0.001,
    Of = typeof(Anchor))]
internal sealed partial class SoftenedLambLookahead(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
}

[Optimize(
    Optimizer.RAdam,
    LearningRate = 0.001), Transform(typeof(Centralize)), Transform(typeof(Soften)), Hyperparameter("softness",
    1.5,
    Of = typeof(Soften))]
internal sealed partial class SoftenedRAdam(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
    [Parameter(3, 7)] public partial Span<float> Owned { get; }
    [Parameter] public partial float OwnedNumber { get; set; }
}

[Optimize(
    Optimizer.Adafactor,
    LearningRate = 0.001), Transform(typeof(Centralize)), Transform(typeof(Soften)), Hyperparameter("softness",
    1.5,
    Of = typeof(Soften)), Average(typeof(Ema),
    Decay = 0.75)]
internal sealed partial class SoftenedAdafactorAveraged(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
}

[Optimize(
    Optimizer.AdamW,
    LearningRate = 0.001), Transform(typeof(Normalize),
    Epsilon = 1e-3), Transform(typeof(ClipByValue),
    MaxValue = 0.05), Transform(typeof(Sign)), Average(typeof(Lookahead),
    K = 3,
    Alpha = 0.25), Average(typeof(Anchor)), Hyperparameter("radius",
    0.001,
    Of = typeof(Anchor))]
internal sealed partial class SignedAdamWLookahead(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
    [Parameter(3, 7)] public partial Span<float> Owned { get; }
    [Parameter] public partial float OwnedNumber { get; set; }
}

[Optimize(
    Optimizer.Lamb,
    LearningRate = 0.001), Transform(typeof(Normalize),
    Epsilon = 1e-3), Transform(typeof(ClipByValue),
    MaxValue = 0.05), Transform(typeof(Sign))]
internal sealed partial class SignedLamb(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
}

[Optimize(
    Optimizer.RAdam,
    LearningRate = 0.001), Transform(typeof(Normalize),
    Epsilon = 1e-3), Transform(typeof(ClipByValue),
    MaxValue = 0.05), Transform(typeof(Sign)), Average(typeof(Ema),
    Decay = 0.75)]
internal sealed partial class SignedRAdamAveraged(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
    [Parameter(3, 7)] public partial Span<float> Owned { get; }
    [Parameter] public partial float OwnedNumber { get; set; }
}

[Optimize(
    Optimizer.Adafactor,
    LearningRate = 0.001), Transform(typeof(Normalize),
    Epsilon = 1e-3), Transform(typeof(ClipByValue),
    MaxValue = 0.05), Transform(typeof(Sign)), Average(typeof(Swa),
    Start = 3,
    Every = 2)]
internal sealed partial class SignedAdafactorSwa(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public float Single;
    public float[,] Matrix = new float[5, 7];
}
