using System;
using System.IO;
using Microsoft.Win32.SafeHandles;

namespace FusedOpt;

/// <summary>A checkpoint in a file.</summary>
/// <remarks>
/// The file is read and not mapped: a mapped page that another process has cut off ends this process, where a read returns fewer bytes.
/// </remarks>
internal sealed class FileSource : CheckpointSource
{
    /// <summary>The most bytes of a file that is read into memory, so that nothing can change between the checks and the copy.</summary>
    private const long MostAtOnce = 8 << 20;

    private readonly SafeFileHandle _handle;
    private readonly string _path;

    private FileSource(SafeFileHandle handle, string path, long length) => (_handle, _path, Length) = (handle, path, length);

    /// <inheritdoc/>
    public override string Name => _path;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="mostAtOnce">The most bytes of a file that is read into memory; 0 to read no more than is asked for.</param>
    /// <exception cref="CheckpointException">There is no such file, or it cannot be read.</exception>
    public static CheckpointSource Open(string path, long mostAtOnce = MostAtOnce)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            SafeFileHandle handle = File.OpenHandle(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
            try
            {
                long length = RandomAccess.GetLength(handle);
                if (length > mostAtOnce || mostAtOnce == 0)
                    return new FileSource(handle, path, length);
                return new MemorySource(path, new FileStream(handle, FileAccess.Read, bufferSize: 0), isOwned: true);
            }
            catch
            {
                handle.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            string reason = Directory.Exists(path) ? "it is a directory. Give the path of a file"
                : e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file"
                : e is UnauthorizedAccessException ? "reading it is not permitted"
                : e.Message;
            throw new CheckpointException($"The checkpoint {HeaderText.Quote(path)} cannot be read: {reason.TrimEnd('.')}.", e);
        }
    }

    /// <inheritdoc/>
    public override bool IsParallel => true;

    /// <inheritdoc/>
    public override void Read(long offset, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = Read(buffer, offset);
            if (count == 0)
                throw Changed(RandomAccess.GetLength(_handle));
            buffer = buffer[count..];
            offset += count;
        }
    }

    private int Read(Span<byte> buffer, long offset)
    {
        try
        {
            return RandomAccess.Read(_handle, buffer, offset);
        }
        catch (IOException e)
        {
            throw Unreadable(e);
        }
    }

    /// <inheritdoc/>
    public override void CheckLength()
    {
        long length = RandomAccess.GetLength(_handle);
        if (length != Length)
            throw Changed(length);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _handle.Dispose();
        base.Dispose();
    }
}
