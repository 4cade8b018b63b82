using System;

namespace FusedOpt.Benchmarks.Models;

/// <summary>One parameter in an arena, where arrays do not hinder each other. Its length is the class's.</summary>
[Optimize(Adam)]
internal sealed partial class AdamArena1K
{
    [Parameter(1_024)]
    public partial Span<float> Weights { get; }
}

/// <inheritdoc cref="AdamArena1K"/>
[Optimize(Adam)]
internal sealed partial class AdamArena16K
{
    [Parameter(16_384)]
    public partial Span<float> Weights { get; }
}

/// <inheritdoc cref="AdamArena1K"/>
[Optimize(Adam)]
internal sealed partial class AdamArena64K
{
    [Parameter(65_536)]
    public partial Span<float> Weights { get; }
}

/// <inheritdoc cref="AdamArena1K"/>
[Optimize(Adam)]
internal sealed partial class AdamArena1M
{
    [Parameter(1_048_576)]
    public partial Span<float> Weights { get; }
}

/// <inheritdoc cref="AdamArena1K"/>
[Optimize(Adam)]
internal sealed partial class AdamArena16M
{
    [Parameter(16_777_216)]
    public partial Span<float> Weights { get; }
}

/// <inheritdoc cref="AdamArena1K"/>
[Optimize(Adam)]
internal sealed partial class AdamArena64M
{
    [Parameter(67_108_864)]
    public partial Span<float> Weights { get; }
}

/// <inheritdoc cref="AdamArena1K"/>
[Optimize(Adam, FastMath = true)]
internal sealed partial class FastAdamArena16K
{
    [Parameter(16_384)]
    public partial Span<float> Weights { get; }
}
