using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Given;

/// <summary>A layer whose weights and results are rounded in the forward pass, straight through in the gradient.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class RoundedWeights
{
    [Parameter(2, 3)] public partial Span<float> Weights { get; }
    [Parameter(2)] public partial Span<float> Bias { get; }

    [Loss]
    public float LossOf([Shape(3)] Vec<float> x)
    {
        Vec<float> results = MatMul(Map(Round, new Mat<float>(Weights, 2, 3)), x) + new Vec<float>(Bias);
        return Dot(Map(Round, results), results);
    }

    [Gradient(nameof(One))]
    private static float Round(float x) => MathF.Round(x * 4.0f) * 0.25f;

    private static float One(float x) => 1.0f;
}
