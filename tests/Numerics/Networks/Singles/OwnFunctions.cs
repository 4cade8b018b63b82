using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Functions of numbers that a class declares, with a branch, a clamp and powers.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.01)]
internal sealed partial class OwnFunctions
{
    [Parameter(9)] public partial Span<float> A { get; }
    [Parameter(9)] public partial Span<float> B { get; }
    [Parameter(9)] public partial Span<float> C { get; }

    [Loss]
    public float LossOf([Shape(9)] Vec<float> x, [Shape(9)] Vec<float> y)
    {
        Vec<float> a = new(A), b = new(B), c = new(C);
        Vec<float> sum = Map(Angle, a, b, x) + Map(Decay, c, x) - Map(Choice, a, b, x) + Map(Clamped, c, x) + Map(Power, b, x) - y;
        return Sum(Abs(sum)) + Max(a * x) + Norm(b * x);
    }

    private static float Angle(float a, float b, float x) => RuleMath.Atan2(a * x, 1.0f + b * b);

    private static float Decay(float c, float x) => RuleMath.Exp(-c * x) * MathF.Sqrt(1.0f + x * x);

    private static float Choice(float a, float b, float x)
    {
        float chosen = b * x;
        if (x > 0.1f)
            chosen = a / (1.0f + MathF.Abs(x));
        return chosen;
    }

    private static float Clamped(float c, float x) => MathF.Min(MathF.Max(c * x, -0.5f), 0.5f);

    private static float Power(float b, float x) => RuleMath.Log(1.0f + x * x) * RuleMath.Pow(b, 3.0f);
}
