using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>A part of <see cref="Looped"/>.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class LoopedPart
{
    private const int Size = 5;

    [Parameter(Size, Size)] public partial Span<float> Weight { get; }
    [Parameter(Size)] public partial Span<float> Bias { get; }
    [Parameter] public partial float Scale { get; set; }
    [Parameter(1)] public partial Span<float> Shift { get; }

    [Layer]
    public Vec<float> Apply([Shape(Size)] Vec<float> x, [Shape(Size)] Vec<float> around)
    {
        Vec<float> z = Linear(x + around, Weight, Bias);
        Vec<float> e = Exp(-Square(z)) + Sqrt(Square(z) + 0.5f) / (1.5f + Tanh(z)) + Softmax(z);
        return x * 0.5f + e * Scale + new Vec<float>(Shift)[0];
    }

    [Layer]
    public float Penalty() => Sum(Square(new Vec<float>(Weight))) + Exp(Scale) * Square(new Vec<float>(Shift)[0]);
}
