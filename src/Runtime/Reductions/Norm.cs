using System;
using System.ComponentModel;

namespace FusedOpt.Reductions;

/// <summary>The Euclidean norm of elements, in double: see <see cref="Tensor"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Norm
{
    private BlockedSum _squares;

    /// <summary>The norm of what has been added; 0 at first.</summary>
    public readonly double Result => Math.Sqrt(_squares.Total());

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(ReadOnlySpan<float> elements) => _squares.Add<AddingSquares, float>(elements);

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(ReadOnlySpan<double> elements) => _squares.Add<AddingSquares, double>(elements);

    /// <summary>The norm of all elements of a span.</summary>
    public static double Of(ReadOnlySpan<float> elements) => Math.Sqrt(BlockedSum.Of<AddingSquares, float>(elements));

    /// <inheritdoc cref="Of(ReadOnlySpan{float})"/>
    public static double Of(ReadOnlySpan<double> elements) => Math.Sqrt(BlockedSum.Of<AddingSquares, double>(elements));
}
