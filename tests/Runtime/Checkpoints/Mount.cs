using System;
using System.ComponentModel;
using System.Diagnostics;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>A small file system in memory, for users who may mount one.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string _directory;

    private Mount(string directory) => _directory = directory;

    /// <summary>Mounts a file system; returns null if this user may not.</summary>
    public static Mount? TryCreate(string directory, string options) =>
        Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", directory) ? new(directory) : null;

    /// <summary>Changes the options.</summary>
    public void Remount(string options)
    {
        if (!Run("mount", "-o", "remount," + options, _directory))
            throw new InvalidOperationException("The file system cannot be mounted with " + options);
    }

    public void Dispose() => Run("umount", _directory);

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
            using Process process = Process.Start(start)!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
