using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>The model of <see cref="Kept"/>, whose layers are computed again for the gradient.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Recomputed
{
    private const int Rows = 4, Width = 6;

    public readonly RecomputedBlock[] Blocks = [new(), new(), new()];

    [Parameter(Width, Width)] public partial Span<double> First { get; }
    [Parameter(Width)] public partial Span<double> Gain { get; }
    [Parameter(Width, Width)] public partial Span<double> Middle { get; }
    [Parameter(Width, Width)] public partial Span<double> Last { get; }

    [Loss]
    public double LossOf([Shape(Rows, Width)] Mat<double> x, [Shape(Rows)] ReadOnlySpan<int> labels)
    {
        Mat<double> h = Begun(x);
        foreach (RecomputedBlock block in Blocks)
            h = block.Apply(h) + x * 0.5;
        return CrossEntropy(Ended(Turned(h)), labels);
    }

    [Checkpoint] private Mat<double> Begun(Mat<double> x) => Tanh(Linear(RmsNorm(x, Gain), First)) + x;

    [Checkpoint] private Mat<double> Turned(Mat<double> x)
    {
        Mat<double> turned = x;
        foreach (RecomputedBlock block in Blocks)
            turned = block.Turned(turned);
        return turned * turned;
    }

    [Checkpoint] private Mat<double> Ended(Mat<double> x) => Linear(Gelu(Linear(x, Middle)) * Softmax(x), Last);
}
