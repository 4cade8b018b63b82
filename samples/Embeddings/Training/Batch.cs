using System.Collections.Generic;
using Samples.Shared;

namespace EmbeddingsSample;

/// <summary>Pairs of a word and one of its neighbours, each with words that were drawn against the neighbour.</summary>
/// <param name="Words">The word of each pair.</param>
/// <param name="Neighbours">The neighbour of each pair.</param>
/// <param name="Drawn">The words that were drawn, as many for each pair as <see cref="WordVectors.Drawn"/>.</param>
internal sealed record Batch(int[] Words, int[] Neighbours, int[] Drawn)
{
    /// <summary>Draws words against the neighbour of each pair.</summary>
    public static Batch Create(IReadOnlyList<(int Word, int Neighbour)> pairs, Vocabulary words, SplitMix64 random)
    {
        var batch = new Batch(new int[pairs.Count], new int[pairs.Count], new int[pairs.Count * WordVectors.Drawn]);
        for (int i = 0; i < pairs.Count; i++)
        {
            (batch.Words[i], batch.Neighbours[i]) = pairs[i];
            for (int k = 0; k < WordVectors.Drawn; k++)
                batch.Drawn[(i * WordVectors.Drawn) + k] = words.Draw(random);
        }

        return batch;
    }
}
