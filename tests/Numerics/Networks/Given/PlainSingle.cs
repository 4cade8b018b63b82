using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Given;

/// <summary>Functions of <see cref="GivenSingle"/>, with the derivatives of the compiler.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class PlainSingle
{
    private const int Size = 6;

    [Parameter(Size)] public partial Span<float> OfRound { get; }
    [Parameter(Size)] public partial Span<float> OfFirst { get; }
    [Parameter(Size)] public partial Span<float> OfSecond { get; }
    [Parameter(Size)] public partial Span<float> OfBoth { get; }
    [Parameter(Size)] public partial Span<float> OfNested { get; }
    [Parameter(Size)] public partial Span<float> OfBranch { get; }
    [Parameter(Size)] public partial Span<float> OfShared { get; }
    [Parameter(Size)] public partial Span<float> OfNothing { get; }
    [Parameter] public partial float OfNumber { get; set; }
    [Parameter] public partial float OfInput { get; set; }
    [Parameter] public partial float OfOffset { get; set; }

    [Inference]
    public Vec<float> Values(float x)
    {
        Vec<float> both = new(OfBoth);
        Vec<float> sum = Map(Round, new Vec<float>(OfRound)) + Map(Product, new Vec<float>(OfFirst), new Vec<float>(OfSecond));
        sum = sum + Map(Product, both, both) + Map(Nested, new Vec<float>(OfNested)) + Map(Branch, new Vec<float>(OfBranch));
        return (sum + Map(Shared, new Vec<float>(OfShared)) + Map(Nothing, new Vec<float>(OfNothing))) * x;
    }

    [Inference] public float Offset(float x) => x + Nothing(OfOffset) + OfOffset;

    [Loss]
    public float LossOf(float x) => Sum(Values(x)) + Round(OfNumber * 3.0f) + Product(OfInput * x, 2.0f) + Offset(x);

    private static float Round(float x) => MathF.Round(x);

    private static float One(float x) => 1.0f;

    private static float Product(float x, float y) => x * y;

    private static float ProductX(float x, float y) => y + 100.0f;

    private static float ProductY(float x, float y) => Product(x, 2.0f) - x + 10.0f;

    private static float Nested(float x)
    {
        float whole = Round(x);
        return whole * whole + Round(Round(x)) + x;
    }

    private static float Branch(float x) => x > 0.0f ? Root(x) : x;

    // Infinite at 0.
    private static float Root(float x) => MathF.Sqrt(x);

    private static float RootSlope(float x) => 1.0f / x;

    // The square is one value, with a gradient on one of its two ways.
    private static float Shared(float x) => Detached(x) + x * x;

    private static float Detached(float x) => x * x;

    private static float Zero(float x) => 0.0f;

    private static float Nothing(float x) => 0.0f;

    private static float Five(float x) => 5.0f;
}
