using System;
using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>The sum of elements, in double: see <see cref="Reduce"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Sum
{
    private readonly Span<double> _pieces;
    private BlockedSum _sum;

    /// <summary>The sum of elements that threads share.</summary>
    /// <param name="workShare">This thread's share.</param>
    /// <param name="reduction">The number of the reduction among those of the parameter.</param>
    public Sum(in WorkShare workShare, int reduction) => _pieces = workShare.Results(reduction);

    /// <summary>The sum of the elements added so far; 0 at first.</summary>
    public readonly double Result => _sum.Total(_pieces);

    /// <summary>Adds elements, in order, in parts of any length.</summary>
    public void Add(scoped ReadOnlySpan<float> elements) => _sum.Add<Adding, float>(elements);

    /// <inheritdoc cref="Add(ReadOnlySpan{float})"/>
    public void Add(scoped ReadOnlySpan<double> elements) => _sum.Add<Adding, double>(elements);

    /// <summary>Leaves the sum of the elements added so far to all threads that share the elements.</summary>
    /// <param name="first">The first element of the piece that has been added.</param>
    public void EndPiece(nuint first) => _sum.EndPiece(_pieces, first);

    /// <summary>The sum of all elements of a span.</summary>
    public static double Compute(ReadOnlySpan<float> elements) => BlockedSum.Compute<Adding, float>(elements);

    /// <inheritdoc cref="Compute(ReadOnlySpan{float})"/>
    public static double Compute(ReadOnlySpan<double> elements) => BlockedSum.Compute<Adding, double>(elements);
}
