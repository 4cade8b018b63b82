using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.CompilerServices;

/// <summary>Converts codes of 8 bits 64 at a time, where tables of 128 bytes can be looked up at once: AVX-512 VBMI.</summary>
internal static class Codes512
{
    /// <summary>The number of codes that are converted at a time.</summary>
    public const nuint Count = 64;

    // Takes the larger magnitude of two numbers, with the sign of the first.
    private const byte LargerMagnitude = 0b0011;

    // The bit of the sign, above the bits of the octave.
    private const ushort Sign = 1 << 8;

    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512Vbmi.IsSupported;

    /// <summary>Writes as many codes as are whole times 64 as floats, and gives how many.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static nuint Widen(ref byte narrow, ref float scale, DynamicMap map, ref float wide, nuint length)
    {
        ref byte planes = ref MemoryMarshal.GetArrayDataReference(map.Planes);
        Plane first = new(ref planes, 0), second = new(ref planes, 1), third = new(ref planes, 2), fourth = new(ref planes, 3);

        // Bytes are unpacked within each 128 bits: four codes of each quarter go to the first floats, then four to the next.
        Vector512<int> order = Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
        nuint i = 0, end = length - length % Count;
        for (; i < end; i += Count)
        {
            Vector512<byte> code = Avx512F.PermuteVar16x32(Vector512.LoadUnsafe(ref narrow, i).AsInt32(), order).AsByte();
            Vector512<byte> a = first.Select(code), b = second.Select(code), c = third.Select(code), d = fourth.Select(code);
            Vector512<ushort> low = Avx512BW.UnpackLow(a, b).AsUInt16(), lowNext = Avx512BW.UnpackHigh(a, b).AsUInt16();
            Vector512<ushort> high = Avx512BW.UnpackLow(c, d).AsUInt16(), highNext = Avx512BW.UnpackHigh(c, d).AsUInt16();
            Vector512<float> factor = Vector512.Create(Unsafe.Add(ref scale, i / Block8s.Length));
            (Avx512BW.UnpackLow(low, high).AsSingle() * factor).StoreUnsafe(ref wide, i);
            (Avx512BW.UnpackHigh(low, high).AsSingle() * factor).StoreUnsafe(ref wide, i + 16);
            (Avx512BW.UnpackLow(lowNext, highNext).AsSingle() * factor).StoreUnsafe(ref wide, i + 32);
            (Avx512BW.UnpackHigh(lowNext, highNext).AsSingle() * factor).StoreUnsafe(ref wide, i + 48);
        }

        return end;
    }

    /// <summary>Writes the codes of as many floats as are whole times 64, and gives how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Round(ref float wide, ref float scale, DynamicMap map, ref byte narrow, nuint length) =>
        map.IsSigned
            ? Round<True>(ref wide, ref scale, map, ref narrow, length)
            : Round<False>(ref wide, ref scale, map, ref narrow, length);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nuint Round<TSigned>(ref float wide, ref float scale, DynamicMap map, ref byte narrow, nuint length)
        where TSigned : struct, ICondition
    {
        Line lower = new(map.Lower), upper = new(map.Upper);
        Vector512<byte> upperBytes = Vector512.CreateSequence<byte>(1, 2);
        Vector512<ushort> mirror = Vector512.Create((ushort)((2 * map.Zero << 8) | 0xFF));
        nuint i = 0, end = length - length % Count;
        for (nuint block = 0; i < end; block++)
        {
            Vector512<float> factor = Vector512.Create(Block8s.Inverse(Unsafe.Add(ref scale, block)));
            for (nuint blockEnd = Math.Min(i + Block8s.Length, end); i < blockEnd; i += Count)
            {
                Vector512<ushort> first = Points<TSigned>(
                    Vector512.LoadUnsafe(ref wide, i) * factor, Vector512.LoadUnsafe(ref wide, i + 16) * factor, lower, upper, mirror);
                Vector512<ushort> second = Points<TSigned>(
                    Vector512.LoadUnsafe(ref wide, i + 32) * factor, Vector512.LoadUnsafe(ref wide, i + 48) * factor, lower, upper, mirror);
                Avx512Vbmi.PermuteVar64x8x2(first.AsByte(), upperBytes, second.AsByte()).StoreUnsafe(ref narrow, i);
            }
        }

        return end;
    }

    // The results are in units of 1/256.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> Points<TSigned>(
        Vector512<float> first, Vector512<float> second, Line lower, Line upper, Vector512<ushort> mirror)
        where TSigned : struct, ICondition
    {
        // Turned, the upper half of a number is the first 16 bits of its fraction, and the lower half ends with the last five of its
        // exponent.
        Vector512<ushort> a = Avx512F.RotateLeft(Share<TSigned>(first).AsUInt32(), 9).AsUInt16(),
            b = Avx512F.RotateLeft(Share<TSigned>(second).AsUInt32(), 9).AsUInt16();
        Vector512<ushort> fraction = Avx512BW.PermuteVar32x16x2(a, Vector512.CreateSequence<ushort>(1, 2), b),
            octave = Avx512BW.PermuteVar32x16x2(a, Vector512.CreateSequence<ushort>(0, 2), b);
        Vector512<ushort> point = Vector512.Min(lower.Lookup(octave, fraction), upper.Lookup(octave, fraction));
        return TSigned.Holds
            ? Vector512.ConditionalSelect(
                ~Vector512.Equals(octave & Vector512.Create(Sign), Vector512<ushort>.Zero), Avx512BW.SubtractSaturate(mirror, point), point)
            : point;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Share<TSigned>(Vector512<float> share)
        where TSigned : struct, ICondition =>
        TSigned.Holds
            ? Avx512DQ.Range(share, Vector512.Create(DynamicMap.Least), LargerMagnitude)
            : Avx512F.Max(share, Vector512.Create(DynamicMap.Least));

    // One byte of each value of a map, in four vectors.
    private readonly struct Plane(ref byte planes, nuint number)
    {
        private readonly Vector512<byte> _first = Vector512.LoadUnsafe(ref planes, 256 * number),
            _second = Vector512.LoadUnsafe(ref planes, 256 * number + 64);
        private readonly Vector512<byte> _third = Vector512.LoadUnsafe(ref planes, 256 * number + 128),
            _fourth = Vector512.LoadUnsafe(ref planes, 256 * number + 192);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<byte> Select(Vector512<byte> code) => Vector512.ConditionalSelect(
            Vector512.LessThan(code.AsSByte(), Vector512<sbyte>.Zero).AsByte(),
            Avx512Vbmi.PermuteVar64x8x2(_third, code, _fourth),
            Avx512Vbmi.PermuteVar64x8x2(_first, code, _second));
    }

    private readonly struct Line(OctaveLines lines)
    {
        private readonly Vector512<ushort> _starts = lines.Starts, _rises = lines.Rises;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector512<ushort> Lookup(Vector512<ushort> octave, Vector512<ushort> fraction) =>
            Avx512BW.PermuteVar32x16(_starts, octave) + Avx512BW.MultiplyHigh(fraction, Avx512BW.PermuteVar32x16(_rises, octave));
    }
}
