using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FusedOpt.Lanes;

namespace FusedOpt.Conversions;

/// <summary>Converts blocks of numbers from and to codes of 8 bits, with a scale for each block.</summary>
/// <remarks>Vectors of every width and single elements give the same bits. Nothing is allocated.</remarks>
internal static class Block8s
{
    /// <summary>The number of elements that have a scale together.</summary>
    public const int Length = 256;

    private const int Infinity = 0x7F800000, Magnitude = 0x7FFFFFFF, Normal = 0x00800000;

    /// <summary>Writes each code as a float.</summary>
    /// <param name="codes">The codes of whole blocks, or of all that is left.</param>
    /// <param name="scales">The scale of each block.</param>
    /// <param name="map">What codes stand for.</param>
    /// <param name="target">Where to write: as many elements, in memory of their own.</param>
    /// <exception cref="ArgumentException">The lengths differ. Nothing has been written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(ReadOnlySpan<byte> codes, ReadOnlySpan<float> scales, DynamicMap map, Span<float> target)
    {
        int length = (int)Halves.Common(codes.Length, target.Length);
        ref float value = ref MemoryMarshal.GetArrayDataReference(map.Values);
        for (int i = Codes512.IsSupported ? Codes512.Widen(codes, scales, map, target) : 0; i < length; i++)
            target[i] = Unsafe.Add(ref value, codes[i]) * scales[i / Length];
    }

    /// <summary>Writes for each float the code of the nearest value in its decade, and the scale of each block.</summary>
    /// <inheritdoc cref="Widen"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Round(ReadOnlySpan<float> source, DynamicMap map, Span<byte> codes, Span<float> scales)
    {
        int length = (int)Halves.Common(source.Length, codes.Length);
        for (int start = 0, block = 0; start < length; start += Length, block++)
        {
            int largest = Largest(source.Slice(start, Math.Min(Length, length - start)));
            scales[block] = largest < Normal ? 0 : largest < Infinity ? BitConverter.Int32BitsToSingle(largest) : float.NaN;
        }

        for (int i = Codes512.IsSupported ? Codes512.Round(source, scales, map, codes) : 0; i < length;)
        {
            int count = Math.Min(Length - i % Length, length - i);
            Round(source.Slice(i, count), Inverse(scales[i / Length]), map, codes.Slice(i, count));
            i += count;
        }

        // Blocks that no code tells anything of.
        for (int start = 0, block = 0; start < length; start += Length, block++)
        {
            if (!(scales[block] > 0))
                codes.Slice(start, Math.Min(Length, length - start)).Fill(map.Zero);
        }
    }

    /// <summary>What numbers are multiplied by to become shares of their scale.</summary>
    /// <remarks>So little more than its inverse that it takes no share to another code, and enough for the largest number to reach 1.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Inverse(float scale) => (1 + 1f / (1 << 21)) / scale;

    private static void Round(ReadOnlySpan<float> source, float inverse, DynamicMap map, Span<byte> codes)
    {
        ref float wide = ref MemoryMarshal.GetReference(source);
        ref byte narrow = ref MemoryMarshal.GetReference(codes);
        nuint i = 0, length = (nuint)source.Length;
        if (Vector512.IsHardwareAccelerated)
            i = Round<Words512>(ref wide, ref narrow, i, length, map, inverse);
        if (Vector256.IsHardwareAccelerated)
            i = Round<Words256>(ref wide, ref narrow, i, length, map, inverse);
        if (Vector128.IsHardwareAccelerated)
            i = Round<Words128>(ref wide, ref narrow, i, length, map, inverse);
        for (; i < length; i++)
        {
            float value = Unsafe.Add(ref wide, i);
            int code = map.CodeOf(MathF.Abs(value) * inverse);
            Unsafe.Add(ref narrow, i) = (byte)(map.IsSigned && value < 0 ? Math.Max((2 * map.Zero) - code, 0) : code);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nuint Round<TWords>(ref float wide, ref byte codes, nuint i, nuint length, DynamicMap map, float inverse)
        where TWords : struct, IWords<TWords>
    {
        TWords factor = BitConverter.SingleToInt32Bits(inverse), least = BitConverter.SingleToInt32Bits(DynamicMap.Least);
        ref int lower = ref MemoryMarshal.GetArrayDataReference(map.Lower.Packed), upper = ref MemoryMarshal.GetArrayDataReference(map.Upper.Packed);
        for (; length - i >= TWords.Count; i += TWords.Count)
        {
            TWords value = TWords.Load(ref wide, i);
            TWords share = TWords.Max(TWords.MultiplySingles(value & Magnitude, factor), least);
            TWords octave = (share >> 23) & (OctaveLines.Count - 1), fraction = (share >>> 7) & 0xFFE0;
            TWords code = TWords.Min(At(TWords.Pick(in lower, octave), fraction), At(TWords.Pick(in upper, octave), fraction)) >>> 8;
            if (map.IsSigned)
                code = TWords.SelectLess(value, 0, TWords.Max((code ^ -1) + (2 * map.Zero + 1), 0), code);
            code.Store(ref codes, i);
        }

        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TWords At<TWords>(TWords line, TWords fraction)
        where TWords : struct, IWords<TWords> => (line & 0xFFFF) + ((fraction * (line >>> 16)) >>> 16);

    // In place, as blocks are short and calls are not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Largest(ReadOnlySpan<float> source)
    {
        ref float wide = ref MemoryMarshal.GetReference(source);
        nuint i = 0, length = (nuint)source.Length;
        int largest = 0;
        if (Vector512.IsHardwareAccelerated)
            largest = Largest<Words512>(ref wide, ref i, length, largest);
        if (Vector256.IsHardwareAccelerated && i < length)
            largest = Largest<Words256>(ref wide, ref i, length, largest);
        if (Vector128.IsHardwareAccelerated && i < length)
            largest = Largest<Words128>(ref wide, ref i, length, largest);
        for (; i < length; i++)
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(Unsafe.Add(ref wide, i)) & Magnitude);
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Largest<TWords>(ref float wide, ref nuint i, nuint length, int largest)
        where TWords : struct, IWords<TWords>
    {
        TWords words = largest;
        for (; length - i >= TWords.Count; i += TWords.Count)
            words = TWords.Max(words, TWords.Load(ref wide, i) & Magnitude);
        return words.Largest();
    }
}
