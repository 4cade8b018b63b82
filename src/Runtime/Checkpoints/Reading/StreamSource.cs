using System;
using System.IO;

namespace FusedOpt;

/// <summary>A checkpoint in a stream that can be sought, from its position to its end.</summary>
internal sealed class StreamSource(Stream stream) : CheckpointSource
{
    private readonly long _start = stream.Position;

    /// <inheritdoc/>
    public override string Name => "";

    /// <inheritdoc/>
    public override long Length { get; } = stream.Length - stream.Position;

    /// <summary>Returns the checkpoint in a stream.</summary>
    public static CheckpointSource Create(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanSeek ? new StreamSource(stream) : new MemorySource("", stream, isOwned: false);
    }

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override void Read(long offset, Span<byte> buffer)
    {
        stream.Position = _start + offset;
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
            throw Changed(stream.Length - _start);
    }

    /// <inheritdoc/>
    public override void CheckLength()
    {
        if (stream.Length - _start != Length)
            throw Changed(stream.Length - _start);
    }
}
