using System;
using System.IO;

namespace FusedOpt;

/// <summary>Replaces files as a whole: after a crash at any time, a file has its old contents or its new ones.</summary>
/// <remarks>
/// <para>
/// The contents are written to a temporary file in the directory of the target. The file is locked until it has the target's name:
/// </para>
/// <list type="number">
/// <item>delete temporary files of the target that nobody has locked: processes that were killed have left them;</item>
/// <item>create the temporary file and write the contents;</item>
/// <item>flush the file to the disk, without which the new name could come to the disk before the contents;</item>
/// <item>rename the file;</item>
/// <item>flush the directory to the disk, without which the old file could be back after a power failure.</item>
/// </list>
/// <para>
/// A target that is a symbolic link stays one, and the file behind it is replaced. The new file has the mode of the old one, and the owner
/// of this process.
/// </para>
/// </remarks>
internal static class AtomicFile
{
    private const int MostAttempts = 10;

    /// <summary>Creates or replaces a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="write">Writes the contents. The stream can be written and sought, and is of no use afterwards.</param>
    /// <exception cref="CheckpointException">
    /// The file could not be written, for the reason that the message gives. A file that was there is unchanged.
    /// </exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, FileOperations.Default);

    /// <summary>Creates or replaces a file by operations that may fail.</summary>
    internal static void Write(string path, Action<Stream> write, FileOperations operations)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        var target = FileTarget.Find(path);
        DeleteLeftBehind(target, operations);

        bool isReplaced = false;
        FileStream file = CreateTemporary(target, operations);
        try
        {
            WriteContents(file, target, write, operations);
            Run(() =>
            {
                if (target.Mode is { } mode)
                    operations.SetMode(file, mode);
                operations.Flush(file);
                operations.Rename(file.Name, target.Path);
            });
            isReplaced = true;
            file.Dispose();
            Run(() => operations.FlushDirectory(target.Directory));
        }
        finally
        {
            file.Dispose();
            if (!isReplaced)
                TryDelete(file.Name, operations);
        }

        void Run(Action operation)
        {
            try
            {
                operation();
            }
            catch (Exception e)
            {
                throw FileFailure.Create(target, e, isReplaced);
            }
        }
    }

    /// <summary>Deletes temporary files that killed processes have left for a target. Files that a living process writes stay.</summary>
    /// <param name="path">The path of the target.</param>
    public static void DeleteLeftBehind(string path) => DeleteLeftBehind(FileTarget.Find(path), FileOperations.Default);

    /// <summary>Deletes temporary files that killed processes have left for some targets. Files of living processes stay.</summary>
    /// <param name="directory">The path of the directory.</param>
    /// <param name="isTarget">Returns true for the names of the targets, which have at most 200 bytes.</param>
    public static void DeleteLeftBehind(string directory, Predicate<string> isTarget) => DeleteTemporary(
        directory, n => TemporaryName.FindTarget(n) is { } target && isTarget(target), FileOperations.Default);

    private static void DeleteLeftBehind(FileTarget target, FileOperations operations) =>
        DeleteTemporary(target.Directory, n => TemporaryName.IsTemporary(n, target.Path), operations);

    private static void DeleteTemporary(string directory, Predicate<string> isMeant, FileOperations operations)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(directory, "*", new EnumerationOptions { AttributesToSkip = 0 }))
            {
                if (isMeant(Path.GetFileName(file)))
                    operations.DeleteUnlocked(file);
            }
        }
        catch (Exception e) when (FileFailure.IsOfFile(e))
        {
            // A directory that cannot be listed: nothing that the file to be written depends on.
        }
    }

    private static FileStream CreateTemporary(FileTarget target, FileOperations operations)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                FileStream file = operations.Create(Path.Combine(target.Directory, TemporaryName.Create(target.Path)), target.Mode);

                // Between its creation and its lock, another process can have taken the file for one that was left behind.
                if (File.Exists(file.Name))
                    return file;
                file.Dispose();
                if (attempt == MostAttempts)
                    throw new IOException("other processes have deleted its temporary files.");
            }
            catch (Exception e) when (attempt < MostAttempts && IsLocked(e))
            {
                continue;
            }
            catch (Exception e)
            {
                throw FileFailure.Create(target, e);
            }
        }
    }

    private static void WriteContents(FileStream file, FileTarget target, Action<Stream> write, FileOperations operations)
    {
        var stream = new TemporaryStream(file, operations);
        try
        {
            write(stream);
            stream.End();
        }
        catch (Exception e) when (e == stream.Failure)
        {
            throw FileFailure.Create(target, e);
        }

        if (stream.Failure is not null)
            throw FileFailure.Create(target, stream.Failure);
    }

    private static bool IsLocked(Exception e) => e is IOException && e.HResult is 11 or 35;

    private static void TryDelete(string path, FileOperations operations)
    {
        try
        {
            operations.Delete(path);
        }
        catch (Exception e) when (FileFailure.IsOfFile(e))
        {
            // The exception that the caller gets names the reason. The next save deletes the file.
        }
    }
}
