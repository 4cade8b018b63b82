using System;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>Parameters in an arena: spans of even and odd lengths, single values, and some that are stepped differently.</summary>
[Optimize(Optimizer.AdamW, WeightDecay = 0.1)]
internal sealed partial class OwnedSingles
{
    [Parameter] public partial float Scale { get; set; }
    [Parameter(7, 5)] public partial Span<float> Weights { get; }
    [Parameter(5, WeightDecay = 0)] public partial Span<float> Bias { get; }
    [Parameter(1024)] internal partial Span<float> Wide { get; }
    [Parameter(LearningRateScale = 0.25)] internal partial float Slow { get; private set; }
    [Parameter] public partial float Shift { get; set; }
    [Parameter(WeightDecay = 0)] public partial float Undecayed { get; set; }
    [Parameter(3, 3, 3)] private partial Span<float> Kernel { get; }
    public float[] Outside = new float[19];
}

[Optimize(Optimizer.Adagrad, InitialAccumulator = 0.5)]
internal sealed partial class OwnedDoubles
{
    [Parameter(33)] public partial Span<double> Weights { get; }
    [Parameter(9, InitialAccumulator = 0.125)] public partial Span<double> Other { get; }
    [Parameter] public partial double Scale { get; set; }
}

/// <summary>A rule that reduces rows, columns and whole parameters.</summary>
[Optimize(typeof(OwnLines))]
internal sealed partial class OwnedLines
{
    [Parameter(7, 5)] public partial Span<float> Matrix { get; }
    [Parameter(600)] public partial Span<float> Vector { get; }
    [Parameter] public partial float Scale { get; set; }
}

/// <summary>A rule that makes NaN of an element that is 0 and has no gradient.</summary>
[Optimize(Optimizer.Adam, Epsilon = 0)]
internal sealed partial class OwnedWithoutEpsilon
{
    [Parameter(3)] public partial Span<float> Weights { get; }
    [Parameter(2, 2)] public partial Span<float> More { get; }
}

[Optimize(Optimizer.ScheduleFreeAdamW)]
internal sealed partial class OwnedAveraged
{
    [Parameter(31)] public partial Span<float> Weights { get; }
    [Parameter] public partial float Scale { get; set; }
}
