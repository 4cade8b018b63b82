using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Names that generated code has, or might have, for locals, members and parameters.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Collisions
{
    [Parameter(3, 4)] public partial Span<float> n { get; }
    [Parameter(3)] public partial Span<float> first { get; }
    [Parameter(3)] public partial Span<float> share { get; }
    [Parameter(3)] public partial Span<float> memory { get; }
    [Parameter] public partial float loss { get; set; }
    [Parameter] public partial float count { get; set; }
    [Parameter] public partial float @class { get; set; }
    [Parameter(3, 1)] public partial Span<float> sum { get; }
    [Parameter(3)] public partial Span<float> results { get; }

    [Inference]
    public Vec<float> batch([Shape(4)] Vec<float> call, float stride, int @int)
    {
        Vec<float> lossTotal = Linear(call, n, first) * new Vec<float>(share) * loss, x = lossTotal + new Vec<float>(memory);
        Vec<float> gradient = Tanh(x) * stride + count, sumGradient = gradient * @class + Embedding(sum, 1, @int)[0];
        return sumGradient + new Vec<float>(results);
    }

    [Loss]
    public float @double([Shape(4)] Vec<float> call, float stride, int @int, [Shape(3)] Vec<float> share1, float results1) =>
        SquaredError(batch(call, stride, @int), share1) * Exp(results1 * 0.1f);
}
