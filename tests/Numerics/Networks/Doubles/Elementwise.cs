using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Functions and operators of vectors.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Elementwise
{
    [Parameter(7, 4)] public partial Span<double> Weight { get; }
    [Parameter(7)] public partial Span<double> Bias { get; }
    [Parameter(7)] public partial Span<double> Scale { get; }

    [Inference]
    public Vec<double> Activations([Shape(4)] Vec<double> x)
    {
        Vec<double> z = Linear(x, Weight, Bias), scale = new(Scale);
        Vec<double> sum = Relu(z) + Sigmoid(z) * scale - LogSigmoid(z) / (Square(scale) + 0.5);
        sum += Softplus(z - 1.0);
        sum -= Silu(z * 2.0);
        return sum * Gelu(z / 2.0) - Tanh(0.5 - z);
    }

    [Inference]
    public Vec<double> Functions([Shape(4)] Vec<double> x)
    {
        Vec<double> z = Linear(x, Weight, Bias), positive = 0.5 + z * z;
        Vec<double> most = Log(positive) + Sqrt(positive) + Exp(-positive) + Abs(z) + 2.0 / positive;
        return Map(Twice, most) + Map(Mixed, most, z) + Map(Blend, most, z, positive) + 0.25 * Map(Tanh, z);
    }

    [Loss]
    public double LossOf([Shape(4)] Vec<double> x, [Shape(7)] Vec<double> y) =>
        MeanSquaredError(Activations(x), y) + SquaredError(Functions(x), y) * 0.125;

    private static double Twice(double x) => x + x;

    private static double Mixed(double x, double y) => x > y ? x - 0.5 * y : y * x;

    private static double Blend(double x, double y, double z)
    {
        double t = RuleMath.Tanh(y);
        return t * x + (1.0 - t) * z;
    }
}
