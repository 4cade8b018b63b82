using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

[Optimize(Optimizer.Sgd, LearningRate = 0.02)]
internal sealed partial class MlpTanhSquared
{
    [Parameter(8, 4)] public partial Span<float> W1 { get; }
    [Parameter(8)] public partial Span<float> B1 { get; }
    [Parameter(8, 8)] public partial Span<float> W2 { get; }
    [Parameter(8)] public partial Span<float> B2 { get; }
    [Parameter(2, 8)] public partial Span<float> W3 { get; }

    [Inference]
    public Vec<float> Outputs([Shape(4)] Vec<float> x)
    {
        Vec<float> first = Tanh(Linear(x, W1, B1)), second = Sigmoid(Linear(first, W2, B2));
        return Linear(second, W3);
    }

    [Loss]
    public float LossOf([Shape(4)] Vec<float> x, [Shape(2)] Vec<float> y) => SquaredError(Outputs(x), y);
}
