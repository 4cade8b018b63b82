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

    /// <summary>Measures a sum of gradients, which is made in the cache, as one gradient.</summary>
    public void Add(GradientSum<float> gradient, ref Walk walk) => AddSum(gradient, null, ref walk);

    /// <inheritdoc cref="Add(GradientSum{float}, ref Walk)"/>
    public void Add(GradientSum<double> gradient, ref Walk walk) => AddSum(gradient, null, ref walk);

    /// <inheritdoc cref="Add(GradientSum{float}, ref Walk)"/>
    public void Add(GradientSum<Half> gradient, ref Walk walk) => Add(gradient, null, ref walk);

    /// <summary>Measures a sum of gradients in which what is pruned counts as 0.</summary>
    public void Add(GradientSum<float> gradient, PruneMask? mask, ref Walk walk) => AddSum(gradient, mask, ref walk);

    /// <inheritdoc cref="Add(GradientSum{float}, PruneMask, ref Walk)"/>
    public void Add(GradientSum<double> gradient, PruneMask? mask, ref Walk walk) => AddSum(gradient, mask, ref walk);

    /// <inheritdoc cref="Add(GradientSum{float}, PruneMask, ref Walk)"/>
    public void Add(GradientSum<Half> gradient, PruneMask? mask, ref Walk walk)
    {
        Span<float> scratch = stackalloc float[Block.Length];
        int length = gradient.Length;
        for (int start = 0; start < length; start += Piece)
        {
            int end = Math.Min(start + Piece, length);
            if (!Takes(end - start, ref walk, out int index))
                continue;
            Measured measured = new(_isLargest);
            for (int i = start; i < end; i += Block.Length)
            {
                Span<float> sum = scratch[..Math.Min(Block.Length, end - i)];
                gradient.Widen(i, sum);
                measured.Add<float>(PruneMask.Kept(mask, i, sum, sum));
            }

            _pieces[index] = measured.Result;
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

    private void AddSum<T>(GradientSum<T> gradient, PruneMask? mask, ref Walk walk)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> scratch = stackalloc T[Block.Length];
        int length = gradient.Length;
        for (int start = 0; start < length; start += Piece)
        {
            int end = Math.Min(start + Piece, length);
            if (!Takes(end - start, ref walk, out int index))
                continue;
            Measured measured = new(_isLargest);
            for (int i = start; i < end; i += Block.Length)
            {
                Span<T> block = scratch[..Math.Min(Block.Length, end - i)];
                measured.Add<T>(PruneMask.Kept(mask, i, gradient.Of(i, block), block));
            }

            _pieces[index] = measured.Result;
        }
    }

    private double Of<T>(ReadOnlySpan<T> piece, PruneMask? mask, int start)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Measured measured = new(_isLargest);
        if (mask is null)
        {
            measured.Add(piece);
            return measured.Result;
        }

        Span<T> copy = stackalloc T[Block.Length];
        for (int i = 0; i < piece.Length; i += Block.Length)
            measured.Add<T>(mask.Kept(start + i, piece[i..Math.Min(i + Block.Length, piece.Length)], copy));
        return measured.Result;
    }

    /// <summary>What has been measured of a piece.</summary>
    private struct Measured(bool isLargest)
    {
        private BlockedSum _squares;
        private double _largest = double.NegativeInfinity;

        public readonly double Result => isLargest ? _largest : _squares.Total();

        public void Add<T>(ReadOnlySpan<T> elements)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (isLargest)
                _largest = Math.Max(_largest, Largest.Magnitude(elements));
            else
                _squares.Add<AddingSquares, T>(elements);
        }
    }
}
