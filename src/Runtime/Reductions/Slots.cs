using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FusedOpt.Lanes;

namespace FusedOpt.Reductions;

/// <summary>The sums of a block that comes in parts: term k goes to sum k mod 32.</summary>
[InlineArray(Count)]
internal struct Slots
{
    public const int Count = 32;

    private double _first;

    /// <summary>Adds each element as <typeparamref name="TFold"/> does.</summary>
    /// <param name="filled">How many the block has already.</param>
    /// <param name="elements">The elements.</param>
    public void Add<TFold, T>(int filled, ReadOnlySpan<T> elements)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T first = ref MemoryMarshal.GetReference(elements);
        nuint length = (nuint)elements.Length, i = 0;

        // Whole rounds start at the first slot.
        while (i < length && (filled + (int)i) % Count != 0)
            AddOne<TFold, T>(filled, ref first, i++);
        nuint rounds = (length - i) / Count * Count;
        if (Vector512.IsHardwareAccelerated)
            AddRounds<TFold, Lane512<double>, T>(ref _first, ref Unsafe.Add(ref first, i), rounds);
        else if (Vector256.IsHardwareAccelerated)
            AddRounds<TFold, Lane256<double>, T>(ref _first, ref Unsafe.Add(ref first, i), rounds);
        else if (Vector128.IsHardwareAccelerated)
            AddRounds<TFold, Lane128<double>, T>(ref _first, ref Unsafe.Add(ref first, i), rounds);
        else
            AddRounds<TFold, Lane1<double>, T>(ref _first, ref Unsafe.Add(ref first, i), rounds);
        for (i += rounds; i < length; i++)
            AddOne<TFold, T>(filled, ref first, i);
    }

    /// <summary>The sum of them: each half onto the other, until one is left.</summary>
    public readonly double Total()
    {
        Slots sums = this;
        for (nuint half = Count / 2; half >= Lane128<double>.Count; half /= 2)
        {
            for (nuint i = 0; i < half; i += Lane128<double>.Count)
                (Lane128<double>.Load(ref sums._first, i) + Lane128<double>.Load(ref sums._first, i + half)).Store(ref sums._first, i);
        }

        return sums[0] + sums[1];
    }

    /// <summary>The largest of the sums of squares. What it is if one of them is NaN does not matter.</summary>
    public readonly double Largest()
    {
        ref readonly double first = ref this[0];
        Vector128<double> largest = Vector128.LoadUnsafe(in first);
        for (nuint i = (nuint)Vector128<double>.Count; i < Count; i += (nuint)Vector128<double>.Count)
            largest = Vector128.MaxNative(largest, Vector128.LoadUnsafe(in first, i));
        return Math.Max(largest[0], largest[1]);
    }

    private void AddOne<TFold, T>(int filled, ref T first, nuint i)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nuint slot = ((nuint)filled + i) % Count;
        TFold.With<Lane1<double>, T>(Lane1<double>.Load(ref _first, slot), Wide.Load<Lane1<double>, T>(ref first, i)).Store(ref _first, slot);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddRounds<TFold, TLane, T>(ref double slots, ref T first, nuint length)
        where TFold : struct, IFold
        where TLane : struct, ILane<TLane, double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Four lanes of sums at a time stay in registers; narrower ones walk over the block again, which is in the cache.
        nuint lane = TLane.Count;
        for (nuint slot = 0; slot < Count; slot += 4 * lane)
        {
            TLane a = TLane.Load(ref slots, slot);
            TLane b = TLane.Load(ref slots, slot + lane);
            TLane c = TLane.Load(ref slots, slot + 2 * lane);
            TLane d = TLane.Load(ref slots, slot + 3 * lane);
            for (nuint i = slot; i < length; i += Count)
            {
                a = TFold.With<TLane, T>(a, Wide.Load<TLane, T>(ref first, i));
                b = TFold.With<TLane, T>(b, Wide.Load<TLane, T>(ref first, i + lane));
                c = TFold.With<TLane, T>(c, Wide.Load<TLane, T>(ref first, i + 2 * lane));
                d = TFold.With<TLane, T>(d, Wide.Load<TLane, T>(ref first, i + 3 * lane));
            }

            a.Store(ref slots, slot);
            b.Store(ref slots, slot + lane);
            c.Store(ref slots, slot + 2 * lane);
            d.Store(ref slots, slot + 3 * lane);
        }
    }
}
