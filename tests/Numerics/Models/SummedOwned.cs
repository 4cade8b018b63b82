using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>
/// Steps over sums of gradients, for parameters in an arena, some of them stepped differently, with lines of the cache that are not full.
/// </summary>
[Optimize(Optimizer.AdamW, WeightDecay = 0.1), SumGradients, GuardGradients]
internal sealed partial class SummedOwned
{
    [Parameter] public partial float Scale { get; set; }
    [Parameter(7, 5)] public partial Span<float> Weights { get; }
    [Parameter(600, WeightDecay = 0)] public partial Span<float> Bias { get; }
    [Parameter(LearningRateScale = 0.25)] public partial float Slow { get; set; }
    public float[] Outside = new float[19];
}

/// <summary>A model that owns its parameters, with a rule that measures whole parameters.</summary>
[Optimize(Optimizer.Lamb), SumGradients]
internal sealed partial class SummedOwnedWholes
{
    [Parameter(7, 5)] public partial Span<double> Weights { get; }
    [Parameter(601)] public partial Span<double> Bias { get; }
}

/// <summary>A model that owns its parameters, with state kept beside the arena.</summary>
[Optimize(Optimizer.Adam, StatePrecision = StatePrecision.BFloat16), SumGradients]
internal sealed partial class SummedOwnedNarrow
{
    [Parameter(31)] public partial Span<float> Weights { get; }
    [Parameter] public partial float Scale { get; set; }
}
