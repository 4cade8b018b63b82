using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>A linear map, the gradient of whose sum depends on no row of the batch but its input.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Straight
{
    [Parameter(5, 3)] public partial Span<float> Weight { get; }
    [Parameter(5)] public partial Span<float> Bias { get; }

    [Loss]
    public float LossOf([Shape(3)] Vec<float> x) => Sum(Linear(x, Weight, Bias));
}
