using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Two submodels, the first of which is used twice.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Stacked
{
    public readonly Dense First = new();
    public readonly Dense Second = new();

    [Parameter(3, 4)] public partial Span<double> Output { get; }

    [Inference]
    public Vec<double> Scores([Shape(4)] Vec<double> x) => Linear(First.Apply(Second.Apply(First.Apply(x))), Output);

    [Loss]
    public double LossOf([Shape(4)] Vec<double> x, int y) => CrossEntropy(Scores(x), y);
}
