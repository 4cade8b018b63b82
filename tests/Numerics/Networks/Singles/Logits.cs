using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Scores that are inputs, so that they can be as large as one likes.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Logits
{
    [Parameter(3)] public partial Span<float> Scale { get; }
    [Parameter(1)] public partial Span<float> Single { get; }

    [Loss]
    public float LossOf([Shape(3)] Vec<float> x, int label, [Shape(1)] Vec<float> one) =>
        CrossEntropy(x * new Vec<float>(Scale), label) + Sum(LogSoftmax(one * new Vec<float>(Single)));
}
