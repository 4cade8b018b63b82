using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Two submodels, the first of which is used twice.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Stacked
{
    public readonly Dense First = new();
    public readonly Dense Second = new();

    [Parameter(3, 4)] public partial Span<float> Output { get; }

    [Inference]
    public Vec<float> Scores([Shape(4)] Vec<float> x) => Linear(First.Apply(Second.Apply(First.Apply(x))), Output);

    [Loss]
    public float LossOf([Shape(4)] Vec<float> x, int y) => CrossEntropy(Scores(x), y);
}
