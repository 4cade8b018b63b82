using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Vectors of words, each with one word that is near it and four that are far.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.1)]
internal sealed partial class SkipGram
{
    private const int Size = 7;

    [Parameter(6, Size)] public partial Span<float> Words { get; }
    [Parameter(6, Size)] public partial Span<float> Contexts { get; }

    [Loss]
    public float LossOf(int word, int near, [Shape(4)] ReadOnlySpan<int> far)
    {
        Vec<float> vector = Embedding(Words, Size, word);
        return -(LogSigmoid(Dot(vector, Embedding(Contexts, Size, near)))
            + Sum(LogSigmoid(-MatMul(Embedding(Contexts, Size, far), vector))));
    }
}
