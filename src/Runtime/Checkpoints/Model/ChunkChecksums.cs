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

    /// <summary>Adds a chunk.</summary>
    public void Add(int number, ReadOnlySpan<byte> chunk) => _checksums[number] = DataChecksum.Compute(chunk);
}
