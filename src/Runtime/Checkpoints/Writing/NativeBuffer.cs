using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;

namespace FusedOpt;

/// <summary>Memory outside the managed heap that holds a file of any length until the file is written.</summary>
internal sealed unsafe class NativeBuffer : Stream
{
    private readonly byte* _first;
    private readonly long _capacity;
    private bool _isFreed;

    /// <summary>Makes a buffer.</summary>
    /// <param name="capacity">The number of bytes.</param>
    /// <exception cref="OutOfMemoryException">There is not as much memory.</exception>
    public NativeBuffer(long capacity)
    {
        _capacity = capacity;
        _first = (byte*)NativeMemory.Alloc((nuint)capacity);
        GC.AddMemoryPressure(Math.Max(1, capacity));
    }

    /// <summary>Frees the memory of a buffer that has not been disposed.</summary>
    ~NativeBuffer() => Dispose(false);

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => !_isFreed;

    /// <inheritdoc/>
    public override bool CanWrite => !_isFreed;

    /// <inheritdoc/>
    public override long Length => _capacity;

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isFreed, this);
        if (buffer.Length > _capacity - Position)
            throw new NotSupportedException();
        buffer.CopyTo(new Span<byte>(_first + Position, buffer.Length));
        Position += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Hands the bytes to another stream.</summary>
    /// <exception cref="OperationCanceledException">The write has been canceled.</exception>
    public void WriteTo(Stream stream, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isFreed, this);
        Chunks.Run(_capacity, isParallel: false, (_, offset, count) =>
        {
            cancellation.ThrowIfCancellationRequested();
            stream.Write(new ReadOnlySpan<byte>(_first + offset, count));
        });

        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!_isFreed)
        {
            _isFreed = true;
            NativeMemory.Free(_first);
            GC.RemoveMemoryPressure(Math.Max(1, _capacity));
        }

        base.Dispose(disposing);
    }
}
