using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>A class without a loss, whose gradients come from elsewhere.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class OnlyInference
{
    [Parameter(3, 4)] public partial Span<double> Weight { get; }
    [Parameter] public partial double Scale { get; set; }

    [Inference]
    public Vec<double> Scores([Shape(4)] Vec<double> x) => Softmax(Linear(x, Weight)) * Scale;

    [Inference]
    public static double Sharp([Shape(4)] Vec<double> x, double temperature) => Max(Softmax(x * temperature));
}
