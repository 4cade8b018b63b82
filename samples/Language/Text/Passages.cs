using System;
using System.Linq;
using System.Text;
using Samples.Shared;

namespace LanguageSample;

/// <summary>The text as bytes: most of it to learn from, and the end of each document, which is held out.</summary>
internal sealed class Passages
{
    private const int HoldOut = 10;

    private readonly int[] _training;
    private readonly int[] _heldOut;

    private Passages(byte[][] documents)
    {
        _training = [.. documents.SelectMany(d => d[..Split(d)]).Select(b => (int)b)];
        _heldOut = [.. documents.SelectMany(d => d[Split(d)..]).Select(b => (int)b)];
    }

    /// <summary>The number of bytes to learn from.</summary>
    public int Length => _training.Length;

    /// <summary>The number of bytes that are held out.</summary>
    public int HeldOutLength => _heldOut.Length;

    /// <summary>Reads the documentation that is built into the program.</summary>
    public static Passages Load() => new([.. typeof(Passages).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("text/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(name => Encoding.UTF8.GetBytes(Resource.Text(name)))]);

    /// <summary>Draws passages to learn from, each with the byte that follows each of its bytes.</summary>
    public void Draw(SplitMix64 random, Span<int> texts, Span<int> next) => Cut(_training, random, texts, next);

    /// <summary>Returns passages that are never learnt from, the same each time.</summary>
    /// <param name="count">The number of passages.</param>
    public (int[] Texts, int[] Next) HeldOut(int count)
    {
        (int[] Texts, int[] Next) passages = (new int[count * LanguageModel.Context], new int[count * LanguageModel.Context]);
        Cut(_heldOut, new(1), passages.Texts, passages.Next);
        return passages;
    }

    private static int Split(byte[] document) => document.Length - document.Length / HoldOut;

    private static void Cut(int[] bytes, SplitMix64 random, Span<int> texts, Span<int> next)
    {
        const int Context = LanguageModel.Context;
        for (int i = 0; i < texts.Length; i += Context)
        {
            int start = (int)(random.NextSingle() * (bytes.Length - Context - 1));
            bytes.AsSpan(start, Context).CopyTo(texts[i..]);
            bytes.AsSpan(start + 1, Context).CopyTo(next[i..]);
        }
    }
}
