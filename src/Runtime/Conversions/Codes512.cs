using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using FusedOpt.Lanes;

namespace FusedOpt.Conversions;

/// <summary>Converts codes of 8 bits 64 at a time, where tables of 128 bytes can be looked up at once: AVX-512 VBMI.</summary>
internal static class Codes512
{
    /// <summary>The number of codes that are converted at a time.</summary>
    public const int Count = 64;

    // Of two numbers; without its sign.
    private const byte LargerMagnitude = 0b1011;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512Vbmi.IsSupported;

    /// <summary>Writes as many codes as are whole times 64 as floats, and gives how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Widen(ReadOnlySpan<byte> codes, ReadOnlySpan<float> scales, DynamicMap map, Span<float> target)
    {
        ref byte planes = ref MemoryMarshal.GetArrayDataReference(map.Planes), narrow = ref MemoryMarshal.GetReference(codes);
        ref float wide = ref MemoryMarshal.GetReference(target), scale = ref MemoryMarshal.GetReference(scales);
        Plane first = new(ref planes, 0), second = new(ref planes, 1), third = new(ref planes, 2), fourth = new(ref planes, 3);

        // Bytes are unpacked within each 128 bits: four codes of each quarter go to the first floats, then four to the next.
        Vector512<int> order = Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
        nuint i = 0, end = (nuint)(codes.Length - codes.Length % Count);
        for (; i < end; i += Count)
        {
            Vector512<byte> code = Avx512F.PermuteVar16x32(Vector512.LoadUnsafe(ref narrow, i).AsInt32(), order).AsByte();
            Vector512<byte> a = first.Of(code), b = second.Of(code), c = third.Of(code), d = fourth.Of(code);
            Vector512<ushort> low = Avx512BW.UnpackLow(a, b).AsUInt16(), lowNext = Avx512BW.UnpackHigh(a, b).AsUInt16();
            Vector512<ushort> high = Avx512BW.UnpackLow(c, d).AsUInt16(), highNext = Avx512BW.UnpackHigh(c, d).AsUInt16();
            Vector512<float> factor = Vector512.Create(Unsafe.Add(ref scale, i / Block8s.Length));
            (Avx512BW.UnpackLow(low, high).AsSingle() * factor).StoreUnsafe(ref wide, i);
            (Avx512BW.UnpackHigh(low, high).AsSingle() * factor).StoreUnsafe(ref wide, i + 16);
            (Avx512BW.UnpackLow(lowNext, highNext).AsSingle() * factor).StoreUnsafe(ref wide, i + 32);
            (Avx512BW.UnpackHigh(lowNext, highNext).AsSingle() * factor).StoreUnsafe(ref wide, i + 48);
        }

        return (int)end;
    }

    /// <summary>Writes the codes of as many floats as are whole times 64, and gives how many.</summary>
    public static int Round(ReadOnlySpan<float> source, ReadOnlySpan<float> scales, DynamicMap map, Span<byte> codes) =>
        map.IsSigned ? Round<True>(source, scales, map, codes) : Round<False>(source, scales, map, codes);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Round<TSigned>(ReadOnlySpan<float> source, ReadOnlySpan<float> scales, DynamicMap map, Span<byte> codes)
        where TSigned : struct, ICondition
    {
        ref float wide = ref MemoryMarshal.GetReference(source), scale = ref MemoryMarshal.GetReference(scales);
        ref byte narrow = ref MemoryMarshal.GetReference(codes);
        Line lower = new(map.Lower), upper = new(map.Upper);
        Vector512<byte> upperBytes = Vector512.CreateSequence<byte>(1, 2), mirror = Vector512.Create((byte)(2 * map.Zero));
        nuint i = 0, end = (nuint)(source.Length - source.Length % Count);
        for (; i < end; i += Count)
        {
            Vector512<float> factor = Vector512.Create(Block8s.Inverse(Unsafe.Add(ref scale, i / Block8s.Length)));
            Vector512<float> a = Vector512.LoadUnsafe(ref wide, i), b = Vector512.LoadUnsafe(ref wide, i + 16), c = Vector512.LoadUnsafe(ref wide, i + 32), d = Vector512.LoadUnsafe(ref wide, i + 48);
            Vector512<ushort> first = Points<TSigned>(a * factor, b * factor, lower, upper), second = Points<TSigned>(c * factor, d * factor, lower, upper);
            Vector512<byte> code = Avx512Vbmi.PermuteVar64x8x2(first.AsByte(), upperBytes, second.AsByte());
            if (TSigned.Holds)
            {
                Vector512<byte> sign = Avx512Vbmi.PermuteVar64x8x2(UpperWords(a, b).AsByte(), upperBytes, UpperWords(c, d).AsByte());
                code = Vector512.ConditionalSelect(Vector512.LessThan(sign.AsSByte(), Vector512<sbyte>.Zero).AsByte(), Avx512BW.SubtractSaturate(mirror, code), code);
            }

            code.StoreUnsafe(ref narrow, i);
        }

        return (int)end;
    }

    // In units of 1/256.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Points<TSigned>(Vector512<float> first, Vector512<float> second, Line lower, Line upper)
        where TSigned : struct, ICondition
    {
        // The last five bits of the exponent, and the first eleven of the fraction.
        Vector512<ushort> bits = UpperWords((Share<TSigned>(first).AsInt32() << 4).AsSingle(), (Share<TSigned>(second).AsInt32() << 4).AsSingle());
        Vector512<ushort> octave = bits >>> 11, fraction = bits << 5;
        return Vector512.Min(lower.At(octave, fraction), upper.At(octave, fraction));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Share<TSigned>(Vector512<float> share)
        where TSigned : struct, ICondition =>
        TSigned.Holds ? Avx512DQ.Range(share, Vector512.Create(DynamicMap.Least), LargerMagnitude) : Avx512F.Max(share, Vector512.Create(DynamicMap.Least));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> UpperWords(Vector512<float> first, Vector512<float> second) =>
        Avx512BW.PermuteVar32x16x2(first.AsUInt16(), Vector512.CreateSequence<ushort>(1, 2), second.AsUInt16());

    // One byte of each value of a map, in four vectors.
    private readonly struct Plane(ref byte planes, nuint number)
    {
        private readonly Vector512<byte> _first = Vector512.LoadUnsafe(ref planes, 256 * number), _second = Vector512.LoadUnsafe(ref planes, 256 * number + 64);
        private readonly Vector512<byte> _third = Vector512.LoadUnsafe(ref planes, 256 * number + 128), _fourth = Vector512.LoadUnsafe(ref planes, 256 * number + 192);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<byte> Of(Vector512<byte> code) => Vector512.ConditionalSelect(
            Vector512.LessThan(code.AsSByte(), Vector512<sbyte>.Zero).AsByte(),
            Avx512Vbmi.PermuteVar64x8x2(_third, code, _fourth),
            Avx512Vbmi.PermuteVar64x8x2(_first, code, _second));
    }

    private readonly struct Line(OctaveLines lines)
    {
        private readonly Vector512<ushort> _starts = lines.Starts, _rises = lines.Rises;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<ushort> At(Vector512<ushort> octave, Vector512<ushort> fraction) =>
            Avx512BW.PermuteVar32x16(_starts, octave) + Avx512BW.MultiplyHigh(fraction, Avx512BW.PermuteVar32x16(_rises, octave));
    }
}
