using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// A thread's share of a parameter that is measured as a whole: all of it, or the pieces that it takes if several threads share it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct WorkShare
{
    private readonly CooperativeSweep? _cooperation;
    private readonly int _first;
    private int _sweep;
    private int _piece = -1;
    private int _finished;

    /// <param name="length">The number of all elements.</param>
    /// <param name="cooperation">The sweeps that share the elements; null if all of them are this thread's.</param>
    /// <param name="first">
    /// The piece to begin with: the same in each step, so that the elements that this thread updates stay in its own caches.
    /// </param>
    internal WorkShare(int length, CooperativeSweep? cooperation = null, int first = 0) =>
        (Length, _cooperation, _first) = (length, cooperation, first);

    /// <summary>The number of all elements.</summary>
    internal int Length { get; }

    /// <summary>The next elements for this thread in a sweep.</summary>
    /// <param name="start">The first of them.</param>
    /// <param name="end">The one behind the last; 0 before the first of them are asked for, and then as it was left.</param>
    /// <returns>False if none are left, and the sweep is over; the next call is for another sweep.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetNextRange(ref nuint start, ref nuint end)
    {
        if (_cooperation is null)
        {
            (start, end) = (end, (nuint)Length);
            return start < end;
        }

        (start, end) = (0, (nuint)Length);
        return Take(_cooperation, ref start, ref end);
    }

    /// <summary>Ends it, after the last sweep.</summary>
    /// <returns>True if this thread is the one to write the states of the whole parameter, which nobody reads any more.</returns>
    public readonly bool End() => _cooperation is null || _cooperation.End(_finished);

    /// <summary>Returns the results of a reduction's pieces; empty if all elements are this thread's.</summary>
    internal readonly Span<double> Results(int reduction) => _cooperation is null ? [] : _cooperation.Results(reduction);

    /// <summary>The bands of those results, where they are sums of squares: see <see cref="ScaledSum"/>.</summary>
    internal readonly Span<sbyte> Bands(int reduction) => _cooperation is null ? [] : _cooperation.Bands(reduction);

    /// <summary>Memory for all threads; none where all elements are this thread's.</summary>
    internal readonly Span<T> Lend<T>(int number, int length)
        where T : unmanaged => _cooperation is null ? [] : _cooperation.Lend<T>(number, length);

    private bool Take(CooperativeSweep cooperation, ref nuint start, ref nuint end)
    {
        if (_piece >= 0)
            _finished = cooperation.Finish();
        _piece = cooperation.Begin(_sweep, _piece < 0 ? _first : _piece + 1);
        if (_piece >= 0)
        {
            start = (nuint)_piece * Tuning.CooperativePiece;
            end = Math.Min(start + Tuning.CooperativePiece, end);
            return true;
        }

        cooperation.Await(_sweep++);
        return false;
    }
}
