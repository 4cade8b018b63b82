using System;
using System.IO;

namespace FusedOpt;

/// <summary>Keeps a directory for one object of one process.</summary>
/// <remarks>
/// The operating system gives the lock up when its process ends in any way. The file stays: if it were deleted, another process could
/// have opened it just before, and hold a lock that a third one does not see.
/// </remarks>
internal sealed class DirectoryLock : IDisposable
{
    /// <summary>The name of the file.</summary>
    public const string Name = ".checkpoints.lock";

    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <summary>Locks a directory.</summary>
    /// <exception cref="CheckpointException">Another object has locked it, or no file can be created there.</exception>
    public static DirectoryLock Take(string directory)
    {
        try
        {
            return new(new(Path.Combine(directory, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException e) when (IsTaken(e))
        {
            throw new CheckpointException(
                $"The directory {directory} is in use by another {nameof(CheckpointDirectory)}, of this process or another one. Dispose of "
                    + "that one first, or choose another directory.",
                e);
        }
        catch (Exception e) when (FileFailure.IsOfFile(e))
        {
            throw new CheckpointException($"No file can be created in the directory {directory}: {e.Message}", e);
        }
    }

    /// <summary>Gives the lock up.</summary>
    public void Dispose() => _file.Dispose();

    // EAGAIN of Linux and macOS, and a sharing violation.
    private static bool IsTaken(IOException e) => e.HResult == (
        OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsLinux() ? 11 : 35);
}
