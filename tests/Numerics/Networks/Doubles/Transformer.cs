using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Two blocks of a transformer that predicts the next token, with one table for what it reads and what it writes.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.05)]
internal sealed partial class Transformer
{
    private const int Width = 8, Length = 4, Heads = 2;

    [Parameter(7, Width)] public partial Span<double> Bytes { get; }
    [Parameter(Width)] public partial Span<double> Gain1_0 { get; }
    [Parameter(3 * Width, Width)] public partial Span<double> Qkv_0 { get; }
    [Parameter(Width, Width)] public partial Span<double> Mix_0 { get; }
    [Parameter(Width)] public partial Span<double> Gain2_0 { get; }
    [Parameter(4 * Width, Width)] public partial Span<double> Up_0 { get; }
    [Parameter(Width, 4 * Width)] public partial Span<double> Down_0 { get; }
    [Parameter(Width)] public partial Span<double> Gain1_1 { get; }
    [Parameter(3 * Width, Width)] public partial Span<double> Qkv_1 { get; }
    [Parameter(Width, Width)] public partial Span<double> Mix_1 { get; }
    [Parameter(Width)] public partial Span<double> Gain2_1 { get; }
    [Parameter(4 * Width, Width)] public partial Span<double> Up_1 { get; }
    [Parameter(Width, 4 * Width)] public partial Span<double> Down_1 { get; }

    [Inference]
    public Mat<double> Scores([Shape(Length)] ReadOnlySpan<int> text)
    {
        Mat<double> x = Embedding(Bytes, Width, text);
        x = Mixed(Attended(x, Gain1_0, Qkv_0, Mix_0), Gain2_0, Up_0, Down_0);
        x = Mixed(Attended(x, Gain1_1, Qkv_1, Mix_1), Gain2_1, Up_1, Down_1);
        return Linear(x, Bytes);
    }

    [Loss]
    public double LossOf([Shape(Length)] ReadOnlySpan<int> text, [Shape(Length)] ReadOnlySpan<int> next) =>
        CrossEntropy(Scores(text), next);

    private static Mat<double> Attended(
        Mat<double> x, ReadOnlySpan<double> gain, ReadOnlySpan<double> weights, ReadOnlySpan<double> mix) =>
        x + Linear(Attention(Linear(RmsNorm(x, gain, 1e-6), weights), Heads, causal: true), mix);

    private static Mat<double> Mixed(Mat<double> x, ReadOnlySpan<double> gain, ReadOnlySpan<double> up, ReadOnlySpan<double> down) =>
        x + Linear(Map(RecordedGelu, Linear(RmsNorm(x, gain, 1e-6), up)), down);

    // The constant of the recorded formula, to eight digits.
    private static double RecordedGelu(double u) => 0.5 * u * (1.0 + RuleMath.Tanh(0.79788456 * (u + 0.044715 * (u * u * u))));
}
