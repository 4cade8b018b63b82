using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>A linear map, the gradient of whose sum depends on no row of the batch but its input.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Straight
{
    [Parameter(5, 3)] public partial Span<double> Weight { get; }
    [Parameter(5)] public partial Span<double> Bias { get; }

    [Loss]
    public double LossOf([Shape(3)] Vec<double> x) => Sum(Linear(x, Weight, Bias));
}
