using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>Converts blocks of numbers from and to codes of 8 bits, with a scale for each block.</summary>
/// <remarks>Vectors of every width and single elements give the same bits. Nothing is allocated.</remarks>
internal static class Block8s
{
    /// <summary>The number of elements that have a scale together.</summary>
    public const int Length = 256;

    private const int Infinity = 0x7F800000, Magnitude = 0x7FFFFFFF, Normal = 0x00800000;

    /// <summary>The number of blocks, the last of which may be shorter.</summary>
    public static int Count(int length) => (int)(((uint)length + (Length - 1)) / Length);

    /// <summary>Writes each code as a float.</summary>
    /// <param name="codes">The codes of whole blocks, or of all that is left.</param>
    /// <param name="scales">The scale of each block.</param>
    /// <param name="map">The values that codes stand for.</param>
    /// <param name="target">The target: as many elements as there are codes, in memory that does not overlap them.</param>
    /// <exception cref="ArgumentException">The lengths differ. Nothing has been written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen(ReadOnlySpan<byte> codes, ReadOnlySpan<float> scales, DynamicMap map, Span<float> target)
    {
        nuint i = 0, length = Halves.Common(codes.Length, target.Length);
        ref byte narrow = ref MemoryMarshal.GetReference(codes);
        ref float wide = ref MemoryMarshal.GetReference(target), scale = ref MemoryMarshal.GetReference(scales);
        if (Codes512.IsSupported)
            i = Codes512.Widen(ref narrow, ref scale, map, ref wide, length);
        if (i < length)
            WidenRest(ref narrow, ref scale, map, ref wide, i, length);
    }

    /// <summary>
    /// Writes the scale of each block: its largest magnitude, 0 where that is not a normal number, and NaN where it is infinite or none.
    /// </summary>
    /// <param name="source">Whole blocks, or all that is left.</param>
    /// <param name="scales">The target: an element for each block, or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Measure(ReadOnlySpan<float> source, Span<float> scales)
    {
        for (int block = 0; !source.IsEmpty; block++)
        {
            int count = Math.Min(Length, source.Length), largest = Largest(source[..count]);
            source = source[count..];
            scales[block] = largest < Normal ? 0 : largest < Infinity ? BitConverter.Int32BitsToSingle(largest) : float.NaN;
        }
    }

    /// <summary>Writes for each float the code of the nearest value in its decade.</summary>
    /// <param name="source">Whole blocks, or all that is left.</param>
    /// <param name="scales">The scales that <see cref="Measure"/> wrote.</param>
    /// <param name="map">The values that codes stand for.</param>
    /// <param name="codes">The target: as many elements as the source.</param>
    /// <exception cref="ArgumentException">The lengths differ. Nothing has been written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(ReadOnlySpan<float> source, ReadOnlySpan<float> scales, DynamicMap map, Span<byte> codes)
    {
        nuint i = 0, length = Halves.Common(source.Length, codes.Length);
        ref float wide = ref MemoryMarshal.GetReference(source), scale = ref MemoryMarshal.GetReference(scales);
        ref byte narrow = ref MemoryMarshal.GetReference(codes);
        if (Codes512.IsSupported)
            i = Codes512.Round(ref wide, ref scale, map, ref narrow, length);
        while (i < length)
            i = RoundRest(
                ref wide, Inverse(Unsafe.Add(ref scale, i / Length)), map, ref narrow, i, Math.Min(length, (i / Length + 1) * Length));

        // Blocks that no code tells anything of.
        for (int block = 0; !codes.IsEmpty; block++)
        {
            int count = Math.Min(Length, codes.Length);
            if (!(scales[block] > 0))
                codes[..count].Fill(map.Zero);
            codes = codes[count..];
        }
    }

    /// <summary>Returns the factor that turns numbers into shares of their scale.</summary>
    /// <remarks>
    /// The factor is greater than the scale's inverse by so little that no share gets another code, and by enough for the largest number to
    /// reach 1.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Inverse(float scale) => (1 + 1f / (1 << 21)) / scale;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void WidenRest(ref byte narrow, ref float scale, DynamicMap map, ref float wide, nuint i, nuint length)
    {
        ref float value = ref MemoryMarshal.GetArrayDataReference(map.Values);
        for (; i < length; i++)
            Unsafe.Add(ref wide, i) = Unsafe.Add(ref value, Unsafe.Add(ref narrow, i)) * Unsafe.Add(ref scale, i / Length);
    }

    // Rounds the rest of one block; returns the length.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nuint RoundRest(ref float wide, float inverse, DynamicMap map, ref byte narrow, nuint i, nuint length)
    {
        if (Vector512.IsHardwareAccelerated)
            i = Round<IntegerVector512>(ref wide, ref narrow, i, length, map, inverse);
        if (Vector256.IsHardwareAccelerated)
            i = Round<IntegerVector256>(ref wide, ref narrow, i, length, map, inverse);
        if (Vector128.IsHardwareAccelerated)
            i = Round<IntegerVector128>(ref wide, ref narrow, i, length, map, inverse);
        for (; i < length; i++)
        {
            float value = Unsafe.Add(ref wide, i);
            int code = map.GetCode(MathF.Abs(value) * inverse);
            Unsafe.Add(ref narrow, i) = (byte)(map.IsSigned && value < 0 ? Math.Max((2 * map.Zero) - code, 0) : code);
        }

        return length;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nuint Round<TIntegers>(ref float wide, ref byte codes, nuint i, nuint length, DynamicMap map, float inverse)
        where TIntegers : struct, IIntegerVector<TIntegers>
    {
        TIntegers factor = BitConverter.SingleToInt32Bits(inverse), least = BitConverter.SingleToInt32Bits(DynamicMap.Least);
        ref int lower = ref MemoryMarshal.GetArrayDataReference(map.Lower.Packed),
            upper = ref MemoryMarshal.GetArrayDataReference(map.Upper.Packed);
        for (; length - i >= TIntegers.Count; i += TIntegers.Count)
        {
            TIntegers value = TIntegers.Load(ref wide, i);
            TIntegers share = TIntegers.Max(TIntegers.MultiplySingles(value & Magnitude, factor), least);
            TIntegers octave = (share >> 23) & (OctaveLines.Count - 1), fraction = (share >>> 7) & 0xFFFF;
            TIntegers code = TIntegers.Min(
                Lookup(TIntegers.Pick(in lower, octave), fraction), Lookup(TIntegers.Pick(in upper, octave), fraction)) >>> 8;
            if (map.IsSigned)
                code = TIntegers.SelectLess(value, 0, TIntegers.Max((code ^ -1) + (2 * map.Zero + 1), 0), code);
            code.Store(ref codes, i);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TIntegers Lookup<TIntegers>(TIntegers line, TIntegers fraction)
        where TIntegers : struct, IIntegerVector<TIntegers> => (line & 0xFFFF) + ((fraction * (line >>> 16)) >>> 16);

    // Written in place, since blocks are short and a call costs more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Largest(ReadOnlySpan<float> source)
    {
        ref float wide = ref MemoryMarshal.GetReference(source);
        nuint i = 0, length = (nuint)source.Length;
        int largest = Vector512.IsHardwareAccelerated ? Largest<IntegerVector512>(ref wide, ref i, length)
            : Vector256.IsHardwareAccelerated ? Largest<IntegerVector256>(ref wide, ref i, length)
            : Vector128.IsHardwareAccelerated ? Largest<IntegerVector128>(ref wide, ref i, length)
            : 0;
        for (; i < length; i++)
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(Unsafe.Add(ref wide, i)) & Magnitude);
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Largest<TIntegers>(ref float wide, ref nuint i, nuint length)
        where TIntegers : struct, IIntegerVector<TIntegers>
    {
        TIntegers integers = 0;
        for (nuint most = 4 * TIntegers.Count; length - i >= most; i += most)
            integers = TIntegers.Max(
                integers,
                TIntegers.Max(
                    TIntegers.Max(Lookup<TIntegers>(ref wide, i), Lookup<TIntegers>(ref wide, i + TIntegers.Count)),
                    TIntegers.Max(
                        Lookup<TIntegers>(ref wide, i + 2 * TIntegers.Count), Lookup<TIntegers>(ref wide, i + 3 * TIntegers.Count))));
        for (; length - i >= TIntegers.Count; i += TIntegers.Count)
            integers = TIntegers.Max(integers, Lookup<TIntegers>(ref wide, i));
        return integers.Largest();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TIntegers Lookup<TIntegers>(ref float wide, nuint i)
        where TIntegers : struct, IIntegerVector<TIntegers> => TIntegers.Load(ref wide, i) & Magnitude;
}
