using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Layers of 1.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class DeepOne
{
    [Parameter(1, 3)] public partial Span<double> W1 { get; }
    [Parameter(1)] public partial Span<double> B1 { get; }
    [Parameter(3, 1)] public partial Span<double> Last { get; }

    [Inference]
    public Vec<double> Outputs([Shape(3)] Vec<double> x)
    {
        x = Tanh(Linear(x, W1, B1));
        return Linear(x, Last);
    }

    [Loss]
    public double LossOf([Shape(3)] Vec<double> x, [Shape(3)] Vec<double> y) => SquaredError(Outputs(x), y);
}
