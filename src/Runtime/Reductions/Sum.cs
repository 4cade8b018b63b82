using System;
using System.ComponentModel;

namespace FusedOpt.Reductions;

/// <summary>The sum of elements, in double: see <see cref="Tensor"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Sum
{
    private BlockedSum _sum;

    /// <summary>The sum of what has been added; 0 at first.</summary>
    public readonly double Result => _sum.Total();

    /// <summary>Adds elements, in order, in parts of any length.</summary>
    public void Add(ReadOnlySpan<float> elements) => _sum.Add<Adding, float>(elements);

    /// <inheritdoc cref="Add(ReadOnlySpan{float})"/>
    public void Add(ReadOnlySpan<double> elements) => _sum.Add<Adding, double>(elements);

    /// <summary>The sum of all elements of a span.</summary>
    public static double Of(ReadOnlySpan<float> elements) => BlockedSum.Of<Adding, float>(elements);

    /// <inheritdoc cref="Of(ReadOnlySpan{float})"/>
    public static double Of(ReadOnlySpan<double> elements) => BlockedSum.Of<Adding, double>(elements);
}
