using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Xunit;
using static VerifyXunit.Verifier;

namespace FusedOpt.Generator.Tests.Snapshots;

/// <summary>The code generated for losses and inference methods.</summary>
public class NetworkSnapshots
{
    [Fact]
    public Task Classifier() => Verify(Testbed.Generate("""
        using System;
        using FusedOpt;
        using static FusedOpt.Functional;

        [Optimize(Sgd, LearningRate = 0.1)]
        public sealed partial class Classifier
        {
            [Parameter(128, 784)] public partial Span<float> Hidden { get; }
            [Parameter(128)] public partial Span<float> HiddenBias { get; }
            [Parameter(10, 128)] public partial Span<float> Output { get; }
            [Parameter(10)] public partial Span<float> OutputBias { get; }

            [Inference] public Vec<float> Scores([Shape(784)] Vec<float> pixels)
            {
                Vec<float> hidden = Relu(Linear(pixels, Hidden, HiddenBias));
                return Linear(hidden, Output, OutputBias);
            }

            [Loss] public float LossOf([Shape(784)] Vec<float> pixels, int digit) => CrossEntropy(Scores(pixels), digit);
        }
        """));

    [Fact]
    public Task Transformer() => Verify(Testbed.Generate("""
        using System;
        using FusedOpt;
        using static FusedOpt.Functional;

        [Optimize(AdamW)]
        public sealed partial class Block
        {
            public const int Width = 32, Length = 16;

            [Parameter(3 * Width, Width)] public partial Span<float> QueriesKeysValues { get; }
            [Parameter(4 * Width, Width)] public partial Span<float> Up { get; }
            [Parameter(Width, 4 * Width)] public partial Span<float> Down { get; }

            [Layer] public Mat<float> Attend([Shape(Length, Width)] Mat<float> x) =>
                x + Attention(Linear(x, QueriesKeysValues), heads: 4, causal: true);

            [Layer, Checkpoint] public Mat<float> Apply([Shape(Length, Width)] Mat<float> x) =>
                x + Dropout(Linear(Gelu(Linear(x, Up)), Down), 0.1);
        }

        [Optimize(AdamW, NoiseSeed = 7)]
        public sealed partial class Transformer
        {
            public readonly Block[] Blocks = [new(), new()];
            [Parameter(256, Block.Width)] public partial Span<float> Table { get; }

            [Loss] private float LossOf([Shape(Block.Length)] ReadOnlySpan<int> text, [Shape(Block.Length)] ReadOnlySpan<int> next)
            {
                Mat<float> x = Embedding(Table, Block.Width, text);
                foreach (Block block in Blocks)
                    x = block.Apply(block.Attend(x));
                return CrossEntropy(Linear(x, Table), next);
            }
        }
        """));

    [Fact]
    public Task WordVectors() => Verify(Testbed.Generate("""
        using System;
        using FusedOpt;
        using static FusedOpt.Functional;

        [Optimize(Adam), GuardGradients(LossScale = 1024)]
        public sealed partial class WordVectors
        {
            public const int Size = 32;

            [SparseGradient, Parameter(5000, Size)] public partial Span<float> Words { get; }
            [Parameter(5000, Size)] public partial Span<float> Contexts { get; }
            [Parameter] public partial float Sharpness { get; set; }

            [Loss] private float LossOf(int word, int near, [Shape(5)] ReadOnlySpan<int> far)
            {
                Vec<float> w = Sharpness * Embedding(Words, Size, word);
                float positive = LogSigmoid(Dot(Embedding(Contexts, Size, near), w));
                return -(positive + Sum(LogSigmoid(-MatMul(Embedding(Contexts, Size, far), w))));
            }
        }
        """));
}
