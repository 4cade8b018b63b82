using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Scores that are inputs, so that they can be as large as one likes.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Logits
{
    [Parameter(3)] public partial Span<double> Scale { get; }
    [Parameter(1)] public partial Span<double> Single { get; }

    [Loss]
    public double LossOf([Shape(3)] Vec<double> x, int label, [Shape(1)] Vec<double> one) =>
        CrossEntropy(x * new Vec<double>(Scale), label) + Sum(LogSoftmax(one * new Vec<double>(Single)));
}
