using System;
using System.Buffers;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>
/// Where the threads meet that share a parameter which is measured as a whole, or has a state as a whole. Each sweep over it is cut into pieces, which they take one by one; none begins a sweep before the one before is over.
/// </summary>
/// <remarks>
/// Nobody waits for a thread to come: who is there takes what is left, and waits for pieces that others have begun. Pieces and reductions are numbered, so that the results do not depend on who
/// took what. A state of the whole parameter is written by the thread that has done the last piece of all: nobody takes a piece afterwards, so that it does not matter what a late thread reads.
/// </remarks>
/// <param name="partition">The step that it is a part of.</param>
internal sealed class CooperativeSweep(WorkPartition partition)
{
    private readonly Lock _door = new();
    private readonly List<(byte[] Lent, int Start)> _kept = [];
    private long _step;
    private bool _isOver;
    private int _pieces;
    private int _done;

    // Of each piece, the number of sweeps that have begun with it.
    private int[] _begun = [];

    // Of each reduction, a result for each piece.
    private double[] _results = [];

    // The bands of those that are sums of squares.
    private sbyte[] _bands = [];

    /// <summary>Enters it, as the first thread of a step or as another one.</summary>
    /// <returns>False if all has been done.</returns>
    public bool Enter(long step, int length, int reductions)
    {
        lock (_door)
        {
            if (_step != step)
                Open(step, (length - 1) / Tuning.CooperativePiece + 1, reductions);
            return !_isOver;
        }
    }

    /// <summary>Begins with a piece of a sweep.</summary>
    /// <param name="sweep">The number of the sweep, from 0.</param>
    /// <param name="from">The piece from which on to look for one.</param>
    /// <returns>The piece; -1 if none is left, or a thread has failed.</returns>
    public int Begin(int sweep, int from)
    {
        for (int i = 0; i < _pieces && !partition.HasFailed; i++)
        {
            int piece = from + i < _pieces ? from + i : from + i - _pieces;
            if (Volatile.Read(ref _begun[piece]) == sweep && Interlocked.CompareExchange(ref _begun[piece], sweep + 1, sweep) == sweep)
                return piece;
        }

        return -1;
    }

    /// <summary>Says that a piece is done.</summary>
    /// <returns>How many are, in all sweeps so far.</returns>
    public int Finish() => Interlocked.Increment(ref _done);

    /// <summary>Waits until a sweep is over, or a thread has failed.</summary>
    public void Await(int sweep)
    {
        int pieces = (sweep + 1) * _pieces;
        var backoff = new SpinBackoff();
        while (Volatile.Read(ref _done) < pieces && !partition.HasFailed)
            backoff.Wait();
    }

    /// <summary>What the pieces of a reduction come to, in their order.</summary>
    public Span<double> Results(int reduction) => _results.AsSpan(reduction * _pieces, _pieces);

    /// <summary>The bands of those pieces, where they are sums of squares.</summary>
    public Span<sbyte> Bands(int reduction) => _bands.AsSpan(reduction * _pieces, _pieces);

    /// <summary>Memory until the end, the same for all threads, from the start of a page on.</summary>
    /// <param name="number">Which, from 0.</param>
    /// <param name="length">The number of its elements.</param>
    public Span<T> Lend<T>(int number, int length)
        where T : unmanaged
    {
        int bytes = length * Unsafe.SizeOf<T>();
        lock (_door)
        {
            if (_kept.Count == number)
            {
                byte[] lent = ArrayPool<byte>.Shared.Rent(bytes + Offsets.Page);
                _kept.Add((lent, Offsets.Behind(Offsets.AddressOf<byte>(lent), 0)));
            }

            return MemoryMarshal.Cast<byte, T>(_kept[number].Lent.AsSpan(_kept[number].Start, bytes));
        }
    }

    /// <summary>Ends it after the last sweep: nobody has anything left to do. Each thread does so.</summary>
    /// <param name="finished">What <see cref="Finish"/> has said of its last piece; 0 where it has done none.</param>
    /// <returns>Whether that was the last piece of all. It is so for one thread, and for none where one has failed before.</returns>
    public bool End(int finished)
    {
        lock (_door)
        {
            if (partition.HasFailed)
                return false;
            if (!_isOver)
            {
                _isOver = true;
                foreach ((byte[] lent, _) in _kept)
                    ArrayPool<byte>.Shared.Return(lent);
            }

            return finished == _done;
        }
    }

    // What a step that failed has left lent is not given back: somebody may still write there.
    private void Open(long step, int pieces, int reductions)
    {
        if (_begun.Length < pieces)
            _begun = new int[pieces];
        if (_results.Length < pieces * reductions)
            (_results, _bands) = (new double[pieces * reductions], new sbyte[pieces * reductions]);
        Array.Clear(_begun);
        _kept.Clear();
        (_step, _pieces, _done, _isOver) = (step, pieces, 0, false);
    }
}
