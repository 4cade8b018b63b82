using System;
using System.Collections.Generic;
using System.IO;

namespace FusedOpt;

/// <summary>A checkpoint in memory, in pieces, so that it may be longer than an array.</summary>
internal sealed class MemorySource : CheckpointSource
{
    private const int PieceLength = 1 << 20;

    private readonly List<byte[]> _pieces = [];
    private readonly string _name;
    private readonly long _length;

    /// <summary>Reads a stream to its end.</summary>
    public MemorySource(string name, Stream stream)
    {
        _name = name;
        while (true)
        {
            // A stream that ends early costs one piece, whatever it has said its length would be.
            byte[] piece = new byte[PieceLength];
            int count = stream.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false);
            if (count > 0)
                _pieces.Add(piece);
            _length += count;
            if (count < piece.Length)
                return;
        }
    }

    /// <inheritdoc/>
    public override string Name => _name;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override bool IsParallel => true;

    /// <inheritdoc/>
    public override void Read(long offset, Span<byte> buffer)
    {
        if (offset + buffer.Length > _length)
            throw Changed(_length);
        while (!buffer.IsEmpty)
        {
            (int piece, int start) = ((int)(offset / PieceLength), (int)(offset % PieceLength));
            int count = Math.Min(buffer.Length, PieceLength - start);
            _pieces[piece].AsSpan(start, count).CopyTo(buffer);
            buffer = buffer[count..];
            offset += count;
        }
    }
}
