using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Layers of 33, 17, 33, 2, 3.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class DeepFive
{
    [Parameter(33, 3)] public partial Span<float> W1 { get; }
    [Parameter(33)] public partial Span<float> B1 { get; }
    [Parameter(17, 33)] public partial Span<float> W2 { get; }
    [Parameter(17)] public partial Span<float> B2 { get; }
    [Parameter(33, 17)] public partial Span<float> W3 { get; }
    [Parameter(33)] public partial Span<float> B3 { get; }
    [Parameter(2, 33)] public partial Span<float> W4 { get; }
    [Parameter(2)] public partial Span<float> B4 { get; }
    [Parameter(3, 2)] public partial Span<float> W5 { get; }
    [Parameter(3)] public partial Span<float> B5 { get; }
    [Parameter(3, 3)] public partial Span<float> Last { get; }

    [Inference]
    public Vec<float> Outputs([Shape(3)] Vec<float> x)
    {
        x = Tanh(Linear(x, W1, B1));
        x = Relu(Linear(x, W2, B2));
        x = Silu(Linear(x, W3, B3));
        x = Gelu(Linear(x, W4, B4));
        x = Sigmoid(Linear(x, W5, B5));
        return Linear(x, Last);
    }

    [Loss]
    public float LossOf([Shape(3)] Vec<float> x, [Shape(3)] Vec<float> y) => SquaredError(Outputs(x), y);
}
