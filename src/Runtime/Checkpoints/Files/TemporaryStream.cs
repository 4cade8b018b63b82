using System;
using System.IO;
using System.Runtime.ExceptionServices;

namespace FusedOpt;

/// <summary>
/// The contents of a temporary file while they are written. Failures of the file are kept, so that they can be told from exceptions of the
/// code that writes, and so that a failure that the code has caught still fails the whole.
/// </summary>
internal sealed class TemporaryStream(FileStream file, FileOperations operations) : Stream
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _count;
    private bool _isClosed;

    /// <summary>The first failure of the file, null if there was none.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => !_isClosed;

    /// <inheritdoc/>
    public override bool CanWrite => !_isClosed;

    /// <inheritdoc/>
    public override long Length => Math.Max(file.Length, Position);

    /// <inheritdoc/>
    public override long Position
    {
        get => file.Position + _count;
        set => Seek(value, SeekOrigin.Begin);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (buffer.Length > _buffer.Length - _count)
            Flush();
        if (buffer.Length >= _buffer.Length)
        {
            WriteToFile(buffer);
        }
        else
        {
            buffer.CopyTo(_buffer.AsSpan(_count));
            _count += buffer.Length;
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        ValidateBufferArguments(buffer, offset, count);
        Write(buffer.AsSpan(offset, count));
    }

    /// <inheritdoc/>
    public override void WriteByte(byte value) => Write([value]);

    /// <summary>Gives what is buffered to the file. The disk has the contents only after <see cref="FileOperations.Flush"/>.</summary>
    public override void Flush()
    {
        if (_count == 0)
            return;
        int count = _count;
        _count = 0;
        WriteToFile(_buffer.AsSpan(0, count));
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        Flush();
        return file.Seek(offset, origin);
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Refuses every further use. The file stays open: it still has to be flushed and renamed.</summary>
    public void End()
    {
        Flush();
        _isClosed = true;
    }

    private void WriteToFile(ReadOnlySpan<byte> bytes)
    {
        // The file has a hole after a failure, whether or not the code that writes has caught the exception.
        if (Failure is not null)
            ExceptionDispatchInfo.Throw(Failure);
        try
        {
            operations.Write(file, bytes);
        }
        catch (Exception e)
        {
            Failure = e;
            throw;
        }
    }
}
