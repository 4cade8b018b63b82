using System;
using System.Collections.Generic;
using System.Linq;
using Samples.Shared;

namespace EmbeddingsSample;

/// <summary>
/// All pairs of words that stand near each other: those to train on, and those of every tenth sentence, which are held out.
/// </summary>
internal sealed class Pairs
{
    /// <summary>The number of pairs in a step.</summary>
    public const int BatchSize = 256;

    private const int Window = 4, HoldOut = 10;

    private readonly SplitMix64 _random;
    private readonly Vocabulary _words;
    private readonly (int Word, int Neighbour)[] _training;

    public Pairs(Corpus corpus, ulong seed)
    {
        (_random, _words) = (new(seed), corpus.Vocabulary);
        _training = [.. corpus.Sentences.Where((_, i) => i % HoldOut != 0).SelectMany(Neighbours)];
        HeldOut = Batch.Create([.. corpus.Sentences.Where((_, i) => i % HoldOut == 0).SelectMany(Neighbours)], _words, _random);
    }

    /// <summary>Pairs that are never trained on, the same words drawn against them each time.</summary>
    public Batch HeldOut { get; }

    public int StepsPerEpoch => (_training.Length + BatchSize - 1) / BatchSize;

    /// <summary>All pairs to train on in an order of their own, in batches.</summary>
    public IEnumerable<Batch> Batches()
    {
        _random.Shuffle(_training.AsSpan());
        return _training.Chunk(BatchSize).Select(batch => Batch.Create(batch, _words, _random));
    }

    private static IEnumerable<(int Word, int Neighbour)> Neighbours(int[] sentence)
    {
        for (int i = 0; i < sentence.Length; i++)
        {
            for (int j = Math.Max(0, i - Window); j <= Math.Min(sentence.Length - 1, i + Window); j++)
            {
                if (i != j)
                    yield return (sentence[i], sentence[j]);
            }
        }
    }
}
