using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Layers of 3, 33, 2.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class DeepThree
{
    [Parameter(3, 1)] public partial Span<float> W1 { get; }
    [Parameter(3)] public partial Span<float> B1 { get; }
    [Parameter(33, 3)] public partial Span<float> W2 { get; }
    [Parameter(33)] public partial Span<float> B2 { get; }
    [Parameter(2, 33)] public partial Span<float> W3 { get; }
    [Parameter(2)] public partial Span<float> B3 { get; }
    [Parameter(3, 2)] public partial Span<float> Last { get; }

    [Inference]
    public Vec<float> Outputs([Shape(1)] Vec<float> x)
    {
        x = Relu(Linear(x, W1, B1));
        x = Silu(Linear(x, W2, B2));
        x = Tanh(Linear(x, W3, B3));
        return Linear(x, Last);
    }

    [Loss]
    public float LossOf([Shape(1)] Vec<float> x, [Shape(3)] Vec<float> y) => SquaredError(Outputs(x), y);
}
