using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Layers of 2, 17, 3, 33.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class DeepFour
{
    [Parameter(2, 5)] public partial Span<float> W1 { get; }
    [Parameter(2)] public partial Span<float> B1 { get; }
    [Parameter(17, 2)] public partial Span<float> W2 { get; }
    [Parameter(17)] public partial Span<float> B2 { get; }
    [Parameter(3, 17)] public partial Span<float> W3 { get; }
    [Parameter(3)] public partial Span<float> B3 { get; }
    [Parameter(33, 3)] public partial Span<float> W4 { get; }
    [Parameter(33)] public partial Span<float> B4 { get; }
    [Parameter(3, 33)] public partial Span<float> Last { get; }

    [Inference]
    public Vec<float> Outputs([Shape(5)] Vec<float> x)
    {
        x = Gelu(Linear(x, W1, B1));
        x = LogSigmoid(Linear(x, W2, B2));
        x = Sigmoid(Linear(x, W3, B3));
        x = Softplus(Linear(x, W4, B4));
        return Linear(x, Last);
    }

    [Loss]
    public float LossOf([Shape(5)] Vec<float> x, [Shape(3)] Vec<float> y) => SquaredError(Outputs(x), y);
}
