using System;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FusedOpt.Benchmarks.Memory;

namespace FusedOpt.Benchmarks.Contenders;

/// <summary>
/// Reads and writes what a step reads and writes, and computes nothing: what it stores is combined with what it only reads bit by bit,
/// which takes as long for every value and can go on for ever.
/// </summary>
internal sealed unsafe class Limit<T>(PlacedTensors<T> tensors, Traffic traffic, Column column = Column.Limit) : Contender(column)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The loads of a loop are stored here, or the JIT would drop them.
    private static Vector512<byte> _read;

    private readonly Streams[][] _steps =
    [
        .. traffic.Steps.Select(step => step.Select(sweep => new Streams(sweep, tensors.Stride)).ToArray()),
    ];
    private int _next;

    public override int Period => _steps.Length;

    public override void Run(int steps)
    {
        for (int step = 0; step < steps; step++)
        {
            Streams[] sweeps = _steps[_next];
            foreach (ref PlacedTensors<T>.Tensor tensor in tensors.Tensors.AsSpan())
            {
                foreach (ref Streams sweep in sweeps.AsSpan())
                    sweep.Move((byte*)tensor.Parameter, (nuint)tensor.Length * (nuint)sizeof(T) / sweep.Stride, in sweep);
            }

            _next = _next + 1 == _steps.Length ? 0 : _next + 1;
        }
    }

    // Any bits will do.
    public override void Reset()
    {
    }

    public override void Write(Gradients kind)
    {
    }

    // Tensors have lines of their own, so the last one is moved whole.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Move<TUpdated, TRead>(byte* start, nuint length, ref readonly Streams streams)
        where TUpdated : struct, ICount
        where TRead : struct, ICount
    {
        byte* a = start + streams[0], b = start + streams[1], c = start + streams[2], d = start + streams[3], e = start + streams[4];
        byte* r = start + streams[TUpdated.Value], s = start + streams[TUpdated.Value + 1];
        Vector512<byte> read = default;
        for (nuint i = 0; i < length; i += 64)
        {
            Vector512<byte> bits = TRead.Value > 0 ? Vector512.Load(r + i) : Vector512<byte>.AllBitsSet;
            if (TRead.Value > 1)
                bits ^= Vector512.Load(s + i);
            if (TUpdated.Value > 0)
                (Vector512.Load(a + i) ^ bits).Store(a + i);
            else
                read ^= bits;
            if (TUpdated.Value > 1)
                (Vector512.Load(b + i) ^ bits).Store(b + i);
            if (TUpdated.Value > 2)
                (Vector512.Load(c + i) ^ bits).Store(c + i);
            if (TUpdated.Value > 3)
                (Vector512.Load(d + i) ^ bits).Store(d + i);
            if (TUpdated.Value > 4)
                (Vector512.Load(e + i) ^ bits).Store(e + i);
        }

        if (TUpdated.Value == 0)
            _read = read;
    }

    /// <summary>A sweep, as distances of slots from the first: those that are updated, then those that are read.</summary>
    private readonly struct Streams
    {
        public readonly delegate*<byte*, nuint, ref readonly Streams, void> Move;
        public readonly nuint Stride;
        private readonly Distances _distances;

        public Streams(Sweep sweep, nuint stride)
        {
            Stride = (nuint)sweep.Stride;
            int i = 0;
            foreach (Slot slot in sweep.Updated.Concat(sweep.Read))
                _distances[i++] = (nuint)slot * stride;
            Move = (sweep.Updated.Length, sweep.Read.Length) switch
            {
                (0, 1) => &Move<Count0, Count1>,
                (1, 1) => &Move<Count1, Count1>,
                (1, 2) => &Move<Count1, Count2>,
                (2, 0) => &Move<Count2, Count0>,
                (2, 1) => &Move<Count2, Count1>,
                (2, 2) => &Move<Count2, Count2>,
                (3, 1) => &Move<Count3, Count1>,
                (3, 2) => &Move<Count3, Count2>,
                (4, 0) => &Move<Count4, Count0>,
                (4, 1) => &Move<Count4, Count1>,
                (5, 0) => &Move<Count5, Count0>,
                _ => throw new ArgumentException(
                    $"No loop updates {sweep.Updated.Length} slots and reads {sweep.Read.Length} more.", nameof(sweep)),
            };
        }

        public nuint this[int stream] => _distances[stream];
    }

    [InlineArray(7)]
    private struct Distances
    {
        private nuint _first;
    }
}
