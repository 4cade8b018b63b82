using System;
using System.Collections.Generic;
using System.IO;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>Operations that are written down, of which one fails. After a kill, all that follow do nothing.</summary>
/// <param name="failing">The place of the operation that fails, -1 for none.</param>
/// <param name="fault">The exception that it throws.</param>
/// <param name="isKill">True if the process ends there.</param>
internal sealed class FaultyOperations(int failing = -1, Exception? fault = null, bool isKill = false) : FileOperations
{
    private bool _isDead;

    public List<string> Log { get; } = [];

    /// <summary>The paths of the files that were created.</summary>
    public List<string> Created { get; } = [];

    /// <summary>True if a failing operation is done before it fails: nobody knows how far a call came that has failed.</summary>
    public bool IsDone { get; init; }

    /// <summary>The number of bytes that the disk has free.</summary>
    public long Free { get; set; } = long.MaxValue;

    public override FileStream Create(string path, UnixFileMode? mode)
    {
        FileStream? file = null;
        try
        {
            Run("create", () => file = base.Create(path, mode));
        }
        catch
        {
            // A call that has failed holds no file, whatever it has done to the disk.
            file?.Dispose();
            throw;
        }

        Created.Add(path);
        return file!;
    }

    public override void Write(FileStream file, ReadOnlySpan<byte> bytes)
    {
        // A part of the bytes is written by a call that fails.
        byte[] written = bytes.ToArray();
        bool fails = Log.Count == failing;
        Run("write", () => base.Write(file, fails && IsDone ? written.AsSpan(0, written.Length / 2) : written));
        Free -= bytes.Length;
        if (Free < 0)
            throw new IOException("No space left on device", 28);
    }

    public override void SetMode(FileStream file, UnixFileMode mode) => Run("set mode", () => base.SetMode(file, mode));

    public override void Flush(FileStream file) => Run("flush", () => base.Flush(file));

    public override void Rename(string path, string target) => Run("rename", () => base.Rename(path, target));

    public override void FlushDirectory(string directory) => Run("flush directory", () => base.FlushDirectory(directory));

    public override void Delete(string path)
    {
        if (!_isDead)
            base.Delete(path);
    }

    private void Run(string name, Action operation)
    {
        bool fails = Log.Count == failing;
        Log.Add(name);
        if (!fails || IsDone)
            operation();
        if (!fails)
            return;
        _isDead = isKill;
        throw fault!;
    }
}
