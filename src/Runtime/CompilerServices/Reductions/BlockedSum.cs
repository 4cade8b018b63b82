using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// A sum in double whose bits depend on the terms and their order alone. Term k of a block goes to sum k mod 32; full blocks are the leaves
/// of a binary tree. Sums of squares of doubles may leave the range of doubles: see <see cref="ScaledSum"/>.
/// </summary>
internal struct BlockedSum
{
    private Slots _open;
    private Levels _levels;
    private ScaledSquares _openSquares;
    private int _filled;

    // The levels whose sums are scaled: a bit each.
    private uint _large;
    private uint _small;
    private long _blocks;

    /// <summary>Adds each element as <typeparamref name="TFold"/> does.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Add<TFold, T>(ReadOnlySpan<T> elements)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        while (!elements.IsEmpty)
        {
            int count = Math.Min(Block.Length - _filled, elements.Length);
            if (count == Block.Length)
                CloseBlock<TFold, T>(WholeBlock.Sum<TFold, T>(ref MemoryMarshal.GetReference(elements)), elements[..count]);
            else
                AddToOpen<TFold, T>(elements[..count]);
            elements = elements[count..];
        }
    }

    /// <summary>
    /// Leaves the sum of the elements added so far as the sum of a piece, and begins anew; does nothing if there are no pieces.
    /// </summary>
    /// <param name="pieces">The sums of all pieces.</param>
    /// <param name="first">The first element of the piece.</param>
    public void EndPiece(Span<double> pieces, nuint first)
    {
        if (pieces.IsEmpty)
            return;
        pieces[(int)first / Tuning.CooperativePiece] = Total();
        Clear();
    }

    /// <summary>Ends a piece of a sum of squares, which may be scaled, and keeps its sum and its band.</summary>
    /// <param name="pieces">The sums of all pieces.</param>
    /// <param name="bands">The bands of those sums.</param>
    /// <param name="first">The first element of the piece.</param>
    public void EndPiece(Span<double> pieces, Span<sbyte> bands, nuint first)
    {
        if (pieces.IsEmpty)
            return;
        ScaledSum total = Squares();
        int piece = (int)first / Tuning.CooperativePiece;
        (pieces[piece], bands[piece]) = (total.Value, (sbyte)total.Band);
        Clear();
    }

    /// <summary>The sum of all pieces; if there are none, of the elements added so far.</summary>
    public readonly double Total(ReadOnlySpan<double> pieces) => pieces.IsEmpty ? Total() : Compute(pieces);

    /// <summary>The sum of the elements added so far.</summary>
    public readonly double Total() => Total(_filled > 0 ? _open.Total() : 0);

    /// <summary>The sum of the squares of all pieces; if there are none, of the elements added so far.</summary>
    public readonly ScaledSum Squares(ReadOnlySpan<double> pieces, ReadOnlySpan<sbyte> bands) =>
        pieces.IsEmpty ? Squares() : CombineSquares(pieces, bands);

    /// <summary>The sum of the squares of the elements added so far.</summary>
    public readonly ScaledSum Squares()
    {
        double rest = _filled > 0 ? _open.Total() : 0;
        bool isScaled = _openSquares.IsNeeded(rest);
        return !isScaled && (_large | _small) == 0 ? new(Total(rest)) : Squares(isScaled ? _openSquares.Result : new(rest));
    }

    /// <summary>The sum of all elements of a span, other than squares of doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Compute<TFold, T>(ReadOnlySpan<T> elements)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        elements.Length <= Block.Length ? ShortSum.Compute<TFold, T>(elements) : ComputeLong<TFold, T>(elements);

    // A method of its own, so that short spans need no clear memory for the levels.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double ComputeLong<TFold, T>(ReadOnlySpan<T> elements)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int whole = elements.Length / Block.Length * Block.Length;
        BlockedSum sum = default;
        sum.Add<TFold, T>(elements[..whole]);
        return sum.Total(ShortSum.Compute<TFold, T>(elements[whole..]));
    }

    // Each piece is a node of the tree, except for the last piece, which may be shorter.
    private static double Compute(ReadOnlySpan<double> pieces)
    {
        BlockedSum sum = default;
        foreach (double piece in pieces[..^1])
            sum.Close(piece);
        return sum.Total(pieces[^1]);
    }

    private static ScaledSum CombineSquares(ReadOnlySpan<double> pieces, ReadOnlySpan<sbyte> bands)
    {
        BlockedSum sum = default;
        for (int i = 0; i < pieces.Length - 1; i++)
            sum.Close(new ScaledSum(pieces[i], bands[i]));
        return sum.Squares(new ScaledSum(pieces[^1], bands[^1]));
    }

    // Constant when the code is compiled. Squares of floats are summed as doubles and stay in their range.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool MayLeaveRange<TFold, T>() => typeof(TFold) == typeof(AddingSquares) && typeof(T) == typeof(double);

    private readonly double Total(double rest)
    {
        double total = rest;
        int level = 0;
        for (long blocks = _blocks; blocks != 0; blocks >>= 1, level++)
        {
            if ((blocks & 1) != 0)
                total = _levels[level] + total;
        }

        return total;
    }

    private readonly ScaledSum Squares(ScaledSum rest)
    {
        ScaledSum total = rest;
        int level = 0;
        for (long blocks = _blocks; blocks != 0; blocks >>= 1, level++)
        {
            if ((blocks & 1) != 0)
                total = Level(level) + total;
        }

        return total;
    }

    private void AddToOpen<TFold, T>(ReadOnlySpan<T> elements)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _open.Add<TFold, T>(_filled, elements);
        if (MayLeaveRange<TFold, T>())
            _openSquares.Add(_open.Maximum(), MemoryMarshal.Cast<T, double>(elements));
        _filled += elements.Length;
        if (_filled < Block.Length)
            return;
        double total = _open.Total();
        if (MayLeaveRange<TFold, T>() && _openSquares.IsNeeded(total))
            Close(_openSquares.Result);
        else if ((_large | _small) != 0)
            Close(new ScaledSum(total));
        else
            Close(total);
        (_open, _openSquares, _filled) = (default, default, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CloseBlock<TFold, T>(double total, ReadOnlySpan<T> block)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (MayLeaveRange<TFold, T>() && !((_large | _small) == 0 && ScaledSum.IsOrdinary(total)))
            Close(ScaledSquares.Compute(total, block));
        else
            Close(total);
    }

    // Two blocks of a level make one of the next, as digits carry in a binary number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Close(double total)
    {
        int level = 0;
        for (long blocks = _blocks; (blocks & 1) != 0; blocks >>= 1)
            total = _levels[level++] + total;
        _levels[level] = total;
        _blocks++;
    }

    // Closes a block whose sum may be scaled.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Close(ScaledSum total)
    {
        int level = 0;
        for (long blocks = _blocks; (blocks & 1) != 0; blocks >>= 1)
        {
            total = Level(level) + total;
            SetBand(level++, 0);
        }

        _levels[level] = total.Value;
        SetBand(level, total.Band);
        _blocks++;
    }

    private readonly ScaledSum Level(int level) => new(_levels[level], (int)(_large >> level & 1) - (int)(_small >> level & 1));

    private void SetBand(int level, int band)
    {
        uint bit = 1u << level;
        _large = band > 0 ? _large | bit : _large & ~bit;
        _small = band < 0 ? _small | bit : _small & ~bit;
    }

    private void Clear()
    {
        (_blocks, _large, _small) = (0, 0, 0);
        if (_filled > 0)
            (_open, _openSquares, _filled) = (default, default, 0);
    }

    // More than any span has blocks.
    [InlineArray(32)]
    private struct Levels
    {
        private double _first;
    }
}
