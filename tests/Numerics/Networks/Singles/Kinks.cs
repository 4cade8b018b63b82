using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>One function for each parameter, so that its gradient is the derivative at each of its elements.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Kinks
{
    private const int Size = 21;

    [Parameter(Size)] public partial Span<float> OfRelu { get; }
    [Parameter(Size)] public partial Span<float> OfAbs { get; }
    [Parameter(Size)] public partial Span<float> OfSoftplus { get; }
    [Parameter(Size)] public partial Span<float> OfLogSigmoid { get; }
    [Parameter(Size)] public partial Span<float> OfSigmoid { get; }
    [Parameter(Size)] public partial Span<float> OfGelu { get; }
    [Parameter(Size)] public partial Span<float> OfOwnLogSigmoid { get; }
    [Parameter(Size)] public partial Span<float> OfMaxWithZero { get; }
    [Parameter(Size)] public partial Span<float> OfZeroWithMax { get; }
    [Parameter(Size)] public partial Span<float> OfMaxWithItself { get; }
    [Parameter(Size)] public partial Span<float> OfMinWithItself { get; }

    [Loss]
    public float LossOf(float x)
    {
        Vec<float> sum = Relu(new Vec<float>(OfRelu)) + Abs(new Vec<float>(OfAbs)) + Softplus(new Vec<float>(OfSoftplus));
        sum = sum + LogSigmoid(new Vec<float>(OfLogSigmoid)) + Sigmoid(new Vec<float>(OfSigmoid)) + Gelu(new Vec<float>(OfGelu));
        sum = sum + Map(OwnLogSigmoid, new Vec<float>(OfOwnLogSigmoid)) + Map(MaxWithZero, new Vec<float>(OfMaxWithZero));
        sum = sum + Map(ZeroWithMax, new Vec<float>(OfZeroWithMax)) + Map(MaxWithItself, new Vec<float>(OfMaxWithItself));
        sum = sum + Map(MinWithItself, new Vec<float>(OfMinWithItself));
        return Sum(sum) * x;
    }

    private static float OwnLogSigmoid(float x) => MathF.Min(x, 0.0f) - RuleMath.Log(1.0f + RuleMath.Exp(-MathF.Abs(x)));

    private static float MaxWithZero(float x) => MathF.Max(x, 0.0f);

    private static float ZeroWithMax(float x) => MathF.Max(0.0f, x);

    private static float MaxWithItself(float x) => MathF.Max(x, x);

    private static float MinWithItself(float x) => MathF.Min(x, x);
}
