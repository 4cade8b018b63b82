using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>The model of <see cref="Recomputed"/>, whose values are kept for the gradient.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Kept
{
    private const int Rows = 4, Width = 6;

    public readonly KeptBlock[] Blocks = [new(), new(), new()];

    [Parameter(Width, Width)] public partial Span<double> First { get; }
    [Parameter(Width)] public partial Span<double> Gain { get; }
    [Parameter(Width, Width)] public partial Span<double> Middle { get; }
    [Parameter(Width, Width)] public partial Span<double> Last { get; }

    [Loss]
    public double LossOf([Shape(Rows, Width)] Mat<double> x, [Shape(Rows)] ReadOnlySpan<int> labels)
    {
        Mat<double> h = Begun(x);
        foreach (KeptBlock block in Blocks)
            h = block.Apply(h) + x * 0.5;
        return CrossEntropy(Ended(Turned(h)), labels);
    }

    private Mat<double> Begun(Mat<double> x) => Tanh(Linear(RmsNorm(x, Gain), First)) + x;

    private Mat<double> Turned(Mat<double> x)
    {
        Mat<double> turned = x;
        foreach (KeptBlock block in Blocks)
            turned = block.Turned(turned);
        return turned * turned;
    }

    private Mat<double> Ended(Mat<double> x) => Linear(Gelu(Linear(x, Middle)) * Softmax(x), Last);
}
