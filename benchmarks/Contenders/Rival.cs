using System;
using System.Numerics;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>One who takes the same steps as FusedOpt in another way.</summary>
internal abstract class Rival<T>(Column column) : Contender(column)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of the last step.</summary>
    protected long StepCount { get; set; }

    /// <summary>Whether it does the rule's operations in the rule's order, and so has to have the same bits.</summary>
    public bool IsExact => Column is Column.ExactC or Column.Scalar;

    /// <summary>A parameter.</summary>
    public abstract ReadOnlySpan<T> Parameter(int tensor);

    /// <summary>A state slot, 0 or 1.</summary>
    public abstract ReadOnlySpan<T> State(int tensor, int slot);
}
