using FusedOpt;
using FusedOpt.Schedules;

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
}
