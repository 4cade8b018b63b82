using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>A layer that other classes hold.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Dense
{
    [Parameter(4, 4)] public partial Span<float> Weight { get; }
    [Parameter(4)] public partial Span<float> Bias { get; }
    [Parameter] public partial float Scale { get; set; }

    [Layer]
    public Vec<float> Apply([Shape(4)] Vec<float> x) => Tanh(Linear(x, Weight, Bias)) * Scale;
}
