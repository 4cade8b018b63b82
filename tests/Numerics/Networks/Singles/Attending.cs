using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Attention of three heads to the same rows and to others, products of matrices, and rows with a place of their own.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Attending
{
    private const int Width = 12, Length = 5, Others = 3, Heads = 3;

    [Parameter(Length, 4)] public partial Span<float> Places { get; }
    [Parameter(Width, 4)] public partial Span<float> Queries { get; }
    [Parameter(Width, 4)] public partial Span<float> Keys { get; }
    [Parameter(6, 4)] public partial Span<float> Values { get; }
    [Parameter(6, 6)] public partial Span<float> Mix { get; }
    [Parameter(6, Width)] public partial Span<float> Shrink { get; }

    [Inference]
    public Mat<float> Seen([Shape(Length, 4)] Mat<float> x, [Shape(Others, 4)] Mat<float> other)
    {
        Mat<float> placed = x + new Mat<float>(Places, Length, 4);
        Mat<float> own = Attention(Linear(placed, Queries), Linear(placed, Keys), Linear(placed, Values), Heads, causal: true);
        Mat<float> around = Attention(Linear(placed, Queries), Linear(placed, Keys), Linear(placed, Values), Heads);
        Mat<float> across = Attention(Linear(own, Mix), Linear(Linear(other, Keys), Shrink), Linear(other, Values), 1);
        return own + around * across;
    }

    [Loss]
    public float LossOf([Shape(Length, 4)] Mat<float> x, [Shape(Others, 4)] Mat<float> other, [Shape(6)] Vec<float> y)
    {
        Mat<float> seen = Seen(x, other), alike = MatMul(seen, Transpose(seen)), mixed = MatMul(Transpose(seen), alike);
        Mat<float> both = Transpose(mixed) * 0.1f + MatMul(alike, seen) - MatMul(MatMul(x, Transpose(x)), seen);
        return SquaredError(MeanRows(both), y) + Mean(Flatten(Transpose(Transpose(seen) * 2f)));
    }
}
