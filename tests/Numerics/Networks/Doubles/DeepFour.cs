using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Layers of 2, 17, 3, 33.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class DeepFour
{
    [Parameter(2, 5)] public partial Span<double> W1 { get; }
    [Parameter(2)] public partial Span<double> B1 { get; }
    [Parameter(17, 2)] public partial Span<double> W2 { get; }
    [Parameter(17)] public partial Span<double> B2 { get; }
    [Parameter(3, 17)] public partial Span<double> W3 { get; }
    [Parameter(3)] public partial Span<double> B3 { get; }
    [Parameter(33, 3)] public partial Span<double> W4 { get; }
    [Parameter(33)] public partial Span<double> B4 { get; }
    [Parameter(3, 33)] public partial Span<double> Last { get; }

    [Inference]
    public Vec<double> Outputs([Shape(5)] Vec<double> x)
    {
        x = Gelu(Linear(x, W1, B1));
        x = LogSigmoid(Linear(x, W2, B2));
        x = Sigmoid(Linear(x, W3, B3));
        x = Softplus(Linear(x, W4, B4));
        return Linear(x, Last);
    }

    [Loss]
    public double LossOf([Shape(5)] Vec<double> x, [Shape(3)] Vec<double> y) => SquaredError(Outputs(x), y);
}
