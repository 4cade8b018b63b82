using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Two reads of one table and one of another, whose gradients are dense.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.1)]
internal sealed partial class WordsDense
{
    private const int Size = 3;

    [Parameter(6, Size)] public partial Span<float> Words { get; }
    [Parameter(6, Size)] public partial Span<float> Contexts { get; }

    [Loss]
    public float LossOf(int word, int near, [Shape(4)] ReadOnlySpan<int> far)
    {
        Vec<float> vector = Embedding(Words, Size, word), other = Embedding(Words, Size, near);
        Vec<float> around = MatMul(Embedding(Contexts, Size, far), vector);
        return -LogSigmoid(Dot(vector, other)) - Sum(LogSigmoid(-around)) + Dot(vector, Embedding(Contexts, Size, near));
    }
}
