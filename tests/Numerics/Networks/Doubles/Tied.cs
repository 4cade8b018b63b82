using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>A table whose rows are read and which is a weight as well.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Tied
{
    private const int Size = 5;

    [Parameter(6, Size)] public partial Span<double> Table { get; }
    [Parameter(6)] public partial Span<double> Bias { get; }
    [Parameter(Size)] public partial Span<double> Gain { get; }

    [Inference]
    public Vec<double> Scores(int word, [Shape(3)] ReadOnlySpan<int> around)
    {
        Mat<double> rows = Embedding(Table, Size, around);
        Vec<double> x = RmsNorm(Embedding(Table, Size, word) + MeanRows(rows), Gain);
        return Linear(x, Table, Bias);
    }

    [Loss]
    public double LossOf(int word, [Shape(3)] ReadOnlySpan<int> around, int next) =>
        CrossEntropy(Scores(word, around), next) + 0.01 * Sum(Square(new Vec<double>(Table)));
}
