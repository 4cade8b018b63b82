using System;
using System.ComponentModel;
using System.Runtime.InteropServices;
using FusedOpt.Arenas;

namespace FusedOpt;

/// <summary>The short states of a model, made together: they are counted on a first turn over them, and lie in one piece of memory from a second on.</summary>
/// <remarks>
/// Each starts with a line of the cache. The first states of all parameters lie one behind the other, in the order in which a step takes them; then the second
/// ones, and so on. Where they take as much as four pages, the memory never moves, so that lines stay lines, and the states of a parameter lie as far within
/// their pages from each other as can be: see <see cref="StateArray{T}"/>. That is a fourth more at most.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct StateMemory
{
    private const int LeastPinned = 4 * Offsets.Page;

    private Line[]? _lines;
    private int _orders;
    private int _start;
    private int _stride;
    private int _next;
    private int _current;

    /// <summary>Makes the memory for what has been counted.</summary>
    /// <returns>Whether there is another turn over the states to be taken.</returns>
    public bool Allocate()
    {
        if (_lines is not null || _orders == 0)
            return false;
        bool isPinned = _next >= LeastPinned;
        _stride = isPinned ? _next + Offsets.Behind(_next, Offsets.Page / _orders & -Line.Size) : _next;
        _lines = GC.AllocateArray<Line>(checked((_stride * (_orders - 1) + _next) / Line.Size + (isPinned ? 1 : 0)), isPinned);
        _start = isPinned ? (int)(-Marshal.UnsafeAddrOfPinnedArrayElement(_lines, 0) & (Line.Size - 1)) : 0;
        _next = 0;
        return true;
    }

    /// <summary>Where a state lies; on the first turn it is only counted.</summary>
    /// <param name="order">Which of the parameter's states it is: they come from 0 on.</param>
    /// <param name="bytes">Its size.</param>
    internal (Line[]? Lines, int Start) Take(int order, int bytes)
    {
        if (order == 0)
        {
            _current = _next;
            _next = checked(_next + ((bytes + Line.Size - 1) & -Line.Size));
        }

        if (_lines is null)
            _orders = Math.Max(_orders, order + 1);
        return (_lines, _start + order * _stride + _current);
    }
}
