using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>One function for each parameter, so that its gradient is the derivative at each of its elements.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Kinks
{
    private const int Size = 21;

    [Parameter(Size)] public partial Span<double> OfRelu { get; }
    [Parameter(Size)] public partial Span<double> OfAbs { get; }
    [Parameter(Size)] public partial Span<double> OfSoftplus { get; }
    [Parameter(Size)] public partial Span<double> OfLogSigmoid { get; }
    [Parameter(Size)] public partial Span<double> OfSigmoid { get; }
    [Parameter(Size)] public partial Span<double> OfGelu { get; }
    [Parameter(Size)] public partial Span<double> OfOwnLogSigmoid { get; }
    [Parameter(Size)] public partial Span<double> OfMaxWithZero { get; }
    [Parameter(Size)] public partial Span<double> OfZeroWithMax { get; }
    [Parameter(Size)] public partial Span<double> OfMaxWithItself { get; }
    [Parameter(Size)] public partial Span<double> OfMinWithItself { get; }

    [Loss]
    public double LossOf(double x)
    {
        Vec<double> sum = Relu(new Vec<double>(OfRelu)) + Abs(new Vec<double>(OfAbs)) + Softplus(new Vec<double>(OfSoftplus));
        sum = sum + LogSigmoid(new Vec<double>(OfLogSigmoid)) + Sigmoid(new Vec<double>(OfSigmoid)) + Gelu(new Vec<double>(OfGelu));
        sum = sum + Map(OwnLogSigmoid, new Vec<double>(OfOwnLogSigmoid)) + Map(MaxWithZero, new Vec<double>(OfMaxWithZero));
        sum = sum + Map(ZeroWithMax, new Vec<double>(OfZeroWithMax)) + Map(MaxWithItself, new Vec<double>(OfMaxWithItself));
        sum = sum + Map(MinWithItself, new Vec<double>(OfMinWithItself));
        return Sum(sum) * x;
    }

    private static double OwnLogSigmoid(double x) => Math.Min(x, 0.0) - RuleMath.Log(1.0 + RuleMath.Exp(-Math.Abs(x)));

    private static double MaxWithZero(double x) => Math.Max(x, 0.0);

    private static double ZeroWithMax(double x) => Math.Max(0.0, x);

    private static double MaxWithItself(double x) => Math.Max(x, x);

    private static double MinWithItself(double x) => Math.Min(x, x);
}
