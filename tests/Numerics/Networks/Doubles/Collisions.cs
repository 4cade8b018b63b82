using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Names that generated code has, or might have, for locals, members and parameters.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Collisions
{
    [Parameter(3, 4)] public partial Span<double> n { get; }
    [Parameter(3)] public partial Span<double> first { get; }
    [Parameter(3)] public partial Span<double> share { get; }
    [Parameter(3)] public partial Span<double> memory { get; }
    [Parameter] public partial double loss { get; set; }
    [Parameter] public partial double count { get; set; }
    [Parameter] public partial double @class { get; set; }
    [Parameter(3, 1)] public partial Span<double> sum { get; }
    [Parameter(3)] public partial Span<double> results { get; }

    [Inference]
    public Vec<double> batch([Shape(4)] Vec<double> call, double stride, int @int)
    {
        Vec<double> lossTotal = Linear(call, n, first) * new Vec<double>(share) * loss, x = lossTotal + new Vec<double>(memory);
        Vec<double> gradient = Tanh(x) * stride + count, sumGradient = gradient * @class + Embedding(sum, 1, @int)[0];
        return sumGradient + new Vec<double>(results);
    }

    [Loss]
    public double @double([Shape(4)] Vec<double> call, double stride, int @int, [Shape(3)] Vec<double> share1, double results1) =>
        SquaredError(batch(call, stride, @int), share1) * Exp(results1 * 0.1);
}
