using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Values with several uses: a sum that goes round each layer, and a weight that is used twice.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Residual
{
    [Parameter(4, 4)] public partial Span<float> Weight { get; }
    [Parameter(4)] public partial Span<float> Bias { get; }
    [Parameter(4)] public partial Span<float> Gain { get; }

    [Inference]
    public Vec<float> Outputs([Shape(4)] Vec<float> x)
    {
        x += Tanh(Linear(RmsNorm(x, Gain), Weight, Bias));
        x += Silu(Linear(RmsNorm(x, Gain), Weight, Bias));
        return x * x - Linear(x, Weight) * Sum(x);
    }

    [Loss]
    public float LossOf([Shape(4)] Vec<float> x) =>
        Dot(Outputs(x), Outputs(x)) + Sum(Square(Concat(x, Outputs(x), Outputs(x)))) * 0.5f;
}
