using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Powers with constant exponents, and with exponents that learn.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Powers
{
    private const int Size = 5;

    [Parameter(Size)] public partial Span<double> Squared { get; }
    [Parameter(Size)] public partial Span<double> Once { get; }
    [Parameter(Size)] public partial Span<double> Never { get; }
    [Parameter(Size)] public partial Span<double> Base { get; }
    [Parameter(Size)] public partial Span<double> Exponent { get; }
    [Parameter(Size)] public partial Span<double> HalfIfPositive { get; }

    [Loss]
    public double LossOf(double x) => Sum(
        Map(Two, new Vec<double>(Squared)) + Map(One, new Vec<double>(Once)) + Map(Zero, new Vec<double>(Never))
        + Map(General, Square(new Vec<double>(Base)), new Vec<double>(Exponent)) + Map(Half, new Vec<double>(HalfIfPositive))) * x;

    private static double Two(double x) => RuleMath.Pow(x, 2.0);

    private static double One(double x) => RuleMath.Pow(x, 1.0);

    private static double Zero(double x) => RuleMath.Pow(x, 0.0);

    private static double General(double x, double y) => RuleMath.Pow(x, y);

    private static double Half(double x) => x > 0.0 ? RuleMath.Pow(x, 0.5) : 0.0;
}
