using System;
using FusedOpt;
using FusedOpt.Schedules;
using static FusedOpt.Functional;

namespace EmbeddingsSample;

/// <summary>The vectors to learn: one for each word as it is read, and one for each word as it stands around others.</summary>
/// <remarks>
/// A step sees a few hundred words. Their gradients are sparse, so that it touches the rows of these words and no others, and their norm is
/// taken of these rows alone.
/// </remarks>
[Optimize(Adam), Schedule(nameof(Rate)), GuardGradients(MaxNorm = 0.15)]
internal sealed partial class WordVectors
{
    public const int Size = 32;

    /// <summary>The number of words that are drawn against a real neighbour.</summary>
    public const int Drawn = 5;

    [SparseGradient] public readonly float[,] Words;
    [SparseGradient] public readonly float[,] Contexts;

    /// <param name="count">The number of words.</param>
    /// <param name="steps">The number of steps of the whole training.</param>
    /// <param name="seed">The seed of the first vectors.</param>
    public WordVectors(int count, long steps, long seed)
    {
        (Words, Contexts, Rate) = (new float[count, Size], new float[count, Size], new Linear(0.01, 0, steps));

        // Contexts begin with 0: every pair is as probable as not.
        Initialize.Uniform(Words, seed, low: -0.5 / Size, high: 0.5 / Size);
    }

    /// <summary>The schedule of the learning rate: down to nothing over the training, whose length is known at run time.</summary>
    private ISchedule Rate { get; }

    // Skip-gram with negative sampling (Mikolov et al., 2013): tell a word's real neighbour from words that were drawn at random. From this
    // method of one pair the compiler makes AddGradients, Learn and MeanLoss for batches of them.
    [Loss] private float LossOf(int word, int near, [Shape(Drawn)] ReadOnlySpan<int> drawn)
    {
        Vec<float> vector = Embedding(Words, Size, word);
        float isReal = LogSigmoid(Dot(Embedding(Contexts, Size, near), vector));
        return -(isReal + Sum(LogSigmoid(-MatMul(Embedding(Contexts, Size, drawn), vector))));
    }
}
