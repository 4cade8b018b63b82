using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt;

/// <summary>The bytes of a tensor in the memory of a model, of which there may be more than a span has.</summary>
internal readonly ref struct TensorMemory
{
    /// <summary>The most bytes that are read or written at once: they stay in the second-level cache from one use to the next.</summary>
    public const int ChunkLength = 1 << 18;

    private readonly ref byte _first;

    private TensorMemory(ref byte first, long length)
    {
        _first = ref first;
        Length = length;
    }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>Returns the bytes of elements.</summary>
    public static TensorMemory Create<T>(Span<T> values)
        where T : unmanaged =>
        new(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), (long)values.Length * Unsafe.SizeOf<T>());

    /// <summary>Returns the bytes from an offset on: as many as a chunk has, or all that are left.</summary>
    public Span<byte> GetChunk(long offset) =>
        MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref _first, (nint)offset), (int)Math.Min(ChunkLength, Length - offset));
}
