using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Layers of 17, 1.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class DeepTwo
{
    [Parameter(17, 2)] public partial Span<float> W1 { get; }
    [Parameter(17)] public partial Span<float> B1 { get; }
    [Parameter(1, 17)] public partial Span<float> W2 { get; }
    [Parameter(1)] public partial Span<float> B2 { get; }
    [Parameter(3, 1)] public partial Span<float> Last { get; }

    [Inference]
    public Vec<float> Outputs([Shape(2)] Vec<float> x)
    {
        x = Sigmoid(Linear(x, W1, B1));
        x = Softplus(Linear(x, W2, B2));
        return Linear(x, Last);
    }

    [Loss]
    public float LossOf([Shape(2)] Vec<float> x, [Shape(3)] Vec<float> y) => SquaredError(Outputs(x), y);
}
