using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>A directory of a test, which other users can read and which is deleted at the end.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class ScratchDirectory : IDisposable
{
    public ScratchDirectory() => File.SetUnixFileMode(Root, (UnixFileMode)0b111_101_101);

    public string Root { get; } = Directory.CreateTempSubdirectory("checkpoint").FullName;

    /// <summary>The names of everything in the directory, sorted.</summary>
    public string[] Names => [.. Directory.EnumerateFileSystemEntries(Root).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    /// <summary>The names of files that are temporary.</summary>
    public string[] Temporary => [.. Names.Where(n => n.EndsWith(".tmp", StringComparison.Ordinal))];

    /// <summary>Returns the path of a name in the directory.</summary>
    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Returns the files of this directory that the process has open, where the system lists them: on Linux.</summary>
    public string[] Open() => !OperatingSystem.IsLinux() ? [] :
    [
        .. Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Select(f => new FileInfo(f).LinkTarget ?? "")
            .Where(t => t.StartsWith(Root, StringComparison.Ordinal)),
    ];

    public void Dispose()
    {
        foreach (string directory in Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories))
            File.SetUnixFileMode(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Delete(Root, recursive: true);
    }
}
