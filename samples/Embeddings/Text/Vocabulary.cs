using System;
using System.Collections.Generic;
using System.Linq;
using Samples.Shared;

namespace EmbeddingsSample;

/// <summary>The words that have a vector, from the most frequent, and how they are drawn at random.</summary>
internal sealed class Vocabulary
{
    // Frequent words are drawn less often than they occur (Mikolov et al., 2013).
    private const double Power = 0.75;

    private readonly string[] _words;
    private readonly double[] _cumulated;
    private readonly Dictionary<string, int> _numbers;

    public Vocabulary(IEnumerable<KeyValuePair<string, int>> counts)
    {
        KeyValuePair<string, int>[] ordered = [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal)];
        _words = [.. ordered.Select(c => c.Key)];
        _numbers = _words.Select((word, i) => (word, i)).ToDictionary(w => w.word, w => w.i);

        double total = ordered.Sum(c => c.Value), noise = ordered.Sum(c => Math.Pow(c.Value, Power)), sum = 0;
        Share = [.. ordered.Select(c => c.Value / total)];
        Noise = [.. ordered.Select(c => Math.Pow(c.Value, Power) / noise)];
        _cumulated = [.. Noise.Select(share => sum += share)];
    }

    public int Count => _words.Length;

    /// <summary>The share of each word among all words of the text.</summary>
    public IReadOnlyList<double> Share { get; }

    /// <summary>The probability with which each word is drawn.</summary>
    public IReadOnlyList<double> Noise { get; }

    public string this[int word] => _words[word];

    /// <summary>The number of a word; -1 where it has none.</summary>
    public int Find(string word) => _numbers.GetValueOrDefault(word, -1);

    /// <summary>Any word, the frequent ones more often.</summary>
    public int Draw(SplitMix64 random)
    {
        int found = Array.BinarySearch(_cumulated, random.NextSingle());
        return Math.Min(found < 0 ? ~found : found, Count - 1);
    }
}
