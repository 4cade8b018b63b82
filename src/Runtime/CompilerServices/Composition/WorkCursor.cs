using System;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>A thread's position in the elements of a step, and the chunk of them that is this thread's.</summary>
/// <remarks>docs/steps.md has the protocol. A cursor without a partition has all elements.</remarks>
internal struct WorkCursor
{
    private readonly WorkPartition? _partition;
    private readonly int _range;
    private long _from;
    private long _to;
    private long _position;
    private int _cooperations;

    /// <summary>Begins with a chunk, and goes on with those that follow in a range.</summary>
    public WorkCursor(in WorkCursor whole, WorkPartition partition, int range, int chunk)
    {
        this = whole;
        (_partition, _range) = (partition, range);
        (_from, _to) = (partition.GetStart(chunk), partition.GetStart(chunk + 1));
    }

    /// <summary>
    /// The next elements of an array for this thread to update: all of them where it is alone, else whole blocks and the rest at the end.
    /// </summary>
    /// <param name="length">The length of the array.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="end">The one behind the last; 0 before the first of them are asked for, and then as it was left.</param>
    /// <returns>False if none are left; the next call is for another array.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetNextRange(int length, ref nuint start, ref nuint end)
    {
        // Without a partition, the range begins at the last end. The cursor itself is not written, since a store would hold up the next
        // array.
        if (_partition is null)
        {
            (start, end) = (end, (nuint)length);
            return start < end;
        }

        (start, end) = (0, (nuint)length);
        return Take(length, ref start, ref end);
    }

    /// <summary>Returns true if elements that are updated together are this thread's.</summary>
    /// <param name="count">The number of elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryClaim(int count) => _partition is null || TryOwn(count);

    /// <summary>
    /// Returns true if this thread takes part in elements that are measured as a whole: alone, or with other threads if they are many.
    /// </summary>
    /// <param name="length">The number of elements.</param>
    /// <param name="reductions">The number of reductions over the elements.</param>
    /// <param name="workShare">This thread's share of the sweeps over them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryJoin(int length, int reductions, out WorkShare workShare)
    {
        workShare = new(length);
        return _partition is null
            || (length < Tuning.LeastCooperative ? TryOwn(length) : TryJoin(_partition, length, reductions, ref workShare));
    }

    private bool Take(int length, ref nuint start, ref nuint end)
    {
        // A thread has all or nothing of most arrays.
        long behind = _position + length;
        if (_from >= behind)
        {
            _position = behind;
            return false;
        }

        if (_from <= _position && behind <= _to)
        {
            _from = behind;
            return true;
        }

        return TakeSome(length, ref start, ref end);
    }

    private bool TakeSome(int length, ref nuint start, ref nuint end)
    {
        long behind = _position + length;
        do
        {
            Settle();
            if (_from >= behind)
            {
                _position = behind;
                return false;
            }

            long to = Math.Min(_to, behind);
            (start, end) = (Bound(_from, length), Bound(to, length));
            _from = to;
        }
        while (start == end);
        return true;
    }

    private bool TryOwn(int count)
    {
        Settle();
        bool owns = _from <= _position;
        _position += count;
        return owns;
    }

    private bool TryJoin(WorkPartition partition, int length, int reductions, ref WorkShare workShare)
    {
        Settle();
        int number = _cooperations++, first = (int)Math.Clamp(_from - _position, 0, length);
        _position += length;
        return first < length && partition.Join(number, reductions, first, ref workShare);
    }

    // Leaves behind the elements that have been passed over, and takes the next chunk if nothing of this one is left.
    private void Settle()
    {
        _from = Math.Max(_from, _position);
        while (_from >= _to && _to != long.MaxValue)
        {
            int chunk = _partition!.Next(_range);
            (_from, _to) = chunk < 0
                ? (long.MaxValue, long.MaxValue)
                : (Math.Max(_position, _partition.GetStart(chunk)), _partition.GetStart(chunk + 1));
        }
    }

    // Chunks on both sides of a bound come to the same.
    private readonly nuint Bound(long bound, int length)
    {
        long position = bound - _position;
        return position <= 0 ? 0
            : position >= length ? (nuint)length
            : (nuint)Math.Min(length, (position + Block.Length / 2) / Block.Length * Block.Length);
    }
}
