using System;
using System.Numerics;
using FusedOpt.Benchmarks.Rules;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>One who takes the same steps as FusedOpt in another way.</summary>
internal abstract class Rival<T>(Column column) : Contender(column)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of the last step.</summary>
    protected long StepCount { get; set; }

    /// <summary>Returns the tolerance of the results against FusedOpt's.</summary>
    /// <param name="length">The number of elements of a tensor.</param>
    public abstract Tolerance Tolerance(int length);

    /// <summary>A parameter.</summary>
    public abstract ReadOnlySpan<T> Parameter(int tensor);

    /// <summary>Returns the gradient of a tensor, as the step has left it.</summary>
    public abstract ReadOnlySpan<T> Gradient(int tensor);

    /// <summary>A state slot, from 0 on.</summary>
    public abstract ReadOnlySpan<T> State(int tensor, int slot);
}
