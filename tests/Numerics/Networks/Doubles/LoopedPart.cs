using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>A part of <see cref="Looped"/>.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class LoopedPart
{
    private const int Size = 5;

    [Parameter(Size, Size)] public partial Span<double> Weight { get; }
    [Parameter(Size)] public partial Span<double> Bias { get; }
    [Parameter] public partial double Scale { get; set; }
    [Parameter(1)] public partial Span<double> Shift { get; }

    [Layer]
    public Vec<double> Apply([Shape(Size)] Vec<double> x, [Shape(Size)] Vec<double> around)
    {
        Vec<double> z = Linear(x + around, Weight, Bias);
        Vec<double> e = Exp(-Square(z)) + Sqrt(Square(z) + 0.5) / (1.5 + Tanh(z)) + Softmax(z);
        return x * 0.5 + e * Scale + new Vec<double>(Shift)[0];
    }

    [Layer]
    public double Penalty() => Sum(Square(new Vec<double>(Weight))) + Exp(Scale) * Square(new Vec<double>(Shift)[0]);
}
