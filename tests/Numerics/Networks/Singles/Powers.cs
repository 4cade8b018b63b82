using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Powers with constant exponents, and with exponents that learn.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Powers
{
    private const int Size = 5;

    [Parameter(Size)] public partial Span<float> Squared { get; }
    [Parameter(Size)] public partial Span<float> Once { get; }
    [Parameter(Size)] public partial Span<float> Never { get; }
    [Parameter(Size)] public partial Span<float> Base { get; }
    [Parameter(Size)] public partial Span<float> Exponent { get; }
    [Parameter(Size)] public partial Span<float> HalfIfPositive { get; }

    [Loss]
    public float LossOf(float x) => Sum(
        Map(Two, new Vec<float>(Squared)) + Map(One, new Vec<float>(Once)) + Map(Zero, new Vec<float>(Never))
        + Map(General, Square(new Vec<float>(Base)), new Vec<float>(Exponent)) + Map(Half, new Vec<float>(HalfIfPositive))) * x;

    private static float Two(float x) => RuleMath.Pow(x, 2.0f);

    private static float One(float x) => RuleMath.Pow(x, 1.0f);

    private static float Zero(float x) => RuleMath.Pow(x, 0.0f);

    private static float General(float x, float y) => RuleMath.Pow(x, y);

    private static float Half(float x) => x > 0.0f ? RuleMath.Pow(x, 0.5f) : 0.0f;
}
