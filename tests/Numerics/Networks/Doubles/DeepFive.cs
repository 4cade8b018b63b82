using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Layers of 33, 17, 33, 2, 3.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class DeepFive
{
    [Parameter(33, 3)] public partial Span<double> W1 { get; }
    [Parameter(33)] public partial Span<double> B1 { get; }
    [Parameter(17, 33)] public partial Span<double> W2 { get; }
    [Parameter(17)] public partial Span<double> B2 { get; }
    [Parameter(33, 17)] public partial Span<double> W3 { get; }
    [Parameter(33)] public partial Span<double> B3 { get; }
    [Parameter(2, 33)] public partial Span<double> W4 { get; }
    [Parameter(2)] public partial Span<double> B4 { get; }
    [Parameter(3, 2)] public partial Span<double> W5 { get; }
    [Parameter(3)] public partial Span<double> B5 { get; }
    [Parameter(3, 3)] public partial Span<double> Last { get; }

    [Inference]
    public Vec<double> Outputs([Shape(3)] Vec<double> x)
    {
        x = Tanh(Linear(x, W1, B1));
        x = Relu(Linear(x, W2, B2));
        x = Silu(Linear(x, W3, B3));
        x = Gelu(Linear(x, W4, B4));
        x = Sigmoid(Linear(x, W5, B5));
        return Linear(x, Last);
    }

    [Loss]
    public double LossOf([Shape(3)] Vec<double> x, [Shape(3)] Vec<double> y) => SquaredError(Outputs(x), y);
}
