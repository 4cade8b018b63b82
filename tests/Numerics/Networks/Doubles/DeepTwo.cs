using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Layers of 17, 1.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class DeepTwo
{
    [Parameter(17, 2)] public partial Span<double> W1 { get; }
    [Parameter(17)] public partial Span<double> B1 { get; }
    [Parameter(1, 17)] public partial Span<double> W2 { get; }
    [Parameter(1)] public partial Span<double> B2 { get; }
    [Parameter(3, 1)] public partial Span<double> Last { get; }

    [Inference]
    public Vec<double> Outputs([Shape(2)] Vec<double> x)
    {
        x = Sigmoid(Linear(x, W1, B1));
        x = Softplus(Linear(x, W2, B2));
        return Linear(x, Last);
    }

    [Loss]
    public double LossOf([Shape(2)] Vec<double> x, [Shape(3)] Vec<double> y) => SquaredError(Outputs(x), y);
}
