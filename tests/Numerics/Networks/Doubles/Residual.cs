using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Values with several uses: a sum that goes round each layer, and a weight that is used twice.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Residual
{
    [Parameter(4, 4)] public partial Span<double> Weight { get; }
    [Parameter(4)] public partial Span<double> Bias { get; }
    [Parameter(4)] public partial Span<double> Gain { get; }

    [Inference]
    public Vec<double> Outputs([Shape(4)] Vec<double> x)
    {
        x += Tanh(Linear(RmsNorm(x, Gain), Weight, Bias));
        x += Silu(Linear(RmsNorm(x, Gain), Weight, Bias));
        return x * x - Linear(x, Weight) * Sum(x);
    }

    [Loss]
    public double LossOf([Shape(4)] Vec<double> x) =>
        Dot(Outputs(x), Outputs(x)) + Sum(Square(Concat(x, Outputs(x), Outputs(x)))) * 0.5;
}
