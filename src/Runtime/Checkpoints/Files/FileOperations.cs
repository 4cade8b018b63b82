using System;
using System.IO;

namespace FusedOpt;

/// <summary>The operations by which a file is replaced, one virtual method each: tests let every one of them fail.</summary>
internal class FileOperations
{
    /// <summary>The operations of the operating system.</summary>
    public static FileOperations Default { get; } = new();

    /// <summary>Creates a file that does not exist. Until it is closed, no other process can open it for itself alone.</summary>
    /// <param name="path">The path.</param>
    /// <param name="mode">The mode of the file, null for that of new files.</param>
    public virtual FileStream Create(string path, UnixFileMode? mode)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,

            // The file stays open, and locked, while it is renamed, and can be read by its new name at once: on Unix the lock is a shared
            // one, which network file systems grant to readers alone. Windows renames an open file only if deleting is shared.
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
        };
        if (mode is { } wanted && !OperatingSystem.IsWindows())
            options.UnixCreateMode = wanted;
        return new(path, options);
    }

    /// <summary>Writes bytes at the file's position.</summary>
    public virtual void Write(FileStream file, ReadOnlySpan<byte> bytes) => file.Write(bytes);

    /// <summary>Sets the mode of a file, which the process's mask has narrowed at its creation.</summary>
    public virtual void SetMode(FileStream file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file.SafeFileHandle, mode);
    }

    /// <summary>Flushes the contents of a file to the disk.</summary>
    public virtual void Flush(FileStream file) => file.Flush(flushToDisk: true);

    /// <summary>Renames a file; a file that has the new name is replaced.</summary>
    public virtual void Rename(string path, string target) => File.Move(path, target, overwrite: true);

    /// <summary>Flushes the names in a directory to the disk. Windows does so by itself.</summary>
    public virtual void FlushDirectory(string directory)
    {
        if (!OperatingSystem.IsWindows())
            UnixFile.FlushDirectory(directory);
    }

    /// <summary>Deletes a file, if it exists.</summary>
    public virtual void Delete(string path) => File.Delete(path);

    /// <summary>Deletes a file that no process has locked.</summary>
    public virtual void DeleteUnlocked(string path)
    {
        try
        {
            // .NET deletes the file before it gives up the lock.
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (FileFailure.IsOfFile(e))
        {
            // Locked, deleted by another process, or not permitted to be deleted.
        }
    }
}
