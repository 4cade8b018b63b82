using System;
using System.Buffers;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The sweeps of several threads over one parameter that is measured as a whole, or has a state as a whole. Each sweep is cut into pieces,
/// which the threads take one by one. No thread begins a sweep before the sweep before is over.
/// </summary>
/// <remarks>
/// No thread waits for another to come: those that are there take the pieces that are left, and wait for pieces that others have begun.
/// Pieces and reductions are numbered, so that the results do not depend on which thread took a piece. A state of the whole parameter is
/// written by the thread that has done the last piece of all. Nobody takes a piece afterwards, so it does not matter what a late thread
/// reads.
/// </remarks>
/// <param name="partition">The partition of the step.</param>
internal sealed class CooperativeSweep(WorkPartition partition)
{
    private readonly Lock _door = new();
    private readonly List<(byte[] Lent, int Start)> _kept = [];
    private long _step;
    private bool _isOver;
    private int _pieces;
    private int _done;

    // For each piece, the number of sweeps that have begun with it.
    private int[] _begun = [];

    // For each reduction, a result for each piece.
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

    /// <summary>Notes that a piece is done.</summary>
    /// <returns>The number of pieces that are done, in all sweeps so far.</returns>
    public int Finish() => Interlocked.Increment(ref _done);

    /// <summary>Waits until a sweep is over, or a thread has failed.</summary>
    public void Await(int sweep)
    {
        int pieces = (sweep + 1) * _pieces;
        var backoff = new SpinBackoff();
        while (Volatile.Read(ref _done) < pieces && !partition.HasFailed)
            backoff.Wait();
    }

    /// <summary>Returns the results of the pieces of a reduction, in the order of the pieces.</summary>
    public Span<double> Results(int reduction) => _results.AsSpan(reduction * _pieces, _pieces);

    /// <summary>Returns the bands of those results, if they are sums of squares.</summary>
    public Span<sbyte> Bands(int reduction) => _bands.AsSpan(reduction * _pieces, _pieces);

    /// <summary>Lends memory until the end of the sweeps, the same for all threads, from the start of a page on.</summary>
    /// <param name="number">The number of the memory, from 0.</param>
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
                _kept.Add((lent, Offsets.Behind(Offsets.GetAddress<byte>(lent), 0)));
            }

            return MemoryMarshal.Cast<byte, T>(_kept[number].Lent.AsSpan(_kept[number].Start, bytes));
        }
    }

    /// <summary>Ends this thread's part after the last sweep. Each thread must call this method.</summary>
    /// <param name="finished">The result of <see cref="Finish"/> for this thread's last piece; 0 if it has done none.</param>
    /// <returns>True if that was the last piece of all: for one thread, and for none if a thread has failed before.</returns>
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

    // Memory that a failed step has left lent is not given back, since a thread may still write there.
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
