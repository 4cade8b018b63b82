using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>A shift, the gradient of whose sum depends on nothing.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Shifted
{
    [Parameter(5)] public partial Span<float> Bias { get; }
    [Parameter] public partial float Offset { get; set; }

    [Loss]
    public float LossOf([Shape(5)] Vec<float> x) => Sum(x + new Vec<float>(Bias)) + Offset;
}
