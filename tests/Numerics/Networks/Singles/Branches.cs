using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Functions whose branch that is not taken has no finite derivative at 0 and below.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Branches
{
    private const int Size = 21;

    [Parameter(Size)] public partial Span<float> OfRoot { get; }
    [Parameter(Size)] public partial Span<float> OfLog { get; }
    [Parameter(Size)] public partial Span<float> OfInverse { get; }
    [Parameter(Size)] public partial Span<float> OfPower { get; }
    [Parameter(Size)] public partial Span<float> OfCubeRoot { get; }
    [Parameter(Size)] public partial Span<float> OfAngle { get; }
    [Parameter(Size)] public partial Span<float> OfExp { get; }
    [Parameter(Size)] public partial Span<float> OfNested { get; }
    [Parameter(Size)] public partial Span<float> OfOtherwise { get; }

    [Loss]
    public float LossOf(float x)
    {
        Vec<float> sum = Map(Root, new Vec<float>(OfRoot)) + Map(LogOf, new Vec<float>(OfLog));
        sum = sum + Map(Inverse, new Vec<float>(OfInverse)) + Map(Power, new Vec<float>(OfPower));
        sum = sum + Map(CubeRoot, new Vec<float>(OfCubeRoot)) + Map(Angle, new Vec<float>(OfAngle));
        sum = sum + Map(ExpOf, new Vec<float>(OfExp)) + Map(Nested, new Vec<float>(OfNested));
        sum += Map(Otherwise, new Vec<float>(OfOtherwise));
        return Sum(sum) * x;
    }

    private static float Root(float x) => x > 0.0f ? MathF.Sqrt(x) : x;

    private static float LogOf(float x) => x > 0.0f ? RuleMath.Log(x) : x;

    private static float Inverse(float x) => x > 0.0f ? 1.0f / x : x;

    private static float Power(float x) => x > 0.0f ? RuleMath.Pow(x, 0.5f) : x;

    private static float CubeRoot(float x) => x > 0.0f ? RuleMath.Cbrt(x) : x;

    private static float Angle(float x) => x > 0.0f ? RuleMath.Atan2(x * x, x) : x;

    private static float ExpOf(float x) => x > -0.5f ? x : RuleMath.Exp(10000.0f * -x) > 2.0f ? x : RuleMath.Exp(10000.0f * x);

    private static float Nested(float x)
    {
        float value = x;
        if (x > 0.0f)
        {
            if (x > 0.5f)
                value = RuleMath.Log(x - 0.25f) * MathF.Sqrt(x - 0.5f);
            else
                value = MathF.Sqrt(x) / (x + x);
        }

        return value;
    }

    private static float Otherwise(float x) => x <= 0.0f ? x : RuleMath.Log(x) * MathF.Sqrt(x);
}
