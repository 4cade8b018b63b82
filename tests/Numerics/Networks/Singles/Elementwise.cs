using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Functions and operators of vectors.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Elementwise
{
    [Parameter(7, 4)] public partial Span<float> Weight { get; }
    [Parameter(7)] public partial Span<float> Bias { get; }
    [Parameter(7)] public partial Span<float> Scale { get; }

    [Inference]
    public Vec<float> Activations([Shape(4)] Vec<float> x)
    {
        Vec<float> z = Linear(x, Weight, Bias), scale = new(Scale);
        Vec<float> sum = Relu(z) + Sigmoid(z) * scale - LogSigmoid(z) / (Square(scale) + 0.5f);
        sum += Softplus(z - 1.0f);
        sum -= Silu(z * 2.0f);
        return sum * Gelu(z / 2.0f) - Tanh(0.5f - z);
    }

    [Inference]
    public Vec<float> Functions([Shape(4)] Vec<float> x)
    {
        Vec<float> z = Linear(x, Weight, Bias), positive = 0.5f + z * z;
        Vec<float> most = Log(positive) + Sqrt(positive) + Exp(-positive) + Abs(z) + 2.0f / positive;
        return Map(Twice, most) + Map(Mixed, most, z) + Map(Blend, most, z, positive) + 0.25f * Map(Tanh, z);
    }

    [Loss]
    public float LossOf([Shape(4)] Vec<float> x, [Shape(7)] Vec<float> y) =>
        MeanSquaredError(Activations(x), y) + SquaredError(Functions(x), y) * 0.125f;

    private static float Twice(float x) => x + x;

    private static float Mixed(float x, float y) => x > y ? x - 0.5f * y : y * x;

    private static float Blend(float x, float y, float z)
    {
        float t = RuleMath.Tanh(y);
        return t * x + (1.0f - t) * z;
    }
}
