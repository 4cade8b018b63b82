using System;
using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>Converts many halves at a time: .NET's casts, of which it has no vector form.</summary>
/// <remarks>
/// The bits are those of the casts; only of a NaN no more than that it stays one, of the same sign. Nothing is allocated.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Halves
{
    /// <summary>Writes each half as the float of the same value.</summary>
    /// <param name="source">The numbers to convert.</param>
    /// <param name="target">The target: as many elements as the source, in memory that does not overlap it.</param>
    /// <exception cref="ArgumentException">The lengths differ. Nothing has been written.</exception>
    public static void Widen(ReadOnlySpan<Half> source, Span<float> target)
    {
        nuint i = 0, length = Common(source.Length, target.Length);
        ref ushort halves = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<Half, ushort>(source));
        ref float singles = ref MemoryMarshal.GetReference(target);
        if (Vector512.IsHardwareAccelerated && length - i >= IntegerVector512.Count)
            i = Widen<IntegerVector512>(ref halves, ref singles, i, length);
        if (Vector256.IsHardwareAccelerated && length - i >= IntegerVector256.Count)
            i = Widen<IntegerVector256>(ref halves, ref singles, i, length);
        if (Vector128.IsHardwareAccelerated && length - i >= IntegerVector128.Count)
            i = Widen<IntegerVector128>(ref halves, ref singles, i, length);
        for (; i < length; i++)
            Unsafe.Add(ref singles, i) = (float)BitConverter.UInt16BitsToHalf(Unsafe.Add(ref halves, i));
    }

    /// <summary>Writes the half nearest to each float: of two, the one whose last bit is 0; beyond the largest, infinity.</summary>
    /// <inheritdoc cref="Widen"/>
    public static void Round(ReadOnlySpan<float> source, Span<Half> target)
    {
        nuint i = 0, length = Common(source.Length, target.Length);
        ref float singles = ref MemoryMarshal.GetReference(source);
        ref ushort halves = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<Half, ushort>(target));
        if (Vector512.IsHardwareAccelerated && length - i >= 2 * IntegerVector512.Count)
            i = Round<IntegerVector512>(ref singles, ref halves, i, length);
        if (Vector256.IsHardwareAccelerated && length - i >= 2 * IntegerVector256.Count)
            i = Round<IntegerVector256>(ref singles, ref halves, i, length);
        if (Vector128.IsHardwareAccelerated && length - i >= 2 * IntegerVector128.Count)
            i = Round<IntegerVector128>(ref singles, ref halves, i, length);
        for (; i < length; i++)
            Unsafe.Add(ref halves, i) = BitConverter.HalfToUInt16Bits((Half)Unsafe.Add(ref singles, i));
    }

    /// <summary>Adds halves to floats that are halves, too, and rounds each sum to a half: their sum as halves.</summary>
    /// <inheritdoc cref="Widen"/>
    internal static void Add(ReadOnlySpan<Half> source, Span<float> target)
    {
        nuint i = 0, length = Common(source.Length, target.Length);
        ref ushort halves = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<Half, ushort>(source));
        ref float singles = ref MemoryMarshal.GetReference(target);
        if (Vector512.IsHardwareAccelerated && length - i >= IntegerVector512.Count)
            i = Add<IntegerVector512>(ref halves, ref singles, i, length);
        if (Vector256.IsHardwareAccelerated && length - i >= IntegerVector256.Count)
            i = Add<IntegerVector256>(ref halves, ref singles, i, length);
        if (Vector128.IsHardwareAccelerated && length - i >= IntegerVector128.Count)
            i = Add<IntegerVector128>(ref halves, ref singles, i, length);
        for (; i < length; i++)
            Unsafe.Add(ref singles, i) = (float)(Half)(
                Unsafe.Add(ref singles, i) + (float)BitConverter.UInt16BitsToHalf(Unsafe.Add(ref halves, i)));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nuint Widen<TIntegers>(ref ushort halves, ref float singles, nuint i, nuint length)
        where TIntegers : struct, IIntegerVector<TIntegers>
    {
        for (; length - i >= TIntegers.Count; i += TIntegers.Count)
            HalfBits.Widen(TIntegers.Load(ref halves, i)).Store(ref singles, i);
        return i;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nuint Round<TIntegers>(ref float singles, ref ushort halves, nuint i, nuint length)
        where TIntegers : struct, IIntegerVector<TIntegers>
    {
        for (; length - i >= 2 * TIntegers.Count; i += 2 * TIntegers.Count)
            TIntegers.LowerHalves(
                HalfBits.Round(TIntegers.Load(ref singles, i)), HalfBits.Round(TIntegers.Load(ref singles, i + TIntegers.Count)))
                .Store(ref halves, i);
        return i;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nuint Add<TIntegers>(ref ushort halves, ref float singles, nuint i, nuint length)
        where TIntegers : struct, IIntegerVector<TIntegers>
    {
        for (; length - i >= TIntegers.Count; i += TIntegers.Count)
        {
            TIntegers sum = TIntegers.AddSingles(TIntegers.Load(ref singles, i), HalfBits.Widen(TIntegers.Load(ref halves, i)));
            HalfBits.Widen(HalfBits.Round(sum) & 0xFFFF).Store(ref singles, i);
        }

        return i;
    }

    /// <summary>The length of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static nuint Common(int source, int target)
    {
        if (source != target)
            Refuse(source, target);
        return (nuint)source;
    }

    private static void Refuse(int source, int target) =>
        throw new ArgumentException(
            string.Create(CultureInfo.InvariantCulture, $"target has {target} elements, but source has {source}."), nameof(target));
}
