using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>The model of <see cref="Kept"/>, whose layers are computed again for the gradient.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Recomputed
{
    private const int Rows = 4, Width = 6;

    public readonly RecomputedBlock[] Blocks = [new(), new(), new()];

    [Parameter(Width, Width)] public partial Span<float> First { get; }
    [Parameter(Width)] public partial Span<float> Gain { get; }
    [Parameter(Width, Width)] public partial Span<float> Middle { get; }
    [Parameter(Width, Width)] public partial Span<float> Last { get; }

    [Loss]
    public float LossOf([Shape(Rows, Width)] Mat<float> x, [Shape(Rows)] ReadOnlySpan<int> labels)
    {
        Mat<float> h = Begun(x);
        foreach (RecomputedBlock block in Blocks)
            h = block.Apply(h) + x * 0.5f;
        return CrossEntropy(Ended(Turned(h)), labels);
    }

    [Checkpoint] private Mat<float> Begun(Mat<float> x) => Tanh(Linear(RmsNorm(x, Gain), First)) + x;

    [Checkpoint] private Mat<float> Turned(Mat<float> x)
    {
        Mat<float> turned = x;
        foreach (RecomputedBlock block in Blocks)
            turned = block.Turned(turned);
        return turned * turned;
    }

    [Checkpoint] private Mat<float> Ended(Mat<float> x) => Linear(Gelu(Linear(x, Middle)) * Softmax(x), Last);
}
