using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The sum of at most one block, which never leaves the registers: the same as that of <see cref="Slots"/>. A sum that no element goes to
/// is 0, and so changes nothing in the tree over the sums, for none of them is -0.
/// </summary>
internal static class ShortSum
{
    // Up to so many elements, scalars are added directly.
    private const int Few = 4;

    // The number of sums that the widest vector of doubles holds.
    private const int Column = Slots.Count / 4;

    /// <summary>Folds the elements of a span of at most <see cref="Block.Length"/>, of which nothing is checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Compute<TFold, T>(ReadOnlySpan<T> elements)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref readonly T first = ref MemoryMarshal.GetReference(elements);
        nuint length = (nuint)elements.Length;
        return length <= Few ? AddFew<TFold, T>(in first, length)
            : Vector512.IsHardwareAccelerated ? Compute<TFold, Simd512<double>, T>(in first, length)
            : Vector256.IsHardwareAccelerated ? Compute<TFold, Simd256<double>, T>(in first, length)
            : Vector128.IsHardwareAccelerated ? Compute<TFold, Simd128<double>, T>(in first, length)
            : Compute<TFold, SimdScalar<double>, T>(in first, length);
    }

    /// <summary>Folds elements in vectors of one width.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static double Compute<TFold, TVector, T>(ref readonly T first, nuint length)
        where TFold : struct, IFold
        where TVector : struct, ISimdVector<TVector, double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(TVector) == typeof(Simd512<double>))
        {
            Vector512<double> sums = Wide.As<TVector, Simd512<double>>(AddSlots<TFold, TVector, T>(in first, 0, length)).Elements;
            return Total(sums.GetLower() + sums.GetUpper());
        }

        // Narrower vectors go over the elements again, which are in the cache.
        if (typeof(TVector) == typeof(Simd256<double>))
        {
            TVector lower = AddSlots<TFold, TVector, T>(in first, 0, length);
            TVector upper = AddSlots<TFold, TVector, T>(in first, TVector.Count, length);
            return Total(Wide.As<TVector, Simd256<double>>(lower + upper).Elements);
        }

        return AddNarrow<TFold, TVector, T>(in first, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double AddNarrow<TFold, TVector, T>(ref readonly T first, nuint length)
        where TFold : struct, IFold
        where TVector : struct, ISimdVector<TVector, double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Sums sums);
        for (nuint slot = 0; slot < Column; slot += TVector.Count)
            AddSlots<TFold, TVector, T>(in first, slot, length).Store(ref sums[0], slot);
        return sums[0] + sums[4] + (sums[2] + sums[6]) + (sums[1] + sums[5] + (sums[3] + sums[7]));
    }

    // The 32 sums as four columns of eight: the sums of one vector in each column, added to each other as the tree does.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector AddSlots<TFold, TVector, T>(ref readonly T first, nuint slot, nuint length)
        where TFold : struct, IFold
        where TVector : struct, ISimdVector<TVector, double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TVector a = TVector.Create(0), b = a, c = a, d = a;
        nuint rounds = length / Slots.Count * Slots.Count, i = slot;
        for (; i < rounds; i += Slots.Count)
        {
            a = TFold.With<TVector, T>(a, Wide.Load<TVector, T>(in first, i));
            b = TFold.With<TVector, T>(b, Wide.Load<TVector, T>(in first, i + Column));
            c = TFold.With<TVector, T>(c, Wide.Load<TVector, T>(in first, i + 2 * Column));
            d = TFold.With<TVector, T>(d, Wide.Load<TVector, T>(in first, i + 3 * Column));
        }

        if (i < length)
            a = AddRest<TFold, TVector, T>(a, in first, i, length);
        if (i + Column < length)
            b = AddRest<TFold, TVector, T>(b, in first, i + Column, length);
        if (i + 2 * Column < length)
        {
            c = AddRest<TFold, TVector, T>(c, in first, i + 2 * Column, length);
            if (i + 3 * Column < length)
                d = AddRest<TFold, TVector, T>(d, in first, i + 3 * Column, length);
        }

        return a + c + (b + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Total(Vector256<double> sums)
    {
        Vector128<double> halves = sums.GetLower() + sums.GetUpper();
        return halves[0] + halves[1];
    }

    /// <summary>Folds at most four elements, each of which goes to a sum of its own.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static double AddFew<TFold, T>(ref readonly T first, nuint length)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (length == 0)
            return 0;
        double even = One<TFold, T>(in first, 0);
        if (length == 1)
            return even;
        double odd = One<TFold, T>(in first, 1);
        if (length > 2)
            even += One<TFold, T>(in first, 2);
        if (length > 3)
            odd += One<TFold, T>(in first, 3);
        return even + odd;
    }

    // A sum of one element: 0 for -0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double One<TFold, T>(ref readonly T first, nuint i)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out double sum);
        TFold.With<SimdScalar<double>, T>(SimdScalar<double>.Create(0), Wide.Load<SimdScalar<double>, T>(in first, i)).Store(ref sum, 0);
        return sum;
    }

    // At least one element.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector AddRest<TFold, TVector, T>(TVector sums, ref readonly T first, nuint i, nuint length)
        where TFold : struct, IFold
        where TVector : struct, ISimdVector<TVector, double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TVector rest = i + TVector.Count <= length ? Wide.Load<TVector, T>(in first, i)
            : Wide.LoadSome<TVector, T>(in first, i, length - i);
        return TFold.With<TVector, T>(sums, rest);
    }

    [InlineArray(Column)]
    private struct Sums
    {
        private double _first;
    }
}
