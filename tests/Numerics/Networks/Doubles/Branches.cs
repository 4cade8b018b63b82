using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Functions whose branch that is not taken has no finite derivative at 0 and below.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Branches
{
    private const int Size = 21;

    [Parameter(Size)] public partial Span<double> OfRoot { get; }
    [Parameter(Size)] public partial Span<double> OfLog { get; }
    [Parameter(Size)] public partial Span<double> OfInverse { get; }
    [Parameter(Size)] public partial Span<double> OfPower { get; }
    [Parameter(Size)] public partial Span<double> OfCubeRoot { get; }
    [Parameter(Size)] public partial Span<double> OfAngle { get; }
    [Parameter(Size)] public partial Span<double> OfExp { get; }
    [Parameter(Size)] public partial Span<double> OfNested { get; }
    [Parameter(Size)] public partial Span<double> OfOtherwise { get; }

    [Loss]
    public double LossOf(double x)
    {
        Vec<double> sum = Map(Root, new Vec<double>(OfRoot)) + Map(LogOf, new Vec<double>(OfLog));
        sum = sum + Map(Inverse, new Vec<double>(OfInverse)) + Map(Power, new Vec<double>(OfPower));
        sum = sum + Map(CubeRoot, new Vec<double>(OfCubeRoot)) + Map(Angle, new Vec<double>(OfAngle));
        sum = sum + Map(ExpOf, new Vec<double>(OfExp)) + Map(Nested, new Vec<double>(OfNested));
        sum += Map(Otherwise, new Vec<double>(OfOtherwise));
        return Sum(sum) * x;
    }

    private static double Root(double x) => x > 0.0 ? Math.Sqrt(x) : x;

    private static double LogOf(double x) => x > 0.0 ? RuleMath.Log(x) : x;

    private static double Inverse(double x) => x > 0.0 ? 1.0 / x : x;

    private static double Power(double x) => x > 0.0 ? RuleMath.Pow(x, 0.5) : x;

    private static double CubeRoot(double x) => x > 0.0 ? RuleMath.Cbrt(x) : x;

    private static double Angle(double x) => x > 0.0 ? RuleMath.Atan2(x * x, x) : x;

    private static double ExpOf(double x) => x > -0.5 ? x : RuleMath.Exp(10000.0 * -x) > 2.0 ? x : RuleMath.Exp(10000.0 * x);

    private static double Nested(double x)
    {
        double value = x;
        if (x > 0.0)
        {
            if (x > 0.5)
                value = RuleMath.Log(x - 0.25) * Math.Sqrt(x - 0.5);
            else
                value = Math.Sqrt(x) / (x + x);
        }

        return value;
    }

    private static double Otherwise(double x) => x <= 0.0 ? x : RuleMath.Log(x) * Math.Sqrt(x);
}
