using System;
using System.ComponentModel;

namespace FusedOpt.Reductions;

/// <summary>The Euclidean norm of elements, in double: see <see cref="Tensor"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Norm
{
    private readonly Span<double> _pieces;
    private readonly Span<sbyte> _bands;
    private BlockedSum _squares;

    /// <summary>The norm of elements that threads share.</summary>
    /// <param name="sharing">This thread's share.</param>
    /// <param name="reduction">The number of the reduction among those of the parameter.</param>
    public Norm(in Sharing sharing, int reduction)
    {
        _pieces = sharing.Results(reduction);
        _bands = sharing.Bands(reduction);
    }

    /// <summary>The norm of what has been added; 0 at first.</summary>
    public readonly double Result => _squares.Squares(_pieces, _bands).Root().Times(1);

    /// <summary>The same as a float: the largest float where it is beyond, unless an element is infinite.</summary>
    public readonly float SingleResult => _squares.Squares(_pieces, _bands).Root().To<float>();

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(scoped ReadOnlySpan<float> elements) => _squares.Add<AddingSquares, float>(elements);

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(scoped ReadOnlySpan<double> elements) => _squares.Add<AddingSquares, double>(elements);

    /// <inheritdoc cref="Sum.EndPiece"/>
    public void EndPiece(nuint first) => _squares.EndPiece(_pieces, _bands, first);

    /// <summary>The norm of all elements of a span.</summary>
    public static double Of(ReadOnlySpan<float> elements) => Math.Sqrt(BlockedSum.Of<AddingSquares, float>(elements));

    /// <inheritdoc cref="Of(ReadOnlySpan{float})"/>
    public static double Of(ReadOnlySpan<double> elements)
    {
        BlockedSum squares = default;
        squares.Add<AddingSquares, double>(elements);
        return squares.Squares().Root().Times(1);
    }
}
