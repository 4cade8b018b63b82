using System;
using System.Runtime.InteropServices;

namespace FusedOpt;

/// <summary>The checksum of a tensor: that of the checksums of its chunks, which several threads can compute.</summary>
/// <param name="length">The number of bytes of the tensor.</param>
internal readonly struct ChunkChecksums(long length)
{
    private readonly uint[] _checksums = new uint[Chunks.Count(length)];

    /// <summary>The checksum of the tensor, when all chunks have been added.</summary>
    public uint Total => DataChecksum.Compute(MemoryMarshal.AsBytes(_checksums.AsSpan()));

    /// <summary>Adds bytes of any number that follow those that were added before.</summary>
    /// <param name="offset">The offset of the first of them.</param>
    /// <param name="bytes">The bytes.</param>
    public void Append(long offset, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int number = (int)(offset / Chunks.Length);
            int count = (int)Math.Min(bytes.Length, ((number + 1L) * Chunks.Length) - offset);
            _checksums[number] = DataChecksum.Append(_checksums[number], bytes[..count]);
            offset += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Adds a chunk.</summary>
    public void Add(int number, ReadOnlySpan<byte> chunk) => _checksums[number] = DataChecksum.Compute(chunk);
}
