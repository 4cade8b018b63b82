using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Normalized rows of 512 elements.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Normalized512
{
    private const int Size = 512;

    [Parameter(Size)] public partial Span<double> Scale { get; }
    [Parameter(Size)] public partial Span<double> Gain { get; }
    [Parameter(Size)] public partial Span<double> Bias { get; }
    [Parameter(Size)] public partial Span<double> Root { get; }

    [Inference]
    public Vec<double> Layer([Shape(Size)] Vec<double> x) => LayerNorm(x * new Vec<double>(Scale), Gain, Bias);

    [Inference]
    public Vec<double> Rms([Shape(Size)] Vec<double> x) => RmsNorm(x * new Vec<double>(Scale), Root);

    [Loss]
    public double LossOf([Shape(Size)] Vec<double> x, [Shape(Size)] Vec<double> y) => Dot(Layer(x), y) + Dot(Rms(x), y) * Mean(Layer(x));
}
