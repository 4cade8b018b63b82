using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Layers of 1.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class DeepOne
{
    [Parameter(1, 3)] public partial Span<float> W1 { get; }
    [Parameter(1)] public partial Span<float> B1 { get; }
    [Parameter(3, 1)] public partial Span<float> Last { get; }

    [Inference]
    public Vec<float> Outputs([Shape(3)] Vec<float> x)
    {
        x = Tanh(Linear(x, W1, B1));
        return Linear(x, Last);
    }

    [Loss]
    public float LossOf([Shape(3)] Vec<float> x, [Shape(3)] Vec<float> y) => SquaredError(Outputs(x), y);
}
