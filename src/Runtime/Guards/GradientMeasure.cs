using System;
using System.ComponentModel;
using System.Numerics;
using FusedOpt.Reductions;

namespace FusedOpt;

/// <summary>Measures the gradients of a model and those it holds. The result has the same bits for every number of threads.</summary>
/// <remarks>
/// Gradients are cut into pieces of at most 65,536 elements. Each is measured by one thread, as <see cref="Tensor"/> measures; the pieces are put together in the order in which the walk meets them.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GradientMeasure
{
    internal const int Piece = 1 << 16;

    private readonly bool _isLargest;
    private double[] _pieces = new double[16];

    /// <param name="norm">What to measure.</param>
    internal GradientMeasure(NormKind norm) => _isLargest = norm == NormKind.Infinity;

    /// <summary>Measures a gradient, of which this thread takes some pieces.</summary>
    public void Add(ReadOnlySpan<float> gradient, ref Walk walk) => Add(gradient, null, ref walk);

    /// <summary>Measures a gradient in which what is pruned counts as 0.</summary>
    public void Add(ReadOnlySpan<float> gradient, PruneMask? mask, ref Walk walk)
    {
        for (int start = 0; start < gradient.Length; start += Piece)
        {
            ReadOnlySpan<float> piece = gradient[start..Math.Min(start + Piece, gradient.Length)];
            if (Takes(piece.Length, ref walk, out int index))
                _pieces[index] = Of(piece, mask, start);
        }
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ref Walk)"/>
    public void Add(ReadOnlySpan<double> gradient, ref Walk walk) => Add(gradient, null, ref walk);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, PruneMask, ref Walk)"/>
    public void Add(ReadOnlySpan<double> gradient, PruneMask? mask, ref Walk walk)
    {
        for (int start = 0; start < gradient.Length; start += Piece)
        {
            ReadOnlySpan<double> piece = gradient[start..Math.Min(start + Piece, gradient.Length)];
            if (Takes(piece.Length, ref walk, out int index))
                _pieces[index] = Of(piece, mask, start);
        }
    }

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ref Walk)"/>
    public void Add(ReadOnlySpan<Half> gradient, ref Walk walk) => Add(gradient, null, ref walk);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, PruneMask, ref Walk)"/>
    public void Add(ReadOnlySpan<Half> gradient, PruneMask? mask, ref Walk walk)
    {
        for (int start = 0; start < gradient.Length; start += Piece)
        {
            ReadOnlySpan<Half> piece = gradient[start..Math.Min(start + Piece, gradient.Length)];
            if (!Takes(piece.Length, ref walk, out int index))
                continue;
            using Scratch<float> wide = new(piece.Length);
            Halves.Widen(piece, wide.Span);
            _pieces[index] = Of<float>(wide.Span, mask, start);
        }
    }

    /// <summary>The norm of all gradients.</summary>
    internal double Run(IOptimizable model, in Walk prepared)
    {
        Walk walk = prepared.Measuring(this);
        int count = Count(model, in walk);
        if (!Stepper.Spread(model, in walk))
            model.Measure(ref walk);
        ReadOnlySpan<double> pieces = _pieces.AsSpan(0, count);
        return _isLargest ? (count == 0 ? 0 : Largest.Of(pieces)) : Math.Sqrt(Sum.Of(pieces));
    }

    // A walk of which no piece is this thread's counts them.
    private int Count(IOptimizable model, in Walk measuring)
    {
        Walk walk = measuring.OfNothing();
        model.Measure(ref walk);
        if (walk.Pieces > _pieces.Length)
            Array.Resize(ref _pieces, 2 * walk.Pieces);
        return walk.Pieces;
    }

    private static bool Takes(int length, ref Walk walk, out int index)
    {
        index = walk.Pieces++;
        return walk.Takes(length);
    }

    private double Of<T>(ReadOnlySpan<T> piece, PruneMask? mask, int start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double largest = double.NegativeInfinity;
        BlockedSum squares = default;
        if (mask is null)
        {
            Add(piece);
        }
        else
        {
            Span<T> copy = stackalloc T[Block.Length];
            for (int i = 0; i < piece.Length; i += Block.Length)
                Add(mask.Kept(start + i, piece[i..Math.Min(i + Block.Length, piece.Length)], copy));
        }

        return _isLargest ? largest : squares.Total();

        void Add(ReadOnlySpan<T> elements)
        {
            if (_isLargest)
                largest = Math.Max(largest, Largest.Magnitude(elements));
            else
                squares.Add<AddingSquares, T>(elements);
        }
    }
}
