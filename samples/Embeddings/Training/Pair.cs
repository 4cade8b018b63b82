using System.Runtime.CompilerServices;
using Samples.Shared;

namespace EmbeddingsSample;

/// <summary>A word, one of its neighbours, and words that were drawn against that.</summary>
internal readonly struct Pair
{
    private readonly Contexts _contexts;

    public Pair(int word, int neighbour, Vocabulary words, SplitMix64 random)
    {
        Word = word;
        _contexts[0] = neighbour;
        for (int i = 1; i <= SkipGram.Drawn; i++)
            _contexts[i] = words.Draw(random);
    }

    /// <summary>The word.</summary>
    public int Word { get; }

    /// <summary>The neighbour at 0, and then those that were drawn.</summary>
    public int this[int i] => _contexts[i];

    [InlineArray(SkipGram.Drawn + 1)]
    private struct Contexts
    {
        private int _first;
    }
}
