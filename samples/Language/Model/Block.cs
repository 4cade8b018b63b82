using System;
using FusedOpt;
using static FusedOpt.Functional;

namespace LanguageSample;

/// <summary>A block of a transformer: each byte looks at those before it, and then at what it has seen.</summary>
/// <remarks>Its learning rate is that of the model around it.</remarks>
[Optimize(AdamW, WeightDecay = 0.1, Beta2 = 0.99)]
internal sealed partial class Block
{
    private const int Width = LanguageModel.Width, Context = LanguageModel.Context;

    /// <summary>A block that has learnt nothing yet.</summary>
    /// <param name="seed">Decides its weights.</param>
    /// <param name="blocks">The number of blocks, whose results add up.</param>
    public Block(long seed, int blocks)
    {
        AttentionGain.Fill(1);
        LayerGain.Fill(1);

        // Radford et al., 2019, section 2.3: what a block adds to the sum of all blocks is smaller the more of them there are.
        double share = 1 / Math.Sqrt(2 * blocks);
        Fill(QueriesKeysValues, Width, 1, seed);
        Fill(Mix, Width, share, seed + 1);
        Fill(Up, Width, 1, seed + 2);
        Fill(Down, 4 * Width, share, seed + 3);
    }

    [Parameter(Width, WeightDecay = 0)] public partial Span<float> AttentionGain { get; }
    [Parameter(3 * Width, Width)] public partial Span<float> QueriesKeysValues { get; }
    [Parameter(Width, Width)] public partial Span<float> Mix { get; }
    [Parameter(Width, WeightDecay = 0)] public partial Span<float> LayerGain { get; }
    [Parameter(4 * Width, Width)] public partial Span<float> Up { get; }
    [Parameter(Width, 4 * Width)] public partial Span<float> Down { get; }

    // A sum over so many inputs is as large as one of them, times a scale.
    private static void Fill(Span<float> weights, int inputs, double scale, long seed) =>
        Initialize.Normal(weights, seed, standardDeviation: scale / Math.Sqrt(inputs));

    /// <summary>Computes the block, from one row for each byte.</summary>
    [Layer]
    public Mat<float> Apply([Shape(Context, Width)] Mat<float> x)
    {
        Mat<float> seen = Attention(Linear(RmsNorm(x, AttentionGain), QueriesKeysValues), LanguageModel.Heads, causal: true);
        x += Linear(seen, Mix);
        return x + Linear(Gelu(Linear(RmsNorm(x, LayerGain), Up)), Down);
    }
}
