using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Functions and operators of matrices: five rows of an example.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Matrices
{
    [Parameter(6, 4)] public partial Span<double> Weight { get; }
    [Parameter(6)] public partial Span<double> Bias { get; }
    [Parameter(6)] public partial Span<double> Gain { get; }
    [Parameter(6)] public partial Span<double> Shift { get; }
    [Parameter(6)] public partial Span<double> Root { get; }
    [Parameter(3, 6)] public partial Span<double> Classes { get; }
    [Parameter(3, 6)] public partial Span<double> Other { get; }

    [Inference]
    public Mat<double> Hidden([Shape(5, 4)] Mat<double> x)
    {
        Mat<double> z = Linear(x, Weight, Bias);
        z = Gelu(LayerNorm(z, Gain, Shift)) + Silu(RmsNorm(z, Root)) - Tanh(z) * Sigmoid(z);
        z = z / (Square(z) + 1.0) + Relu(z) * 0.5 - (0.25 - LogSigmoid(z)) + 2.0 / (1.5 + Abs(z)) - 3.0 * z;
        return z - Softplus(-z);
    }

    [Inference]
    public Mat<double> Shares([Shape(5, 4)] Mat<double> x) => Softmax(Linear(Hidden(x), Classes));

    [Inference]
    public Vec<double> Pooled([Shape(5, 4)] Mat<double> x)
    {
        Mat<double> z = Hidden(x);
        Vec<double> sums = SumRows(z), means = MeanRows(z), shift = new(Shift);
        Mat<double> centered = z - means, scaled = centered * shift + sums, quotient = scaled / (Square(means) + 1.0);
        Mat<double> mixed = Exp(quotient - 4.0 - Abs(quotient)) + Log(Square(z) + 1.0) + Sqrt(Square(z) + 0.5) + Map(Twice, z);
        mixed = Map(Product, mixed, z) + Map(Blend, mixed, z, quotient);
        return RowSums(mixed) + MatMul(z, means);
    }

    [Loss]
    public double LossOf([Shape(5, 4)] Mat<double> x, [Shape(5)] ReadOnlySpan<int> labels, [Shape(3, 5)] Mat<double> y)
    {
        Mat<double> logs = LogSoftmax(Linear(Hidden(x), Other)), other = Reshape(Flatten(logs), 3, 5) - y;
        Vec<double> pooled = Pooled(x);
        return CrossEntropy(Linear(Hidden(x), Classes), labels) + Mean(Flatten(other * other)) + 0.001 * Dot(pooled, pooled)
            + Sum(Flatten(Shares(x) * Shares(x)));
    }

    private static double Twice(double x) => 2.0 * x;

    private static double Product(double x, double y) => x * y + 0.5;

    private static double Blend(double x, double y, double z) => 0.125 * x * z - y;
}
