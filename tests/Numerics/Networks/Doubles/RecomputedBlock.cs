using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>A part of <see cref="Recomputed"/>.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class RecomputedBlock
{
    private const int Rows = 4, Width = 6;

    [Parameter(3 * Width, Width)] public partial Span<double> Weights { get; }
    [Parameter(Width, Width)] public partial Span<double> Mix { get; }
    [Parameter(Width, Width)] public partial Span<double> Out { get; }
    [Parameter(Width, Width)] public partial Span<double> Turn { get; }
    [Parameter] public partial double Scale { get; set; }

    [Layer, Checkpoint]
    public Mat<double> Apply([Shape(Rows, Width)] Mat<double> x)
    {
        Mat<double> seen = x + Linear(Attention(Linear(x, Weights), 2, causal: true), Mix) * Exp(Scale);
        return Reshape(Flatten(Gelu(Linear(seen, Out))), Rows, Width) + seen;
    }

    [Layer] public Mat<double> Turned([Shape(Rows, Width)] Mat<double> x) => Helped(x) + x;

    private Mat<double> Helped(Mat<double> x) => Tanh(Linear(x, Turn));
}
