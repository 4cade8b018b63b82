using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>A part of <see cref="Kept"/>.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class KeptBlock
{
    private const int Rows = 4, Width = 6;

    [Parameter(3 * Width, Width)] public partial Span<float> Weights { get; }
    [Parameter(Width, Width)] public partial Span<float> Mix { get; }
    [Parameter(Width, Width)] public partial Span<float> Out { get; }
    [Parameter(Width, Width)] public partial Span<float> Turn { get; }
    [Parameter] public partial float Scale { get; set; }

    [Layer]
    public Mat<float> Apply([Shape(Rows, Width)] Mat<float> x)
    {
        Mat<float> seen = x + Linear(Attention(Linear(x, Weights), 2, causal: true), Mix) * Exp(Scale);
        return Reshape(Flatten(Gelu(Linear(seen, Out))), Rows, Width) + seen;
    }

    [Layer] public Mat<float> Turned([Shape(Rows, Width)] Mat<float> x) => Helped(x) + x;

    private Mat<float> Helped(Mat<float> x) => Tanh(Linear(x, Turn));
}
