using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

[Optimize(Optimizer.Sgd, LearningRate = 0.02)]
internal sealed partial class MlpTanhSquared
{
    [Parameter(8, 4)] public partial Span<double> W1 { get; }
    [Parameter(8)] public partial Span<double> B1 { get; }
    [Parameter(8, 8)] public partial Span<double> W2 { get; }
    [Parameter(8)] public partial Span<double> B2 { get; }
    [Parameter(2, 8)] public partial Span<double> W3 { get; }

    [Inference]
    public Vec<double> Outputs([Shape(4)] Vec<double> x)
    {
        Vec<double> first = Tanh(Linear(x, W1, B1)), second = Sigmoid(Linear(first, W2, B2));
        return Linear(second, W3);
    }

    [Loss]
    public double LossOf([Shape(4)] Vec<double> x, [Shape(2)] Vec<double> y) => SquaredError(Outputs(x), y);
}
