using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Dropping;

/// <summary>Dropout of vectors, of matrices in a loop, and of the same value twice.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.1, NoiseSeed = 7)]
internal sealed partial class Dropped
{
    public const int Rows = 3, Width = 5;

    public readonly DroppedPart[] Parts = [new(), new()];

    [Parameter(Width, Width)] public partial Span<double> Weight { get; }

    [Loss]
    public double LossOf([Shape(Rows, Width)] Mat<double> x)
    {
        Mat<double> h = Linear(x, Weight);
        foreach (DroppedPart part in Parts)
            h = part.Apply(h);
        Vec<double> mean = MeanRows(h);
        return Sum(Square(Dropout(mean, 0.5) - Dropout(mean, 0.5))) + Dot(Dropout(mean, 0), mean);
    }
}

/// <summary>A part of <see cref="Dropped"/>.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class DroppedPart
{
    [Parameter(Dropped.Width, Dropped.Width)] public partial Span<double> Weight { get; }

    [Layer, Checkpoint]
    public Mat<double> Apply([Shape(Dropped.Rows, Dropped.Width)] Mat<double> x) =>
        x + Dropout(Tanh(Linear(Dropout(x, 0.1), Weight)), 0.25);
}

/// <summary>A sum whose gradient shows what has been dropped: the mask, times 1 / (1 - rate), times 1 / examples.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Masks
{
    public const int Width = 1000;
    public const double Rate = 0.25;

    [Parameter(Width)] public partial Span<float> First { get; }
    [Parameter(Width)] public partial Span<float> Second { get; }

    [Loss]
    public float LossOf(float x) =>
        Sum(Dropout(new Vec<float>(First) * x, Rate)) + Sum(Dropout(new Vec<float>(Second) * x, Rate));
}
