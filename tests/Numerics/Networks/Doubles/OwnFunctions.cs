using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Functions of numbers that a class declares, with a branch, a clamp and powers.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.01)]
internal sealed partial class OwnFunctions
{
    [Parameter(9)] public partial Span<double> A { get; }
    [Parameter(9)] public partial Span<double> B { get; }
    [Parameter(9)] public partial Span<double> C { get; }

    [Loss]
    public double LossOf([Shape(9)] Vec<double> x, [Shape(9)] Vec<double> y)
    {
        Vec<double> a = new(A), b = new(B), c = new(C);
        Vec<double> sum = Map(Angle, a, b, x) + Map(Decay, c, x) - Map(Choice, a, b, x) + Map(Clamped, c, x) + Map(Power, b, x) - y;
        return Sum(Abs(sum)) + Max(a * x) + Norm(b * x);
    }

    private static double Angle(double a, double b, double x) => RuleMath.Atan2(a * x, 1.0 + b * b);

    private static double Decay(double c, double x) => RuleMath.Exp(-c * x) * Math.Sqrt(1.0 + x * x);

    private static double Choice(double a, double b, double x)
    {
        double chosen = b * x;
        if (x > 0.1)
            chosen = a / (1.0 + Math.Abs(x));
        return chosen;
    }

    private static double Clamped(double c, double x) => Math.Min(Math.Max(c * x, -0.5), 0.5);

    private static double Power(double b, double x) => RuleMath.Log(1.0 + x * x) * RuleMath.Pow(b, 3.0);
}
