using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Attention of three heads to the same rows and to others, products of matrices, and rows with a place of their own.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Attending
{
    private const int Width = 12, Length = 5, Others = 3, Heads = 3;

    [Parameter(Length, 4)] public partial Span<double> Places { get; }
    [Parameter(Width, 4)] public partial Span<double> Queries { get; }
    [Parameter(Width, 4)] public partial Span<double> Keys { get; }
    [Parameter(6, 4)] public partial Span<double> Values { get; }
    [Parameter(6, 6)] public partial Span<double> Mix { get; }
    [Parameter(6, Width)] public partial Span<double> Shrink { get; }

    [Inference]
    public Mat<double> Seen([Shape(Length, 4)] Mat<double> x, [Shape(Others, 4)] Mat<double> other)
    {
        Mat<double> placed = x + new Mat<double>(Places, Length, 4);
        Mat<double> own = Attention(Linear(placed, Queries), Linear(placed, Keys), Linear(placed, Values), Heads, causal: true);
        Mat<double> around = Attention(Linear(placed, Queries), Linear(placed, Keys), Linear(placed, Values), Heads);
        Mat<double> across = Attention(Linear(own, Mix), Linear(Linear(other, Keys), Shrink), Linear(other, Values), 1);
        return own + around * across;
    }

    [Loss]
    public double LossOf([Shape(Length, 4)] Mat<double> x, [Shape(Others, 4)] Mat<double> other, [Shape(6)] Vec<double> y)
    {
        Mat<double> seen = Seen(x, other), alike = MatMul(seen, Transpose(seen)), mixed = MatMul(Transpose(seen), alike);
        Mat<double> both = Transpose(mixed) * 0.1 + MatMul(alike, seen) - MatMul(MatMul(x, Transpose(x)), seen);
        return SquaredError(MeanRows(both), y) + Mean(Flatten(Transpose(Transpose(seen) * 2.0)));
    }
}
