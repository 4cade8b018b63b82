using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Two reads of one table and one of another, whose gradients are sparse.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.1)]
internal sealed partial class WordsSparse
{
    private const int Size = 3;

    [SparseGradient, Parameter(6, Size)] public partial Span<double> Words { get; }
    [SparseGradient, Parameter(6, Size)] public partial Span<double> Contexts { get; }

    [Loss]
    public double LossOf(int word, int near, [Shape(4)] ReadOnlySpan<int> far)
    {
        Vec<double> vector = Embedding(Words, Size, word), other = Embedding(Words, Size, near);
        Vec<double> around = MatMul(Embedding(Contexts, Size, far), vector);
        return -LogSigmoid(Dot(vector, other)) - Sum(LogSigmoid(-around)) + Dot(vector, Embedding(Contexts, Size, near));
    }
}
