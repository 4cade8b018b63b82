using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Functions of numbers whose derivatives the class declares, by other formulas than those of the compiler.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.01)]
internal sealed partial class OwnDerivatives
{
    [Parameter(7)] public partial Span<double> A { get; }
    [Parameter(7)] public partial Span<double> B { get; }
    [Parameter] public partial double Scale { get; set; }

    [Inference]
    public Vec<double> Bent([Shape(7)] Vec<double> x)
    {
        Vec<double> a = new(A), b = new(B);
        return Map(Hypot, a, x) - Map(Logistic, b) * Map(Twice, a) + Map(Shifted, b * x) + Map(Chosen, a + x);
    }

    [Loss]
    public double LossOf([Shape(7)] Vec<double> x, double y)
    {
        double size = Hypot(Scale, y) + Logistic(Scale * x[1]) * Hypot(x[0] * Scale, 2.0);
        return Sum(Bent(x) * Bent(x)) * size + Hypot(y, y);
    }

    [Gradient(nameof(HypotX), nameof(HypotY))]
    private static double Hypot(double x, double y) => Math.Sqrt(x * x + y * y);

    private static double HypotX(double x, double y) => x / Hypot(x, y);

    private static double HypotY(double x, double y)
    {
        double size = Hypot(x, y);
        return size > 0.0 ? y / size : 0.0;
    }

    [Gradient(nameof(LogisticSlope))]
    private static double Logistic(double x) => 0.5 + 0.5 * RuleMath.Tanh(0.5 * x);

    private static double LogisticSlope(double x) => Logistic(x) * Logistic(-x);

    // Differentiated by the compiler, up to the function within.
    private static double Twice(double x)
    {
        double inner = Logistic(x * x);
        return Logistic(3.0 * inner) + Math.Abs(inner - x);
    }

    // The function within is part of a body whose derivative is given.
    [Gradient(nameof(ShiftedSlope))]
    private static double Shifted(double x) => x * Logistic(x);

    private static double ShiftedSlope(double x)
    {
        double y = Logistic(x);
        return y + x * LogisticSlope(x);
    }

    private static double Chosen(double x)
    {
        double y = x;
        if (x > 0.25)
            y = Root(x - 0.25);
        return y;
    }

    [Gradient(nameof(RootSlope))]
    private static double Root(double x) => Math.Sqrt(x);

    private static double RootSlope(double x) => 0.5 / Math.Sqrt(x);
}
