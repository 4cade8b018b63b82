using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>A layer that other classes hold.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Dense
{
    [Parameter(4, 4)] public partial Span<double> Weight { get; }
    [Parameter(4)] public partial Span<double> Bias { get; }
    [Parameter] public partial double Scale { get; set; }

    [Layer]
    public Vec<double> Apply([Shape(4)] Vec<double> x) => Tanh(Linear(x, Weight, Bias)) * Scale;
}
