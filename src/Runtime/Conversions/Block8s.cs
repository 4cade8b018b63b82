using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using FusedOpt.Lanes;

namespace FusedOpt.Conversions;

/// <summary>Converts blocks of numbers from and to codes of 8 bits, with a scale for each block.</summary>
internal static class Block8s
{
    /// <summary>The number of elements that have a scale together.</summary>
    public const int Length = 256;

    private const int Infinity = 0x7F800000, Magnitude = 0x7FFFFFFF, Normal = 0x00800000, Sign = 1 << 31;

    // 1.5 * 2^23: a number that is added to it is rounded to a whole one in the last bits.
    private const int Whole = 0x4B400000;

    // log10(2) / 2^23, and the bits of 1 less 5.85 decades.
    private const float Decade = 3.588557e-8f;
    private const int Origin = 0x3F800000 - 163018163;

    /// <summary>Writes each code as a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen(ReadOnlySpan<byte> codes, float scale, bool isSigned, Span<float> target)
    {
        DynamicMap map = isSigned ? DynamicMap.Signed : DynamicMap.Unsigned;
        nuint i = 0, length = Halves.Common(codes.Length, target.Length);
        ref byte narrow = ref MemoryMarshal.GetReference(codes);
        ref float wide = ref MemoryMarshal.GetReference(target);
        Vector512<float> steps = map.Steps * scale;
        if (Vector512.IsHardwareAccelerated)
            i = isSigned ? Widen<Words512, True>(ref narrow, ref wide, i, length, map.Origins, steps) : Widen<Words512, False>(ref narrow, ref wide, i, length, map.Origins, steps);
        if (Vector256.IsHardwareAccelerated)
            i = isSigned ? Widen<Words256, True>(ref narrow, ref wide, i, length, map.Origins, steps) : Widen<Words256, False>(ref narrow, ref wide, i, length, map.Origins, steps);
        if (Vector128.IsHardwareAccelerated)
            i = isSigned ? Widen<Words128, True>(ref narrow, ref wide, i, length, map.Origins, steps) : Widen<Words128, False>(ref narrow, ref wide, i, length, map.Origins, steps);
        for (; i < length; i++)
            Unsafe.Add(ref wide, i) = Widen(Unsafe.Add(ref narrow, i), isSigned, map.Origins, steps);
    }

    private static float Widen(byte code, bool isSigned, Vector512<float> origins, Vector512<float> steps)
    {
        float number = isSigned ? code - 127f : code;
        float place = isSigned ? MathF.Abs(number) + 0.5f : number + 1f;
        int line = BitConverter.SingleToInt32Bits(place) >> 23 & 7;
        float value = (place + origins[line]) * steps[line];
        return isSigned && number < 0 ? -value : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nuint Widen<TWords, TSigned>(ref byte codes, ref float wide, nuint i, nuint length, Vector512<float> origins, Vector512<float> steps)
        where TWords : struct, IWords<TWords>
        where TSigned : struct, ICondition
    {
        TWords bias = BitConverter.SingleToInt32Bits(TSigned.Holds ? 0.5f : 1f), offset = BitConverter.SingleToInt32Bits(-127f);
        if (length - i < TWords.Count)
            return i;
        do
        {
            TWords number = TWords.ToSingles(TWords.Load(ref codes, i));
            if (TSigned.Holds)
                number = TWords.AddSingles(number, offset);
            TWords place = TWords.AddSingles(TSigned.Holds ? number & Magnitude : number, bias);
            TWords line = place >> 23;
            TWords value = TWords.MultiplySingles(TWords.AddSingles(place, TWords.Pick(origins, line)), TWords.Pick(steps, line));
            if (TSigned.Holds)
                value |= number & Sign;
            value.Store(ref wide, i);
            i += TWords.Count;
        }
        while (length - i >= TWords.Count);

        return i;
    }

    /// <summary>Writes the code nearest to each float of a block, and gives the scale.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Round(ReadOnlySpan<float> source, bool isSigned, Span<byte> codes)
    {
        DynamicMap map = isSigned ? DynamicMap.Signed : DynamicMap.Unsigned;
        nuint i = 0, length = Halves.Common(source.Length, codes.Length);
        ref float wide = ref MemoryMarshal.GetReference(source);
        ref byte narrow = ref MemoryMarshal.GetReference(codes);
        int largest = Largest(ref wide, length);
        float scale = BitConverter.Int32BitsToSingle(largest);
        if (largest < Normal || largest >= Infinity)
        {
            codes.Fill(isSigned ? (byte)127 : (byte)0);
            return largest < Normal ? 0 : float.NaN;
        }

        float inverse = 1 / scale;
        if (Vector512.IsHardwareAccelerated)
            i = isSigned ? Round<Words512, True>(ref wide, ref narrow, i, length, map, inverse) : Round<Words512, False>(ref wide, ref narrow, i, length, map, inverse);
        if (Vector256.IsHardwareAccelerated)
            i = isSigned ? Round<Words256, True>(ref wide, ref narrow, i, length, map, inverse) : Round<Words256, False>(ref wide, ref narrow, i, length, map, inverse);
        if (Vector128.IsHardwareAccelerated)
            i = isSigned ? Round<Words128, True>(ref wide, ref narrow, i, length, map, inverse) : Round<Words128, False>(ref wide, ref narrow, i, length, map, inverse);
        for (; i < length; i++)
            Unsafe.Add(ref narrow, i) = Round(Unsafe.Add(ref wide, i), map, inverse);
        return scale;
    }

    private static byte Round(float value, DynamicMap map, float inverse)
    {
        float share = MathF.Abs(value) * inverse;
        int line = 0;
        while (share >= map.Next[line])
            line++;
        int number = (int)Math.Min((share * map.Slopes[line]) + map.Intercepts[line], map.Most[line]);
        return (byte)(!map.IsSigned ? number : value < 0 ? Math.Max(127 - number, 0) : 127 + number);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Largest(ref float wide, nuint length)
    {
        nuint i = 0;
        int largest = 0;
        if (Vector512.IsHardwareAccelerated)
            largest = Largest<Words512>(ref wide, ref i, length, largest);
        if (Vector256.IsHardwareAccelerated)
            largest = Largest<Words256>(ref wide, ref i, length, largest);
        if (Vector128.IsHardwareAccelerated)
            largest = Largest<Words128>(ref wide, ref i, length, largest);
        for (; i < length; i++)
            largest = Math.Max(largest, BitConverter.SingleToInt32Bits(Unsafe.Add(ref wide, i)) & Magnitude);
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Largest<TWords>(ref float wide, ref nuint i, nuint length, int largest)
        where TWords : struct, IWords<TWords>
    {
        if (length - i < TWords.Count)
            return largest;
        nuint at = i;
        TWords words = largest;
        for (; length - at >= TWords.Count; at += TWords.Count)
            words = TWords.Max(words, TWords.Load(ref wide, at) & Magnitude);
        i = at;
        return words.Largest();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static nuint Round<TWords, TSigned>(ref float wide, ref byte codes, nuint i, nuint length, DynamicMap map, float inverse)
        where TWords : struct, IWords<TWords>
        where TSigned : struct, ICondition
    {
        TWords factor = BitConverter.SingleToInt32Bits(inverse), decade = BitConverter.SingleToInt32Bits(Decade), whole = Whole, offset = 127;
        Vector512<float> next = map.Next, slopes = map.Slopes, intercepts = map.Intercepts, most = map.Most;
        if (length - i < TWords.Count)
            return i;
        do
        {
            TWords value = TWords.Load(ref wide, i);
            TWords share = TWords.MultiplySingles(TSigned.Holds ? value & Magnitude : value, factor);

            // The decade or the one below, by the logarithm that is in the exponent; then the one above where its values are nearer.
            TWords line = TWords.Max(TWords.AddSingles(TWords.MultiplySingles(TWords.ToSingles(share + -Origin), decade), whole), whole);
            line = TWords.SelectLess(share, TWords.Pick(next, line), line, line + 1);
            TWords number = TWords.AddSingles(TWords.MultiplySingles(share, TWords.Pick(slopes, line)), TWords.Pick(intercepts, line));
            number = TWords.MinSingles(number, TWords.Pick(most, line));
            if (TSigned.Holds)
                number = TWords.Max(TWords.Truncate(number | (value & Sign)) + offset, 0);
            else
                number = TWords.Truncate(number);
            number.Store(ref codes, i);
            i += TWords.Count;
        }
        while (length - i >= TWords.Count);

        return i;
    }
}
