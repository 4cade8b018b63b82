using System;
using System.Text;
using Samples.Shared;

namespace LanguageSample;

/// <summary>Writes text with a model: draws each byte as the model holds it for probable.</summary>
internal static class Writer
{
    /// <summary>The beginning of the text that is shown.</summary>
    public const string Beginning = "The optimizer ";

    /// <summary>The number of bytes that are added to it.</summary>
    public const int Length = 400;

    // Below 1, so that what is improbable is drawn less often still.
    private const float Temperature = 0.7f;

    /// <summary>Continues a text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="beginning">The beginning, in ASCII.</param>
    /// <param name="length">The number of bytes to add.</param>
    /// <param name="seed">Decides what is drawn.</param>
    public static string Continue(LanguageModel model, string beginning, int length, ulong seed)
    {
        const int Context = LanguageModel.Context;
        var random = new SplitMix64(seed);
        byte[] text = new byte[beginning.Length + length];
        Encoding.ASCII.GetBytes(beginning, text);
        int[] window = new int[Context];
        float[] scores = new float[Context * LanguageModel.Bytes];
        for (int end = beginning.Length; end < text.Length; end++)
        {
            // A row looks at those before it alone, so what stands behind the last byte does not matter.
            int start = Math.Max(0, end - Context);
            for (int i = 0; i < Context; i++)
                window[i] = start + i < end ? text[start + i] : 0;
            model.Scores(window, scores);
            text[end] = Draw(scores.AsSpan((end - start - 1) * LanguageModel.Bytes, LanguageModel.Bytes), random.NextSingle());
        }

        // Half of a character, cut at the end, is shown as none.
        return Encoding.UTF8.GetString(text).Replace("\uFFFD", "", StringComparison.Ordinal);
    }

    private static byte Draw(ReadOnlySpan<float> scores, float at)
    {
        float largest = float.NegativeInfinity, sum = 0;
        foreach (float score in scores)
            largest = Math.Max(largest, score);
        Span<float> shares = stackalloc float[LanguageModel.Bytes];
        for (int i = 0; i < shares.Length; i++)
            sum += shares[i] = MathF.Exp((scores[i] - largest) / Temperature);
        int drawn = 0;
        for (float left = at * sum; drawn < shares.Length - 1 && left >= shares[drawn]; drawn++)
            left -= shares[drawn];
        return (byte)drawn;
    }
}
