using System;
using static FusedOpt.Functional;

namespace FusedOpt.Numerics.Tests.Networks.Doubles;

/// <summary>Reductions of a row that has one scale for each element.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class RowValues
{
    [Parameter(5)] public partial Span<double> InNorm { get; }
    [Parameter(5)] public partial Span<double> InSquare { get; }
    [Parameter(5)] public partial Span<double> InQuotient { get; }
    [Parameter(5)] public partial Span<double> InMax { get; }

    [Loss]
    public double LossOf([Shape(5)] Vec<double> x)
    {
        Vec<double> inSquare = x * new Vec<double>(InSquare), inQuotient = x * new Vec<double>(InQuotient);
        return Norm(x * new Vec<double>(InNorm)) + Norm(inSquare) * Norm(inSquare) + Sum(inQuotient / (Norm(inQuotient) + 0.001))
            + Max(x * new Vec<double>(InMax));
    }
}
