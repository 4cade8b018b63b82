using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Losses of one number without vectors.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Alone
{
    [Parameter] public partial float Slope { get; set; }
    [Parameter] public partial float Offset { get; set; }

    [Inference]
    public float Line(float x) => Slope * x + Offset;

    [Loss]
    public float LossOf(float x, float y) => Square(Line(x) - y);
}
