using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>A table whose rows are read and which is a weight as well.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Tied
{
    private const int Size = 5;

    [Parameter(6, Size)] public partial Span<float> Table { get; }
    [Parameter(6)] public partial Span<float> Bias { get; }
    [Parameter(Size)] public partial Span<float> Gain { get; }

    [Inference]
    public Vec<float> Scores(int word, [Shape(3)] ReadOnlySpan<int> around)
    {
        Mat<float> rows = Embedding(Table, Size, around);
        Vec<float> x = RmsNorm(Embedding(Table, Size, word) + MeanRows(rows), Gain);
        return Linear(x, Table, Bias);
    }

    [Loss]
    public float LossOf(int word, [Shape(3)] ReadOnlySpan<int> around, int next) =>
        CrossEntropy(Scores(word, around), next) + 0.01f * Sum(Square(new Vec<float>(Table)));
}
