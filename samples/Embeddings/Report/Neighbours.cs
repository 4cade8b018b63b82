using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace EmbeddingsSample;

/// <summary>The neighbours of words: words whose vectors have nearly the same direction.</summary>
internal sealed class Neighbours(WordVectors model, Vocabulary words)
{
    /// <summary>The rank up to which a word counts as close.</summary>
    public const int Close = 10;

    private static readonly string[] Shown = ["beta1", "gradient", "parameter", "rows", "error", "momentum", "bits", "warmup"];

    /// <summary>Prints the closest words of some.</summary>
    public void Write(TextWriter output)
    {
        foreach (string word in Shown.Where(w => words.Find(w) >= 0))
            output.WriteLine($"{word,12}: {string.Join(", ", Of(word).Take(6))}");
    }

    /// <summary>The place of a word among those close to another; 1 is the closest.</summary>
    public int RankOf(string word, string of) => Of(of).TakeWhile(other => other != word).Count() + 1;

    private IEnumerable<string> Of(string word)
    {
        int at = words.Find(word);
        return Enumerable.Range(0, words.Count).Where(i => i != at).OrderByDescending(i => Cosine(at, i)).Select(i => words[i]);
    }

    private float Cosine(int a, int b) => TensorPrimitives.CosineSimilarity<float>(
        MemoryMarshal.CreateReadOnlySpan(ref model.Words[a, 0], WordVectors.Size),
        MemoryMarshal.CreateReadOnlySpan(ref model.Words[b, 0], WordVectors.Size));
}
