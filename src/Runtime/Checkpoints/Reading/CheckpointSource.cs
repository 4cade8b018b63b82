using System;

namespace FusedOpt;

/// <summary>The bytes of a checkpoint, which are read more than once.</summary>
internal abstract class CheckpointSource : IDisposable
{
    /// <summary>The name of the source in messages.</summary>
    public abstract string Name { get; }

    /// <summary>The number of bytes.</summary>
    public abstract long Length { get; }

    /// <summary>True if several threads may read at once.</summary>
    public abstract bool IsParallel { get; }

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
}
