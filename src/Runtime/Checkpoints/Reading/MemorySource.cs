using System;
using System.Collections.Generic;
using System.IO;

namespace FusedOpt;

/// <summary>A checkpoint that is read into memory, in pieces, so that it may be longer than an array.</summary>
/// <remarks>
/// A stream need not have an end. No more is read than the header asks for, and a piece behind it, which tells if anything follows.
/// </remarks>
/// <param name="name">The name of the source in messages.</param>
/// <param name="stream">The stream.</param>
/// <param name="isOwned">True if the stream is that of a file, which is closed with the source.</param>
internal sealed class MemorySource(string name, Stream stream, bool isOwned) : CheckpointSource
{
    private const int PieceLength = 1 << 20;

    private readonly List<byte[]> _pieces = [];
    private long _length;
    private bool _hasEnded;

    /// <inheritdoc/>
    public override string Name => name;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override bool IsParallel => true;

    /// <inheritdoc/>
    public override bool MayChange => false;

    /// <inheritdoc/>
    public override long Fill(long end)
    {
        while (_length <= end && !_hasEnded)
        {
            // A stream that ends early costs one piece, whatever its header says.
            byte[] piece = new byte[PieceLength];
            int count = Read(piece);
            if (count > 0)
                _pieces.Add(piece);
            _length += count;
            _hasEnded = count < piece.Length;
        }

        return _length;
    }

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

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (isOwned)
            stream.Dispose();
        base.Dispose();
    }

    // The exceptions of a user's stream are the user's.
    private int Read(byte[] piece)
    {
        try
        {
            return stream.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false);
        }
        catch (IOException e) when (isOwned)
        {
            throw Unreadable(e);
        }
    }
}
