using System;
using System.IO;

namespace FusedOpt;

/// <summary>A file that is to be created or replaced.</summary>
/// <param name="Path">The full path; if the given path is a symbolic link, that of the file behind it.</param>
/// <param name="Directory">The full path of its directory.</param>
/// <param name="Mode">The mode of the file that is there; null for a new file, and on Windows.</param>
/// <param name="Exists">True if there is a file.</param>
internal sealed record FileTarget(string Path, string Directory, UnixFileMode? Mode, bool Exists)
{
    private const int MostLinks = 40;

    // .NET's attribute says whether this user may write, and says of the superuser that he may not.
    private const UnixFileMode AnyWrite = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>Finds the file that a path means.</summary>
    /// <exception cref="CheckpointException">The file cannot be replaced; the message says why.</exception>
    public static FileTarget Find(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        try
        {
            full = FollowLinks(full);
        }
        catch (Exception e) when (FileFailure.IsOfFile(e))
        {
            throw FileFailure.Create(Create(full, null, exists: false), e);
        }

        FileTarget target = Create(full, null, exists: false);
        if (System.IO.Path.GetFileName(full).Length == 0 || System.IO.Directory.Exists(full))
            throw new CheckpointException($"{full} is a directory. Give the path of a file.");
        if (IsDevice(full))
            throw new CheckpointException($"{full} is a device, in whose place no file is put. Give the path of a file.");
        try
        {
            FileAttributes attributes = File.GetAttributes(full);
            UnixFileMode? mode = OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(full);
            if (mode is { } bits ? (bits & AnyWrite) == 0 : attributes.HasFlag(FileAttributes.ReadOnly))
            {
                throw new CheckpointException(
                    $"{full} is read-only and has not been replaced. Save under another name, or permit writing to the file.");
            }

            return Create(full, mode, exists: true);
        }
        catch (FileNotFoundException) when (System.IO.Directory.Exists(target.Directory))
        {
            return target;
        }
        catch (Exception e) when (FileFailure.IsOfFile(e))
        {
            throw FileFailure.Create(target, e);
        }
    }

    // A rename by the superuser would replace even /dev/null.
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows()
        && path.StartsWith("/dev/", StringComparison.Ordinal)
        && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static FileTarget Create(string path, UnixFileMode? mode, bool exists) =>
        new(path, System.IO.Path.GetDirectoryName(path) ?? path, mode, exists);

    // A relative link counts from the real directory of the link: ".." of a directory that is itself a link is another one.
    private static string FollowLinks(string path)
    {
        for (int i = 0; i < MostLinks; i++)
        {
            string? link = new FileInfo(path).LinkTarget, directory = System.IO.Path.GetDirectoryName(path);
            if (link is null || directory is null)
                return path;
            path = System.IO.Path.GetFullPath(link, OperatingSystem.IsWindows() ? directory : UnixFile.RealPath(directory));
        }

        throw new IOException("Its symbolic links lead in a circle.");
    }
}
