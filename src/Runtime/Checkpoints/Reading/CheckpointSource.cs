using System;
using System.IO;

namespace FusedOpt;

/// <summary>The bytes of a checkpoint, which are read more than once.</summary>
internal abstract class CheckpointSource : IDisposable
{
    /// <summary>The name of the source in messages.</summary>
    public abstract string Name { get; }

    /// <summary>The number of bytes, as far as it is known: see <see cref="Fill"/>.</summary>
    public abstract long Length { get; }

    /// <summary>True if the bytes may be others when they are read again.</summary>
    public virtual bool MayChange => true;

    /// <summary>True if several threads may read at once.</summary>
    public abstract bool IsParallel { get; }

    /// <summary>Makes the source have all bytes before an offset, and find out if there are more.</summary>
    /// <returns>The number of bytes, of which no more than a buffer lie behind the offset if the source had to be read.</returns>
    /// <exception cref="CheckpointException">The source cannot be read.</exception>
    public virtual long Fill(long end) => Length;

    /// <summary>Reads bytes from an offset on, as many as the buffer has.</summary>
    /// <exception cref="CheckpointException">The source has become shorter, or cannot be read.</exception>
    public abstract void Read(long offset, Span<byte> buffer);

    /// <summary>Demands that all bytes are still there, before anything is changed.</summary>
    /// <exception cref="CheckpointException">The source has become shorter or longer.</exception>
    public virtual void CheckLength()
    {
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }

    /// <summary>Makes the exception for a source that has changed while it was read.</summary>
    protected CheckpointException Changed(long length) =>
        new($"It had {Length} bytes when it was opened, and has {length} now: another program is writing to it.");

    /// <summary>Makes the exception for a source that the system does not read.</summary>
    protected static CheckpointException Unreadable(IOException e) => new($"It cannot be read: {e.Message.TrimEnd('.')}.", e);
}
