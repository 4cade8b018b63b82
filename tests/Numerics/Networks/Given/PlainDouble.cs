using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Given;

/// <summary>Functions of <see cref="GivenDouble"/>, with the derivatives of the compiler.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class PlainDouble
{
    private const int Size = 6;

    [Parameter(Size)] public partial Span<double> OfRound { get; }
    [Parameter(Size)] public partial Span<double> OfFirst { get; }
    [Parameter(Size)] public partial Span<double> OfSecond { get; }
    [Parameter(Size)] public partial Span<double> OfBoth { get; }
    [Parameter(Size)] public partial Span<double> OfNested { get; }
    [Parameter(Size)] public partial Span<double> OfBranch { get; }
    [Parameter(Size)] public partial Span<double> OfShared { get; }
    [Parameter(Size)] public partial Span<double> OfNothing { get; }
    [Parameter] public partial double OfNumber { get; set; }
    [Parameter] public partial double OfInput { get; set; }
    [Parameter] public partial double OfOffset { get; set; }

    [Inference]
    public Vec<double> Values(double x)
    {
        Vec<double> both = new(OfBoth);
        Vec<double> sum = Map(Round, new Vec<double>(OfRound)) + Map(Product, new Vec<double>(OfFirst), new Vec<double>(OfSecond));
        sum = sum + Map(Product, both, both) + Map(Nested, new Vec<double>(OfNested)) + Map(Branch, new Vec<double>(OfBranch));
        return (sum + Map(Shared, new Vec<double>(OfShared)) + Map(Nothing, new Vec<double>(OfNothing))) * x;
    }

    [Inference] public double Offset(double x) => x + Nothing(OfOffset) + OfOffset;

    [Loss]
    public double LossOf(double x) => Sum(Values(x)) + Round(OfNumber * 3.0) + Product(OfInput * x, 2.0) + Offset(x);

    private static double Round(double x) => Math.Round(x);

    private static double One(double x) => 1.0;

    private static double Product(double x, double y) => x * y;

    private static double ProductX(double x, double y) => y + 100.0;

    private static double ProductY(double x, double y) => Product(x, 2.0) - x + 10.0;

    private static double Nested(double x)
    {
        double whole = Round(x);
        return whole * whole + Round(Round(x)) + x;
    }

    private static double Branch(double x) => x > 0.0 ? Root(x) : x;

    // Infinite at 0.
    private static double Root(double x) => Math.Sqrt(x);

    private static double RootSlope(double x) => 1.0 / x;

    // The square is one value, with a gradient on one of its two ways.
    private static double Shared(double x) => Detached(x) + x * x;

    private static double Detached(double x) => x * x;

    private static double Zero(double x) => 0.0;

    private static double Nothing(double x) => 0.0;

    private static double Five(double x) => 5.0;
}
