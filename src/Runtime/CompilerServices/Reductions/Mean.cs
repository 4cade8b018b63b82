using System;
using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>The mean of elements, in double: see <see cref="Reduce"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Mean
{
    // The length of elements that threads share; 0 if the elements are counted.
    private readonly int _length;
    private Sum _sum;
    private long _count;

    /// <summary>The mean of elements that threads share.</summary>
    /// <param name="workShare">This thread's share.</param>
    /// <param name="reduction">The number of the reduction among those of the parameter.</param>
    public Mean(in WorkShare workShare, int reduction)
    {
        _sum = new(in workShare, reduction);
        _length = workShare.Length;
    }

    /// <summary>The mean of the elements added so far; NaN at first.</summary>
    public readonly double Result => _sum.Result / (_length > 0 ? _length : _count);

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(scoped ReadOnlySpan<float> elements)
    {
        _sum.Add(elements);
        _count += elements.Length;
    }

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(scoped ReadOnlySpan<double> elements)
    {
        _sum.Add(elements);
        _count += elements.Length;
    }

    /// <inheritdoc cref="Sum.EndPiece"/>
    public void EndPiece(nuint first) => _sum.EndPiece(first);

    /// <summary>The mean of all elements of a span.</summary>
    public static double Compute(ReadOnlySpan<float> elements) => Sum.Compute(elements) / elements.Length;

    /// <inheritdoc cref="Compute(ReadOnlySpan{float})"/>
    public static double Compute(ReadOnlySpan<double> elements) => Sum.Compute(elements) / elements.Length;
}
