using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>Converts many numbers from and to bfloat16, the upper 16 bits of a float, which .NET 10 has no type for.</summary>
/// <remarks>
/// Rounding is stochastic: 16 random bits are added below, and the lower half is cut off. A number between two neighbours becomes the upper
/// one with the probability at which the mean is the number itself, so that small changes add up where rounding to nearest would lose them
/// all. Numbers that bfloat16 holds exactly stay. Numbers beyond its largest, 3.3895e38, become the largest and never infinity; infinities
/// stay, and NaN stays one of the same sign. Vectors of every width and single elements give the same bits. Nothing is allocated.
/// </remarks>
internal static class BFloat16s
{
    // The largest of bfloat16, as a float: from there on nothing is added.
    private const int Largest = 0x7F7F0000, Infinity = 0x7F800000, Magnitude = 0x7FFFFFFF, Quiet = 0x00400000;

    // Added to the upper half of the largest, 0x7F7F, in either half of a word, it carries into the top bit of that half.
    private const int BelowLarge = 0x0081_0081;

    /// <summary>Writes each bfloat16 as the float of the same value.</summary>
    /// <param name="source">The bits of the numbers to convert.</param>
    /// <param name="target">The target: as many elements as the source, in memory that does not overlap it.</param>
    /// <exception cref="ArgumentException">The lengths differ. Nothing has been written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen(ReadOnlySpan<ushort> source, Span<float> target)
    {
        nuint i = 0, length = Halves.Common(source.Length, target.Length);
        ref ushort narrow = ref MemoryMarshal.GetReference(source);
        ref float wide = ref MemoryMarshal.GetReference(target);
        if (Vector512.IsHardwareAccelerated && length - i >= IntegerVector512.Count)
            i = Widen<IntegerVector512>(ref narrow, ref wide, i, length);
        if (Vector256.IsHardwareAccelerated && length - i >= IntegerVector256.Count)
            i = Widen<IntegerVector256>(ref narrow, ref wide, i, length);
        if (Vector128.IsHardwareAccelerated && length - i >= IntegerVector128.Count)
            i = Widen<IntegerVector128>(ref narrow, ref wide, i, length);
        for (; i < length; i++)
            Unsafe.Add(ref wide, i) = Widen(Unsafe.Add(ref narrow, i));
    }

    /// <summary>The float of the same value.</summary>
    public static float Widen(ushort bits) => BitConverter.Int32BitsToSingle(bits << 16);

    /// <summary>The bfloat16 nearest to a finite float: of two, the one whose last bit is 0.</summary>
    public static ushort Nearest(float value)
    {
        int bits = BitConverter.SingleToInt32Bits(value);
        return (ushort)((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
    }

    /// <summary>Rounds each float to a bfloat16 next to it.</summary>
    /// <param name="source">The floats to round.</param>
    /// <param name="target">The target for the bits: as many elements as the source, in memory that does not overlap it.</param>
    /// <param name="random">The random bits of the whole state.</param>
    /// <param name="start">The index within the state at which the target starts; even.</param>
    /// <exception cref="ArgumentException">The lengths differ. Nothing has been written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(ReadOnlySpan<float> source, Span<ushort> target, in RandomBits random, int start)
    {
        nuint i = 0, length = Halves.Common(source.Length, target.Length);
        ref float wide = ref MemoryMarshal.GetReference(source);
        ref ushort narrow = ref MemoryMarshal.GetReference(target);
        if (Vector512.IsHardwareAccelerated && length - i >= 2 * IntegerVector512.Count)
            i = Round<IntegerVector512>(ref wide, ref narrow, i, length, random, start);
        if (Vector256.IsHardwareAccelerated && length - i >= 2 * IntegerVector256.Count)
            i = Round<IntegerVector256>(ref wide, ref narrow, i, length, random, start);
        if (Vector128.IsHardwareAccelerated && length - i >= 2 * IntegerVector128.Count)
            i = Round<IntegerVector128>(ref wide, ref narrow, i, length, random, start);
        for (; i < length; i++)
            Unsafe.Add(ref narrow, i) = Round(Unsafe.Add(ref wide, i), random.Draw(start + (int)i));
    }

    /// <summary>The bfloat16 below a float, or above it in magnitude where the random bits carry.</summary>
    public static ushort Round(float value, int random)
    {
        int bits = BitConverter.SingleToInt32Bits(value), magnitude = bits & Magnitude;
        if (magnitude >= Largest)
            return (ushort)((magnitude > Infinity ? bits | Quiet : bits) >> 16);
        return (ushort)((bits + random) >> 16);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nuint Widen<TIntegers>(ref ushort narrow, ref float wide, nuint i, nuint length)
        where TIntegers : struct, IIntegerVector<TIntegers>
    {
        do
        {
            (TIntegers.Load(ref narrow, i) << 16).Store(ref wide, i);
            i += TIntegers.Count;
        }
        while (length - i >= TIntegers.Count);
        return i;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nuint Round<TIntegers>(ref float wide, ref ushort narrow, nuint i, nuint length, RandomBits random, int start)
        where TIntegers : struct, IIntegerVector<TIntegers>
    {
        nuint first = i;
        TIntegers large = 0, pairs = TIntegers.From((start + (int)i) >> 1);
        do
        {
            TIntegers a = TIntegers.Load(ref wide, i), b = TIntegers.Load(ref wide, i + TIntegers.Count);
            TIntegers upper = TIntegers.UpperHalves(a, b);
            large |= (upper & 0x7FFF_7FFF) + BelowLarge;
            TIntegers.AddCarries(upper, TIntegers.LowerHalves(a, b), random.Draw(pairs)).Store(ref narrow, i);
            pairs += (int)TIntegers.Count;
            i += 2 * TIntegers.Count;
        }
        while (length - i >= 2 * TIntegers.Count);

        // Too rare to be paid for by every element.
        if (TIntegers.AnyGreater((large >>> 15) & 0x0001_0001, 0))
        {
            for (nuint j = first; j < i; j++)
                Unsafe.Add(ref narrow, j) = Round(Unsafe.Add(ref wide, j), random.Draw(start + (int)j));
        }

        return i;
    }
}
