using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>The Euclidean norm of elements, in double: see <see cref="Reduce"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Norm
{
    private readonly Span<double> _pieces;
    private readonly Span<sbyte> _bands;
    private BlockedSum _squares;

    /// <summary>The norm of elements that threads share.</summary>
    /// <param name="workShare">This thread's share.</param>
    /// <param name="reduction">The number of the reduction among those of the parameter.</param>
    public Norm(in WorkShare workShare, int reduction)
    {
        _pieces = workShare.Results(reduction);
        _bands = workShare.Bands(reduction);
    }

    /// <summary>The norm of the elements added so far; 0 at first.</summary>
    public readonly double Result => _squares.Squares(_pieces, _bands).Root().Times(1);

    /// <summary>The norm as a float: the largest float if the norm is beyond, unless an element is infinite.</summary>
    public readonly float SingleResult => _squares.Squares(_pieces, _bands).Root().To<float>();

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(scoped ReadOnlySpan<float> elements) => _squares.Add<AddingSquares, float>(elements);

    /// <inheritdoc cref="Sum.Add(ReadOnlySpan{float})"/>
    public void Add(scoped ReadOnlySpan<double> elements) => _squares.Add<AddingSquares, double>(elements);

    /// <inheritdoc cref="Sum.EndPiece"/>
    public void EndPiece(nuint first) => _squares.EndPiece(_pieces, _bands, first);

    /// <summary>The norm of all elements of a span.</summary>
    public static double Compute(ReadOnlySpan<float> elements) => Math.Sqrt(BlockedSum.Compute<AddingSquares, float>(elements));

    /// <inheritdoc cref="Compute(ReadOnlySpan{float})"/>
    public static double Compute(ReadOnlySpan<double> elements)
    {
        if (elements.Length > Block.Length)
            return ComputeLong(elements);
        double squares = ShortSum.Compute<AddingSquares, double>(elements);
        return ScaledSum.IsOrdinary(squares) ? Math.Sqrt(squares) : ScaledSquares.Compute(squares, elements).Root().Times(1);
    }

    /// <summary>
    /// The norm of all elements of a span as a float: the largest float if the norm is beyond, unless an element is infinite.
    /// </summary>
    public static float ComputeSingle(ReadOnlySpan<float> elements) => new ScaledNorm(Compute(elements)).To<float>();

    // A method of its own, so that short spans need no clear memory for the levels.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double ComputeLong(ReadOnlySpan<double> elements)
    {
        BlockedSum squares = default;
        squares.Add<AddingSquares, double>(elements);
        return squares.Squares().Root().Times(1);
    }
}
