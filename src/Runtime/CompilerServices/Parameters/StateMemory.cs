using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The short states of a model, made together: they are counted on a first turn over them, and lie in one piece of memory from a second on.
/// </summary>
/// <remarks>
/// Each state starts with a line of the cache. The first states of all parameters lie one behind the other, in the order in which a step
/// takes them; then the second states follow, and so on. If the first states take four pages or more, the memory never moves: lines stay
/// lines, and the states of a parameter lie as far from each other within their pages as can be, see <see cref="StateArray{T}"/>. The
/// distances take a fourth more memory at most. More than <see cref="MostInPiece"/> bytes of first states make several such pieces, so that
/// an offset within a piece is an <see cref="int"/>.
/// </remarks>
internal struct StateMemory
{
    /// <summary>
    /// The most bytes of first states in a piece: 127 states of a parameter, more than rules have, stay within an <see cref="int"/>.
    /// </summary>
    internal const int MostInPiece = 1 << 24;

    // The end of the first states, as counted on the first turn: of the last piece, and of each piece before it.
    private int _end;
    private List<int>? _endsBefore;
    private Line[]? _lines;
    private int _piece;
    private int _orders;
    private int _start;
    private int _stride;
    private int _next;
    private int _current;

    /// <summary>Makes the memory for the states that have been counted.</summary>
    /// <returns>True if another turn over the states is to be taken.</returns>
    public bool Allocate()
    {
        if (_lines is not null || _orders == 0)
            return false;
        _end = _next;
        _piece = 0;
        AllocatePiece();
        return true;
    }

    /// <summary>Returns the memory of a state; on the first turn, only counts the state.</summary>
    /// <param name="order">The number of the state among those of the parameter. States come in the order 0, 1, ...</param>
    /// <param name="bytes">The size of the state.</param>
    internal (Line[]? Lines, int Start) Take(int order, int bytes)
    {
        if (order == 0)
        {
            int whole = (bytes + Line.Size - 1) & -Line.Size;
            if (_next + whole > MostInPiece)
                BeginPiece();
            _current = _next;
            _next += whole;
        }

        if (_lines is null)
            _orders = Math.Max(_orders, order + 1);
        return (_lines, checked(_start + order * _stride + _current));
    }

    private void BeginPiece()
    {
        if (_lines is null)
        {
            (_endsBefore ??= []).Add(_next);
            _next = 0;
            return;
        }

        _piece++;
        AllocatePiece();
    }

    private void AllocatePiece()
    {
        int end = _endsBefore is { } ends && _piece < ends.Count ? ends[_piece] : _end;
        bool isPinned = end >= Tuning.LeastPinned;
        _stride = isPinned ? end + Offsets.Behind(end, Offsets.Page / _orders & -Line.Size) : end;
        _lines = GC.AllocateArray<Line>(checked((_stride * (_orders - 1) + end) / Line.Size + (isPinned ? 1 : 0)), isPinned);
        _start = isPinned ? (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_lines, 0) & (Line.Size - 1)) : 0;
        _next = 0;
    }
}
