using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Samples.Shared;

namespace EmbeddingsSample;

/// <summary>The text: sentences of words, each word as its number in the vocabulary.</summary>
internal sealed partial class Corpus
{
    // A word that stands there once or twice says little of what it means.
    private const int LeastCount = 3;

    private Corpus(IReadOnlyList<string[]> sentences)
    {
        Vocabulary = new(sentences.SelectMany(s => s).CountBy(w => w).Where(w => w.Value >= LeastCount));
        Sentences = [.. sentences.Select(s => s.Select(Vocabulary.Find).Where(w => w >= 0).ToArray()).Where(s => s.Length > 1)];
    }

    public Vocabulary Vocabulary { get; }

    public IReadOnlyList<int[]> Sentences { get; }

    public int Length => Sentences.Sum(s => s.Length);

    /// <summary>Reads the documentation that is built into the program.</summary>
    public static Corpus Load() => new([.. typeof(Corpus).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("text/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .SelectMany(name => Split(Resource.Text(name)))]);

    // A paragraph, a line of a table or of code ends what belongs together, as a full stop does.
    private static IEnumerable<string[]> Split(string text) =>
        End().Split(text.ToLowerInvariant()).Select(sentence => Word().Matches(sentence).Select(m => m.Value).ToArray());

    [GeneratedRegex(@"[.:;]\s|\n\s*\n|\n[|#/-]")]
    private static partial Regex End();

    [GeneratedRegex("[a-z][a-z0-9]+")]
    private static partial Regex Word();
}
