using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Given;

/// <summary>A function whose derivative is given, and is a hundredth too large.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class WrongSlope
{
    [Parameter(3)] public partial Span<double> Weights { get; }

    [Loss]
    public double LossOf([Shape(3)] Vec<double> x) => Sum(Map(Cube, x * new Vec<double>(Weights)));

    [Gradient(nameof(CubeSlope))]
    private static double Cube(double x) => x * x * x;

    private static double CubeSlope(double x) => 3.03 * (x * x);
}
