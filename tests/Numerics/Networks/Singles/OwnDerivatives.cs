using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Functions of numbers whose derivatives the class declares, by other formulas than those of the compiler.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.01)]
internal sealed partial class OwnDerivatives
{
    [Parameter(7)] public partial Span<float> A { get; }
    [Parameter(7)] public partial Span<float> B { get; }
    [Parameter] public partial float Scale { get; set; }

    [Inference]
    public Vec<float> Bent([Shape(7)] Vec<float> x)
    {
        Vec<float> a = new(A), b = new(B);
        return Map(Hypot, a, x) - Map(Logistic, b) * Map(Twice, a) + Map(Shifted, b * x) + Map(Chosen, a + x);
    }

    [Loss]
    public float LossOf([Shape(7)] Vec<float> x, float y)
    {
        float size = Hypot(Scale, y) + Logistic(Scale * x[1]) * Hypot(x[0] * Scale, 2.0f);
        return Sum(Bent(x) * Bent(x)) * size + Hypot(y, y);
    }

    [Gradient(nameof(HypotX), nameof(HypotY))]
    private static float Hypot(float x, float y) => MathF.Sqrt(x * x + y * y);

    private static float HypotX(float x, float y) => x / Hypot(x, y);

    private static float HypotY(float x, float y)
    {
        float size = Hypot(x, y);
        return size > 0.0f ? y / size : 0.0f;
    }

    [Gradient(nameof(LogisticSlope))]
    private static float Logistic(float x) => 0.5f + 0.5f * RuleMath.Tanh(0.5f * x);

    private static float LogisticSlope(float x) => Logistic(x) * Logistic(-x);

    // Differentiated by the compiler, up to the function within.
    private static float Twice(float x)
    {
        float inner = Logistic(x * x);
        return Logistic(3.0f * inner) + MathF.Abs(inner - x);
    }

    // The function within is part of a body whose derivative is given.
    [Gradient(nameof(ShiftedSlope))]
    private static float Shifted(float x) => x * Logistic(x);

    private static float ShiftedSlope(float x)
    {
        float y = Logistic(x);
        return y + x * LogisticSlope(x);
    }

    private static float Chosen(float x)
    {
        float y = x;
        if (x > 0.25f)
            y = Root(x - 0.25f);
        return y;
    }

    [Gradient(nameof(RootSlope))]
    private static float Root(float x) => MathF.Sqrt(x);

    private static float RootSlope(float x) => 0.5f / MathF.Sqrt(x);
}
