using System;
using System.Linq;
using FusedOpt;
using static FusedOpt.Functional;

namespace LanguageSample;

/// <summary>A transformer that predicts the next byte of a text (Vaswani et al., 2017), with the norm before each layer.</summary>
[Optimize(AdamW, LearningRate = LargestLearningRate, WeightDecay = 0.1, Beta2 = 0.99)]
internal sealed partial class LanguageModel
{
    public const int Bytes = 256, Width = 64, Heads = 4, Context = 64;
    public const double LargestLearningRate = 3e-3;

    public readonly Block[] Blocks;

    /// <summary>A model that has learnt nothing yet.</summary>
    /// <param name="blocks">The number of blocks.</param>
    /// <param name="seed">Decides its weights.</param>
    public LanguageModel(int blocks, long seed)
    {
        Blocks = [.. Enumerable.Range(0, blocks).Select(i => new Block(seed + 10 * (i + 1), blocks))];
        Initialize.Normal(Table, seed, standardDeviation: 0.05);
        Initialize.Normal(Places, seed + 1, standardDeviation: 0.05);
        Gain.Fill(1);
    }

    /// <summary>A row for each byte, as it is read and as it is written.</summary>
    [Parameter(Bytes, Width)] public partial Span<float> Table { get; }

    /// <summary>A row for each place of the text.</summary>
    [Parameter(Context, Width, WeightDecay = 0)] public partial Span<float> Places { get; }

    [Parameter(Width, WeightDecay = 0)] public partial Span<float> Gain { get; }

    /// <summary>Computes a score for each byte that may follow each byte of a text.</summary>
    [Inference]
    public Mat<float> Scores([Shape(Context)] ReadOnlySpan<int> text)
    {
        Mat<float> x = Embedding(Table, Width, text) + new Mat<float>(Places, Context, Width);
        foreach (Block block in Blocks)
            x = block.Apply(x);
        return Linear(RmsNorm(x, Gain), Table);
    }

    // From this method of one text the compiler makes AddGradients, Learn and MeanLoss for batches.
    [Loss] private float LossOf([Shape(Context)] ReadOnlySpan<int> text, [Shape(Context)] ReadOnlySpan<int> next) =>
        CrossEntropy(Scores(text), next);
}
