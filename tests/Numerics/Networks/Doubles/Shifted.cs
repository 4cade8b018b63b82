using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>A shift, the gradient of whose sum depends on nothing.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Shifted
{
    [Parameter(5)] public partial Span<double> Bias { get; }
    [Parameter] public partial double Offset { get; set; }

    [Loss]
    public double LossOf([Shape(5)] Vec<double> x) => Sum(x + new Vec<double>(Bias)) + Offset;
}
