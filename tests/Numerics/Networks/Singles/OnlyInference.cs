using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>A class without a loss, whose gradients come from elsewhere.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class OnlyInference
{
    [Parameter(3, 4)] public partial Span<float> Weight { get; }
    [Parameter] public partial float Scale { get; set; }

    [Inference]
    public Vec<float> Scores([Shape(4)] Vec<float> x) => Softmax(Linear(x, Weight)) * Scale;

    [Inference]
    public static float Sharp([Shape(4)] Vec<float> x, float temperature) => Max(Softmax(x * temperature));
}
