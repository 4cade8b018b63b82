using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Singles;

/// <summary>Reductions of a row that has one scale for each element.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class RowValues
{
    [Parameter(5)] public partial Span<float> InNorm { get; }
    [Parameter(5)] public partial Span<float> InSquare { get; }
    [Parameter(5)] public partial Span<float> InQuotient { get; }
    [Parameter(5)] public partial Span<float> InMax { get; }

    [Loss]
    public float LossOf([Shape(5)] Vec<float> x)
    {
        Vec<float> inSquare = x * new Vec<float>(InSquare), inQuotient = x * new Vec<float>(InQuotient);
        return Norm(x * new Vec<float>(InNorm)) + Norm(inSquare) * Norm(inSquare) + Sum(inQuotient / (Norm(inQuotient) + 0.001f))
            + Max(x * new Vec<float>(InMax));
    }
}
