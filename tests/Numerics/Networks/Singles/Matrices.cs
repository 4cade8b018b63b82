using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Functions and operators of matrices: five rows of an example.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Matrices
{
    [Parameter(6, 4)] public partial Span<float> Weight { get; }
    [Parameter(6)] public partial Span<float> Bias { get; }
    [Parameter(6)] public partial Span<float> Gain { get; }
    [Parameter(6)] public partial Span<float> Shift { get; }
    [Parameter(6)] public partial Span<float> Root { get; }
    [Parameter(3, 6)] public partial Span<float> Classes { get; }
    [Parameter(3, 6)] public partial Span<float> Other { get; }

    [Inference]
    public Mat<float> Hidden([Shape(5, 4)] Mat<float> x)
    {
        Mat<float> z = Linear(x, Weight, Bias);
        z = Gelu(LayerNorm(z, Gain, Shift)) + Silu(RmsNorm(z, Root)) - Tanh(z) * Sigmoid(z);
        z = z / (Square(z) + 1.0f) + Relu(z) * 0.5f - (0.25f - LogSigmoid(z)) + 2.0f / (1.5f + Abs(z)) - 3.0f * z;
        return z - Softplus(-z);
    }

    [Inference]
    public Mat<float> Shares([Shape(5, 4)] Mat<float> x) => Softmax(Linear(Hidden(x), Classes));

    [Inference]
    public Vec<float> Pooled([Shape(5, 4)] Mat<float> x)
    {
        Mat<float> z = Hidden(x);
        Vec<float> sums = SumRows(z), means = MeanRows(z), shift = new(Shift);
        Mat<float> centered = z - means, scaled = centered * shift + sums, quotient = scaled / (Square(means) + 1.0f);
        Mat<float> mixed = Exp(quotient - 4.0f - Abs(quotient)) + Log(Square(z) + 1.0f) + Sqrt(Square(z) + 0.5f) + Map(Twice, z);
        mixed = Map(Product, mixed, z) + Map(Blend, mixed, z, quotient);
        return RowSums(mixed) + MatMul(z, means);
    }

    [Loss]
    public float LossOf([Shape(5, 4)] Mat<float> x, [Shape(5)] ReadOnlySpan<int> labels, [Shape(3, 5)] Mat<float> y)
    {
        Mat<float> logs = LogSoftmax(Linear(Hidden(x), Other)), other = Reshape(Flatten(logs), 3, 5) - y;
        Vec<float> pooled = Pooled(x);
        return CrossEntropy(Linear(Hidden(x), Classes), labels) + Mean(Flatten(other * other)) + 0.001f * Dot(pooled, pooled)
            + Sum(Flatten(Shares(x) * Shares(x)));
    }

    private static float Twice(float x) => 2.0f * x;

    private static float Product(float x, float y) => x * y + 0.5f;

    private static float Blend(float x, float y, float z) => 0.125f * x * z - y;
}
