using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Layers of 3, 33, 2.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class DeepThree
{
    [Parameter(3, 1)] public partial Span<double> W1 { get; }
    [Parameter(3)] public partial Span<double> B1 { get; }
    [Parameter(33, 3)] public partial Span<double> W2 { get; }
    [Parameter(33)] public partial Span<double> B2 { get; }
    [Parameter(2, 33)] public partial Span<double> W3 { get; }
    [Parameter(2)] public partial Span<double> B3 { get; }
    [Parameter(3, 2)] public partial Span<double> Last { get; }

    [Inference]
    public Vec<double> Outputs([Shape(1)] Vec<double> x)
    {
        x = Relu(Linear(x, W1, B1));
        x = Silu(Linear(x, W2, B2));
        x = Tanh(Linear(x, W3, B3));
        return Linear(x, Last);
    }

    [Loss]
    public double LossOf([Shape(1)] Vec<double> x, [Shape(3)] Vec<double> y) => SquaredError(Outputs(x), y);
}
