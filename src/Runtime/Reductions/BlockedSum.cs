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

    /// <summary>Adds what <typeparamref name="TTerm"/> makes of each element.</summary>
    public void Add<TTerm, T>(ReadOnlySpan<T> elements)
        where TTerm : struct, ITerm
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        while (!elements.IsEmpty)
        {
            int count = Math.Min(Block.Length - _filled, elements.Length);
            AddToBlock<TTerm, T>(elements[..count]);
            elements = elements[count..];
            if (_filled == Block.Length)
                Close();
        }
    }

    /// <summary>The sum of what has been added.</summary>
    public readonly double Total()
    {
        double total = BlockTotal(_slots);
        int level = 0;
        for (long blocks = _blocks; blocks != 0; blocks >>= 1, level++)
        {
            if ((blocks & 1) != 0)
                total = _levels[level] + total;
        }

        return total;
    }

    private void AddToBlock<TTerm, T>(ReadOnlySpan<T> elements)
        where TTerm : struct, ITerm
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T first = ref MemoryMarshal.GetReference(elements);
        ref double slots = ref _slots[0];
        nuint length = (nuint)elements.Length, i = 0;

        // Whole rounds start at the first slot.
        while (i < length && _filled % Slots.Count != 0)
            AddOne<TTerm, T>(ref slots, ref first, i++);
        nuint rounds = (length - i) / Slots.Count * Slots.Count;
        if (Vector512.IsHardwareAccelerated)
            AddRounds<TTerm, Lane512<double>, T>(ref slots, ref Unsafe.Add(ref first, i), rounds);
        else if (Vector256.IsHardwareAccelerated)
            AddRounds<TTerm, Lane256<double>, T>(ref slots, ref Unsafe.Add(ref first, i), rounds);
        else if (Vector128.IsHardwareAccelerated)
            AddRounds<TTerm, Lane128<double>, T>(ref slots, ref Unsafe.Add(ref first, i), rounds);
        else
            AddRounds<TTerm, Lane1<double>, T>(ref slots, ref Unsafe.Add(ref first, i), rounds);
        _filled += (int)rounds;
        for (i += rounds; i < length; i++)
            AddOne<TTerm, T>(ref slots, ref first, i);
    }

    private void AddOne<TTerm, T>(ref double slots, ref T first, nuint i)
        where TTerm : struct, ITerm
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nuint slot = (nuint)_filled++ % Slots.Count;
        (Lane1<double>.Load(ref slots, slot) + TTerm.Of(Wide.Load<Lane1<double>, T>(ref first, i))).Store(ref slots, slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddRounds<TTerm, TLane, T>(ref double slots, ref T first, nuint length)
        where TTerm : struct, ITerm
        where TLane : struct, ILane<TLane, double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nuint i = 0; i < length; i += Slots.Count)
        {
            for (nuint slot = 0; slot < Slots.Count; slot += TLane.Count)
                (TLane.Load(ref slots, slot) + TTerm.Of(Wide.Load<TLane, T>(ref first, i + slot))).Store(ref slots, slot);
        }
    }

    // Two blocks of a level make one of the next, as digits carry in a binary number.
    private void Close()
    {
        double total = BlockTotal(_slots);
        int level = 0;
        for (long blocks = _blocks; (blocks & 1) != 0; blocks >>= 1)
            total = _levels[level++] + total;
        _levels[level] = total;
        _blocks++;
        _filled = 0;
        _slots = default;
    }

    private static double BlockTotal(Slots slots)
    {
        for (int half = Slots.Count / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
                slots[i] += slots[i + half];
        }

        return slots[0];
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
