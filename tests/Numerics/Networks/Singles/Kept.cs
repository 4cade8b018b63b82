using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>The model of <see cref="Recomputed"/>, whose values are kept for the gradient.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Kept
{
    private const int Rows = 4, Width = 6;

    public readonly KeptBlock[] Blocks = [new(), new(), new()];

    [Parameter(Width, Width)] public partial Span<float> First { get; }
    [Parameter(Width)] public partial Span<float> Gain { get; }
    [Parameter(Width, Width)] public partial Span<float> Middle { get; }
    [Parameter(Width, Width)] public partial Span<float> Last { get; }

    [Loss]
    public float LossOf([Shape(Rows, Width)] Mat<float> x, [Shape(Rows)] ReadOnlySpan<int> labels)
    {
        Mat<float> h = Begun(x);
        foreach (KeptBlock block in Blocks)
            h = block.Apply(h) + x * 0.5f;
        return CrossEntropy(Ended(Turned(h)), labels);
    }

    private Mat<float> Begun(Mat<float> x) => Tanh(Linear(RmsNorm(x, Gain), First)) + x;

    private Mat<float> Turned(Mat<float> x)
    {
        Mat<float> turned = x;
        foreach (KeptBlock block in Blocks)
            turned = block.Turned(turned);
        return turned * turned;
    }

    private Mat<float> Ended(Mat<float> x) => Linear(Gelu(Linear(x, Middle)) * Softmax(x), Last);
}
