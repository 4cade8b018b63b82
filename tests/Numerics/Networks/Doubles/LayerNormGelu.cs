using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>A layer that is normalized. The formula has eight digits of sqrt(2 / pi), so its GELU is no function of the library.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.1)]
internal sealed partial class LayerNormGelu
{
    [Parameter(10, 5)] public partial Span<double> W1 { get; }
    [Parameter(10)] public partial Span<double> Gain { get; }
    [Parameter(10)] public partial Span<double> Bias { get; }
    [Parameter(3, 10)] public partial Span<double> W2 { get; }

    [Inference]
    public Vec<double> Outputs([Shape(5)] Vec<double> x) => Linear(Map(RecordedGelu, LayerNorm(Linear(x, W1), Gain, Bias)), W2);

    [Loss]
    public double LossOf([Shape(5)] Vec<double> x, [Shape(3)] Vec<double> y) => MeanSquaredError(Outputs(x), y);

    private static double RecordedGelu(double u) => 0.5 * u * (1.0 + RuleMath.Tanh(0.79788456 * (u + 0.044715 * (u * u * u))));
}
