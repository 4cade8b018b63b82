using System;
using System.ComponentModel;

namespace FusedOpt.Reductions;

/// <summary>The mean of elements, in double: see <see cref="Tensor"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Mean
{
    private Sum _sum;
    private long _count;

    /// <summary>The mean of what has been added; NaN at first.</summary>
    public readonly double Result => _sum.Result / _count;

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(ReadOnlySpan<float> elements)
    {
        _sum.Add(elements);
        _count += elements.Length;
    }

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(ReadOnlySpan<double> elements)
    {
        _sum.Add(elements);
        _count += elements.Length;
    }

    /// <summary>The mean of all elements of a span.</summary>
    public static double Of(ReadOnlySpan<float> elements) => Sum.Of(elements) / elements.Length;

    /// <inheritdoc cref="Of(ReadOnlySpan{float})"/>
    public static double Of(ReadOnlySpan<double> elements) => Sum.Of(elements) / elements.Length;
}
