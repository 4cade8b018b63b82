using System;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace EmbeddingsSample;

/// <summary>
/// Skip-gram with negative sampling (Mikolov et al., 2013): tell a word's real neighbour from words that were drawn at random.
/// </summary>
/// <remarks>loss = -log sigmoid(word . context) - sum over the drawn ones of log sigmoid(-word . drawn)</remarks>
internal static class SkipGram
{
    /// <summary>The number of words that are drawn against a real neighbour.</summary>
    public const int Drawn = 5;

    /// <summary>The loss of a pair.</summary>
    public static double Loss(WordVectors model, Pair pair)
    {
        double loss = 0;
        ReadOnlySpan<float> word = Row(model.Words, pair.Word);
        for (int i = 0; i <= Drawn; i++)
            loss += Softplus(Sign(i) * -TensorPrimitives.Dot(word, Row(model.Contexts, pair[i])));
        return loss;
    }

    /// <summary>Adds the gradients of a pair to the rows of its words.</summary>
    /// <returns>The loss of the pair.</returns>
    public static double Backward(WordVectors model, Pair pair, float scale)
    {
        double loss = 0;
        ReadOnlySpan<float> word = Row(model.Words, pair.Word);
        Span<float> slopes = model.Gradients.Words[pair.Word];
        for (int i = 0; i <= Drawn; i++)
        {
            ReadOnlySpan<float> context = Row(model.Contexts, pair[i]);
            float score = Sign(i) * TensorPrimitives.Dot(word, context);
            loss += Softplus(-score);

            float slope = -scale * Sign(i) / (1 + MathF.Exp(score));
            Span<float> contextSlopes = model.Gradients.Contexts[pair[i]];
            TensorPrimitives.MultiplyAdd(word, slope, contextSlopes, contextSlopes);
            TensorPrimitives.MultiplyAdd(context, slope, slopes, slopes);
        }

        return loss;
    }

    // The real one comes first.
    private static int Sign(int i) => i == 0 ? 1 : -1;

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static ReadOnlySpan<float> Row(float[,] table, int row) =>
        MemoryMarshal.CreateReadOnlySpan(ref table[row, 0], WordVectors.Size);
}
