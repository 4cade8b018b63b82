using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>The sums of a block that comes in parts: term k goes to sum k mod 32.</summary>
[InlineArray(Count)]
internal struct Slots
{
    public const int Count = 32;

    private double _first;

    /// <summary>Adds each element as <typeparamref name="TFold"/> does.</summary>
    /// <param name="filled">The number of elements that the block has already.</param>
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
            AddRounds<TFold, Simd512<double>, T>(ref _first, ref Unsafe.Add(ref first, i), rounds);
        else if (Vector256.IsHardwareAccelerated)
            AddRounds<TFold, Simd256<double>, T>(ref _first, ref Unsafe.Add(ref first, i), rounds);
        else if (Vector128.IsHardwareAccelerated)
            AddRounds<TFold, Simd128<double>, T>(ref _first, ref Unsafe.Add(ref first, i), rounds);
        else
            AddRounds<TFold, SimdScalar<double>, T>(ref _first, ref Unsafe.Add(ref first, i), rounds);
        for (i += rounds; i < length; i++)
            AddOne<TFold, T>(filled, ref first, i);
    }

    /// <summary>The sum of them: each half onto the other, until one is left.</summary>
    public readonly double Total()
    {
        Slots sums = this;
        for (nuint half = Count / 2; half >= Simd128<double>.Count; half /= 2)
        {
            for (nuint i = 0; i < half; i += Simd128<double>.Count)
                (Simd128<double>.Load(ref sums._first, i) + Simd128<double>.Load(ref sums._first, i + half)).Store(ref sums._first, i);
        }

        return sums[0] + sums[1];
    }

    /// <summary>The largest of the sums of squares. If one of them is NaN, the result is any number.</summary>
    public readonly double Maximum()
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
        TFold.With<SimdScalar<double>, T>(SimdScalar<double>.Load(ref _first, slot), Wide.Load<SimdScalar<double>, T>(ref first, i))
            .Store(ref _first, slot);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void AddRounds<TFold, TVector, T>(ref double slots, ref T first, nuint length)
        where TFold : struct, IFold
        where TVector : struct, ISimdVector<TVector, double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Four vectors of sums at a time stay in registers; narrower ones go over the block again, which is in the cache.
        nuint vector = TVector.Count;
        for (nuint slot = 0; slot < Count; slot += 4 * vector)
        {
            TVector a = TVector.Load(ref slots, slot);
            TVector b = TVector.Load(ref slots, slot + vector);
            TVector c = TVector.Load(ref slots, slot + 2 * vector);
            TVector d = TVector.Load(ref slots, slot + 3 * vector);
            for (nuint i = slot; i < length; i += Count)
            {
                a = TFold.With<TVector, T>(a, Wide.Load<TVector, T>(ref first, i));
                b = TFold.With<TVector, T>(b, Wide.Load<TVector, T>(ref first, i + vector));
                c = TFold.With<TVector, T>(c, Wide.Load<TVector, T>(ref first, i + 2 * vector));
                d = TFold.With<TVector, T>(d, Wide.Load<TVector, T>(ref first, i + 3 * vector));
            }

            a.Store(ref slots, slot);
            b.Store(ref slots, slot + vector);
            c.Store(ref slots, slot + 2 * vector);
            d.Store(ref slots, slot + 3 * vector);
        }
    }
}
