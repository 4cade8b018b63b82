using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt;

/// <summary>Converts elements from one floating-point type to another, rounded to nearest, ties to even.</summary>
internal static class Conversion
{
    /// <summary>Returns true if there is a conversion.</summary>
    public static bool Exists(TensorType from, TensorType to) => IsFloat(from) && IsFloat(to);

    /// <summary>Converts elements.</summary>
    /// <param name="from">The type of the elements to convert.</param>
    /// <param name="source">The elements to convert.</param>
    /// <param name="to">The type of the converted elements.</param>
    /// <param name="target">Receives as many elements.</param>
    public static void Run(TensorType from, ReadOnlySpan<byte> source, TensorType to, Span<byte> target)
    {
        int size = from.Bits / 8, converted = to.Bits / 8;
        for (int i = 0; i < source.Length / size; i++)
            Write(to, target.Slice(i * converted, converted), Read(from, source.Slice(i * size, size)));
    }

    private static bool IsFloat(TensorType type) =>
        type == TensorType.F16 || type == TensorType.BF16 || type == TensorType.F32 || type == TensorType.F64;

    private static double Read(TensorType type, ReadOnlySpan<byte> bytes) =>
        type == TensorType.F16 ? (double)MemoryMarshal.Read<Half>(bytes)
        : type == TensorType.BF16 ? BitConverter.UInt32BitsToSingle((uint)MemoryMarshal.Read<ushort>(bytes) << 16)
        : type == TensorType.F32 ? MemoryMarshal.Read<float>(bytes)
        : MemoryMarshal.Read<double>(bytes);

    private static void Write(TensorType type, Span<byte> bytes, double value)
    {
        if (type == TensorType.F16)
            MemoryMarshal.Write(bytes, (Half)value);
        else if (type == TensorType.BF16)
            MemoryMarshal.Write(bytes, ToBFloat16(value));
        else if (type == TensorType.F32)
            MemoryMarshal.Write(bytes, (float)value);
        else
            MemoryMarshal.Write(bytes, value);
    }

    // From the bits of the double itself: by way of a float it would be rounded twice.
    private static ushort ToBFloat16(double value)
    {
        float single = (float)value;
        uint bits = BitConverter.SingleToUInt32Bits(single);
        if (float.IsNaN(single))
            return (ushort)((bits >> 16) | 0x40);
        uint rest = bits & 0xffff;
        bool isAbove = single != value && Math.Abs((double)single) < Math.Abs(value);
        bool isBelow = single != value && !isAbove;
        bool isUp = rest > 0x8000 || (rest == 0x8000 && !isBelow && (isAbove || (bits & 0x10000) != 0));
        return (ushort)((bits >> 16) + (isUp ? 1 : 0));
    }
}
