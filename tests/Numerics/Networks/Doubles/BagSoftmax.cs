using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>A bag of words with a penalty on a parameter, which no example has a part in.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.1)]
internal sealed partial class BagSoftmax
{
    [Parameter(8, 6)] public partial Span<double> Table { get; }
    [Parameter(4, 6)] public partial Span<double> W { get; }
    [Parameter(4)] public partial Span<double> B { get; }

    [Inference]
    public Vec<double> Scores([Shape(5)] ReadOnlySpan<int> text) => Linear(MeanRows(Embedding(Table, 6, text)), W, B);

    [Loss]
    public double LossOf([Shape(5)] ReadOnlySpan<int> text, int y) =>
        CrossEntropy(Scores(text), y) + 0.01 * Sum(Square(new Vec<double>(W)));
}
