using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.Reductions;

/// <summary>
/// A sum in double whose bits depend on the terms and their order alone. Term k of a block goes to sum k mod 32; full blocks are the leaves
/// of a binary tree.
/// </summary>
internal struct BlockedSum
{
    private Slots _open;
    private Levels _levels;
    private int _filled;
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
                Close(WholeBlock.Sum<TFold, T>(ref MemoryMarshal.GetReference(elements)));
            else
                AddToOpen<TFold, T>(elements[..count]);
            elements = elements[count..];
        }
    }

    /// <summary>Leaves the sum of what has been added as that of a piece, and begins anew; does nothing where there are no pieces.</summary>
    /// <param name="pieces">The sums of all pieces.</param>
    /// <param name="first">The first element of the piece.</param>
    public void EndPiece(Span<double> pieces, nuint first)
    {
        if (pieces.IsEmpty)
            return;
        pieces[(int)first / Meeting.Piece] = Total();
        _blocks = 0;
        if (_filled > 0)
            (_open, _filled) = (default, 0);
    }

    /// <summary>The sum of all pieces; where there are none, of what has been added.</summary>
    public readonly double Total(ReadOnlySpan<double> pieces) => pieces.IsEmpty ? Total() : Of(pieces);

    /// <summary>The sum of what has been added.</summary>
    public readonly double Total() => Total(_filled > 0 ? _open.Total() : 0);

    /// <summary>The sum of all elements of a span.</summary>
    public static double Of<TFold, T>(ReadOnlySpan<T> elements)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BlockedSum sum = default;
        sum.Add<TFold, T>(elements);
        return sum.Total();
    }

    // Each piece is a node of the tree, but for the last, which may be shorter.
    private static double Of(ReadOnlySpan<double> pieces)
    {
        BlockedSum sum = default;
        foreach (double piece in pieces[..^1])
            sum.Close(piece);
        return sum.Total(pieces[^1]);
    }

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

    private void AddToOpen<TFold, T>(ReadOnlySpan<T> elements)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        _open.Add<TFold, T>(_filled, elements);
        _filled += elements.Length;
        if (_filled < Block.Length)
            return;
        Close(_open.Total());
        (_open, _filled) = (default, 0);
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

    // More than any span has blocks.
    [InlineArray(32)]
    private struct Levels
    {
        private double _first;
    }
}
