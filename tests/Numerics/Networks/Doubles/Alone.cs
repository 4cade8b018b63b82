using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Losses of one number without vectors.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Alone
{
    [Parameter] public partial double Slope { get; set; }
    [Parameter] public partial double Offset { get; set; }

    [Inference]
    public double Line(double x) => Slope * x + Offset;

    [Loss]
    public double LossOf(double x, double y) => Square(Line(x) - y);
}
