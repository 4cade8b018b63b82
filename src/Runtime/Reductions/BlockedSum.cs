using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FusedOpt.Lanes;

namespace FusedOpt.Reductions;

/// <summary>
/// A sum in double whose bits depend on the terms and their order alone. Term k of a block goes to sum k mod 32; full blocks are the leaves
/// of a binary tree.
/// </summary>
internal struct BlockedSum
{
    private Slots _slots;
    private Levels _levels;
    private int _filled;
    private long _blocks;

    /// <summary>Adds each element as <typeparamref name="TFold"/> does.</summary>
    public void Add<TFold, T>(ReadOnlySpan<T> elements)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        while (!elements.IsEmpty)
        {
            int count = Math.Min(Block.Length - _filled, elements.Length);
            AddToBlock<TFold, T>(elements[..count]);
            elements = elements[count..];
            if (_filled == Block.Length)
                Close();
        }
    }

    /// <summary>The sum of what has been added.</summary>
    public readonly double Total()
    {
        double total = BlockTotal(in _slots);
        int level = 0;
        for (long blocks = _blocks; blocks != 0; blocks >>= 1, level++)
        {
            if ((blocks & 1) != 0)
                total = _levels[level] + total;
        }

        return total;
    }

    private void AddToBlock<TFold, T>(ReadOnlySpan<T> elements)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T first = ref MemoryMarshal.GetReference(elements);
        ref double slots = ref _slots[0];
        nuint length = (nuint)elements.Length, i = 0;

        // Whole rounds start at the first slot.
        while (i < length && _filled % Slots.Count != 0)
            AddOne<TFold, T>(ref slots, ref first, i++);
        nuint rounds = (length - i) / Slots.Count * Slots.Count;
        if (Vector512.IsHardwareAccelerated)
            AddRounds<TFold, Lane512<double>, T>(ref slots, ref Unsafe.Add(ref first, i), rounds);
        else if (Vector256.IsHardwareAccelerated)
            AddRounds<TFold, Lane256<double>, T>(ref slots, ref Unsafe.Add(ref first, i), rounds);
        else if (Vector128.IsHardwareAccelerated)
            AddRounds<TFold, Lane128<double>, T>(ref slots, ref Unsafe.Add(ref first, i), rounds);
        else
            AddRounds<TFold, Lane1<double>, T>(ref slots, ref Unsafe.Add(ref first, i), rounds);
        _filled += (int)rounds;
        for (i += rounds; i < length; i++)
            AddOne<TFold, T>(ref slots, ref first, i);
    }

    private void AddOne<TFold, T>(ref double slots, ref T first, nuint i)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nuint slot = (nuint)_filled++ % Slots.Count;
        TFold.With(Lane1<double>.Load(ref slots, slot), Wide.Load<Lane1<double>, T>(ref first, i)).Store(ref slots, slot);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddRounds<TFold, TLane, T>(ref double slots, ref T first, nuint length)
        where TFold : struct, IFold
        where TLane : struct, ILane<TLane, double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Four lanes of sums at a time stay in registers; narrower ones walk over the block again, which is in the cache.
        nuint lane = TLane.Count;
        for (nuint slot = 0; slot < Slots.Count; slot += 4 * lane)
        {
            TLane a = TLane.Load(ref slots, slot);
            TLane b = TLane.Load(ref slots, slot + lane);
            TLane c = TLane.Load(ref slots, slot + 2 * lane);
            TLane d = TLane.Load(ref slots, slot + 3 * lane);
            for (nuint i = slot; i < length; i += Slots.Count)
            {
                a = TFold.With(a, Wide.Load<TLane, T>(ref first, i));
                b = TFold.With(b, Wide.Load<TLane, T>(ref first, i + lane));
                c = TFold.With(c, Wide.Load<TLane, T>(ref first, i + 2 * lane));
                d = TFold.With(d, Wide.Load<TLane, T>(ref first, i + 3 * lane));
            }

            a.Store(ref slots, slot);
            b.Store(ref slots, slot + lane);
            c.Store(ref slots, slot + 2 * lane);
            d.Store(ref slots, slot + 3 * lane);
        }
    }

    // Two blocks of a level make one of the next, as digits carry in a binary number.
    private void Close()
    {
        double total = BlockTotal(in _slots);
        int level = 0;
        for (long blocks = _blocks; (blocks & 1) != 0; blocks >>= 1)
            total = _levels[level++] + total;
        _levels[level] = total;
        _blocks++;
        _filled = 0;
        _slots = default;
    }

    // Each half onto the other, until one is left.
    private static double BlockTotal(in Slots block)
    {
        Slots sums = block;
        ref double first = ref sums[0];
        for (nuint half = Slots.Count / 2; half >= Lane128<double>.Count; half /= 2)
        {
            for (nuint i = 0; i < half; i += Lane128<double>.Count)
                (Lane128<double>.Load(ref first, i) + Lane128<double>.Load(ref first, i + half)).Store(ref first, i);
        }

        return sums[0] + sums[1];
    }

    [InlineArray(Count)]
    private struct Slots
    {
        public const int Count = 32;

        private double _first;
    }

    // More than any span has blocks.
    [InlineArray(32)]
    private struct Levels
    {
        private double _first;
    }
}
