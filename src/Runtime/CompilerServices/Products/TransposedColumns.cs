using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// Loads columns of a matrix whose rows are stored: one vector has the elements of a column in as many rows as it is long.
/// </summary>
/// <remarks>
/// Parts of 16 bytes are loaded from each row and interleaved within themselves, which no width of a vector does in another way.
/// </remarks>
internal static class TransposedColumns<T, TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, ISimdVector<TVector, T>
{
    /// <summary>Loads four neighbouring columns.</summary>
    /// <param name="source">The element of the first column in the first row.</param>
    /// <param name="stride">The distance to the next row.</param>
    /// <param name="c0">The first column.</param>
    /// <param name="c1">The second column.</param>
    /// <param name="c2">The third column.</param>
    /// <param name="c3">The fourth column.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load4(ref readonly T source, nuint stride, out TVector c0, out TVector c1, out TVector c2, out TVector c3)
    {
        ref T first = ref Unsafe.AsRef(in source);
        if (TVector.Count == 1)
        {
            c0 = TVector.Load(ref first, 0);
            c1 = TVector.Load(ref first, 1);
            c2 = TVector.Load(ref first, 2);
            c3 = TVector.Load(ref first, 3);
        }
        else if (Unsafe.SizeOf<T>() == sizeof(double))
        {
            ref T second = ref Unsafe.Add(ref first, stride);
            TVector a = TVector.LoadParts(ref first, stride), b = TVector.LoadParts(ref second, stride);
            c0 = TVector.UnpackLow(a, b);
            c1 = TVector.UnpackHigh(a, b);
            a = TVector.LoadParts(ref Unsafe.Add(ref first, 2), stride);
            b = TVector.LoadParts(ref Unsafe.Add(ref second, 2), stride);
            c2 = TVector.UnpackLow(a, b);
            c3 = TVector.UnpackHigh(a, b);
        }
        else
        {
            ref T third = ref Unsafe.Add(ref first, 2 * stride);
            TVector a = TVector.LoadParts(ref first, stride), c = TVector.LoadParts(ref third, stride);
            TVector b = TVector.LoadParts(ref Unsafe.Add(ref first, stride), stride);
            TVector d = TVector.LoadParts(ref Unsafe.Add(ref third, stride), stride);
            TVector even = TVector.UnpackLow(a, c), odd = TVector.UnpackLow(b, d);
            c0 = TVector.UnpackLow(even, odd);
            c1 = TVector.UnpackHigh(even, odd);
            even = TVector.UnpackHigh(a, c);
            odd = TVector.UnpackHigh(b, d);
            c2 = TVector.UnpackLow(even, odd);
            c3 = TVector.UnpackHigh(even, odd);
        }
    }

    /// <summary>Loads one column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(ref readonly T source, nuint stride)
    {
        if (TVector.Count == 1)
            return TVector.Load(in source, 0);
        Unsafe.SkipInit(out Line line);
        ref T column = ref Unsafe.As<Line, T>(ref line);
        for (nuint i = 0; i < TVector.Count; i++)
            Unsafe.Add(ref column, i) = Unsafe.Add(ref Unsafe.AsRef(in source), i * stride);
        return TVector.Load(ref column, 0);
    }
}
