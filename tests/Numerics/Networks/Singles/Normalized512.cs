using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Normalized rows of 512 elements.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Normalized512
{
    private const int Size = 512;

    [Parameter(Size)] public partial Span<float> Scale { get; }
    [Parameter(Size)] public partial Span<float> Gain { get; }
    [Parameter(Size)] public partial Span<float> Bias { get; }
    [Parameter(Size)] public partial Span<float> Root { get; }

    [Inference]
    public Vec<float> Layer([Shape(Size)] Vec<float> x) => LayerNorm(x * new Vec<float>(Scale), Gain, Bias);

    [Inference]
    public Vec<float> Rms([Shape(Size)] Vec<float> x) => RmsNorm(x * new Vec<float>(Scale), Root);

    [Loss]
    public float LossOf([Shape(Size)] Vec<float> x, [Shape(Size)] Vec<float> y) => Dot(Layer(x), y) + Dot(Rms(x), y) * Mean(Layer(x));
}
