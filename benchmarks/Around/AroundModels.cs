using FusedOpt.Averages;
using FusedOpt.Schedules;
using FusedOpt.Transforms;

namespace FusedOpt.Benchmarks.Around;

/// <summary>One array, as users have them, and something around the rule.</summary>
[Optimize(Adam), Transform(typeof(ClipByValue), MaxValue = 0.5)]
internal sealed partial class ClippedByValueModel(int length)
{
    public float[] Weights = new float[length];
}

/// <inheritdoc cref="ClippedByValueModel"/>
[Optimize(Adam), Transform(typeof(ClipByNorm))]
internal sealed partial class ClippedByNormModel(int length)
{
    public float[] Weights = new float[length];
}

/// <inheritdoc cref="ClippedByValueModel"/>
[Optimize(Adam), GuardGradients(MaxNorm = 1)]
internal sealed partial class GlobalNormModel(int length)
{
    public float[] Weights = new float[length];
}

/// <inheritdoc cref="ClippedByValueModel"/>
[Optimize(Adam), GuardGradients(SkipNonFinite = true)]
internal sealed partial class FiniteModel(int length)
{
    public float[] Weights = new float[length];
}

/// <inheritdoc cref="ClippedByValueModel"/>
[Optimize(Adam), GuardGradients(MicroBatches = Count)]
internal sealed partial class MicroBatchesModel(int length)
{
    public const int Count = 4;

    public float[] Weights = new float[length];
}

/// <inheritdoc cref="ClippedByValueModel"/>
[Optimize(Adam), Average(typeof(Ema))]
internal sealed partial class EmaModel(int length)
{
    public float[] Weights = new float[length];
}

/// <inheritdoc cref="ClippedByValueModel"/>
[Optimize(Adam), Average(typeof(Swa))]
internal sealed partial class SwaModel(int length)
{
    public float[] Weights = new float[length];
}

/// <inheritdoc cref="ClippedByValueModel"/>
[Optimize(Adam), Average(typeof(Lookahead))]
internal sealed partial class LookaheadModel(int length)
{
    /// <summary>The number of fast steps in a slow one.</summary>
    public const int K = 5;

    public float[] Weights = new float[length];
}

/// <summary>One matrix, pruned once.</summary>
[Optimize(Adam), Prune(Sparsity = Share, Begin = 1)]
internal sealed partial class PrunedModel(int length)
{
    public const double Share = 0.9;

    public float[,] Weights = new float[length / 64, 64];
}

/// <inheritdoc cref="ClippedByValueModel"/>
[Optimize(Adam), SumGradients]
internal sealed partial class SummedModel(int length)
{
    public float[] Weights = new float[length];
}

/// <inheritdoc cref="ClippedByValueModel"/>
[Optimize(Adam), Schedule(nameof(Rate))]
internal sealed partial class ScheduledModel(int length)
{
    public static readonly ISchedule Rate = new Cosine(1e-3, steps: 1_000_000).Warmup(1_000);

    public float[] Weights = new float[length];
}

/// <inheritdoc cref="ClippedByValueModel"/>
[Optimize(Adam), GuardGradients(MaxNorm = 1, SkipNonFinite = true), Average(typeof(Ema))]
internal sealed partial class TogetherModel(int length)
{
    public float[] Weights = new float[length];
}
