using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>A layer that is normalized. The formula has eight digits of sqrt(2 / pi), so its GELU is no function of the library.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.1)]
internal sealed partial class LayerNormGelu
{
    [Parameter(10, 5)] public partial Span<float> W1 { get; }
    [Parameter(10)] public partial Span<float> Gain { get; }
    [Parameter(10)] public partial Span<float> Bias { get; }
    [Parameter(3, 10)] public partial Span<float> W2 { get; }

    [Inference]
    public Vec<float> Outputs([Shape(5)] Vec<float> x) => Linear(Map(RecordedGelu, LayerNorm(Linear(x, W1), Gain, Bias)), W2);

    [Loss]
    public float LossOf([Shape(5)] Vec<float> x, [Shape(3)] Vec<float> y) => MeanSquaredError(Outputs(x), y);

    private static float RecordedGelu(float u) => 0.5f * u * (1.0f + RuleMath.Tanh(0.79788456f * (u + 0.044715f * (u * u * u))));
}
