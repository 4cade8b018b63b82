using System;

namespace FusedOpt.Benchmarks.Models;

/// <summary>One array, with fast math.</summary>
[Optimize(Adam, FastMath = true)]
internal sealed partial class FastAdamModel(int length)
{
    public float[] Weights = new float[length];
}

/// <summary>One parameter of 16K in an arena, where arrays do not hinder each other.</summary>
[Optimize(Adam)]
internal sealed partial class AdamArena
{
    [Parameter(16_384)]
    public partial Span<float> Weights { get; }
}

/// <inheritdoc cref="AdamArena"/>
[Optimize(Adam, FastMath = true)]
internal sealed partial class FastAdamArena
{
    [Parameter(16_384)]
    public partial Span<float> Weights { get; }
}
