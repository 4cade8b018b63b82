using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace FusedOpt;

/// <summary>Calls of Unix that .NET does not have: a directory cannot be opened with File.OpenHandle.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe partial class UnixFile
{
    private const int InterruptedCall = 4;

    // Not every file system can flush a directory, and not every user may read one to which he can write: EACCES, EINVAL, EROFS, ENOSYS
    // and ENOTSUP. There is no better way for these, and the file itself has been flushed.
    private static readonly int[] s_notSupported = OperatingSystem.IsLinux() ? [13, 22, 30, 38, 95] : [13, 22, 30, 78, 45, 102];

    /// <summary>Flushes the names in a directory to the disk, if its file system can.</summary>
    public static void FlushDirectory(string directory)
    {
        int closeOnExecute = OperatingSystem.IsLinux() ? 0x80000 : OperatingSystem.IsMacOS() ? 0x1000000 : 0;
        int file = Repeat(() => Open(directory, closeOnExecute));
        if (file < 0)
        {
            Demand(directory);
            return;
        }

        try
        {
            if (Repeat(() => Fsync(file)) < 0)
                Demand(directory);
        }
        finally
        {
            _ = Close(file);
        }
    }

    /// <summary>Returns the path of a directory without symbolic links, or the path as it is if there is no such directory.</summary>
    public static string RealPath(string directory)
    {
        byte* path = RealPath(directory, null);
        if (path is null)
            return directory;
        string real = Marshal.PtrToStringUTF8((nint)path)!;
        NativeMemory.Free(path);
        return real;
    }

    private static int Repeat(Func<int> call)
    {
        int result;
        do
            result = call();
        while (result < 0 && Marshal.GetLastPInvokeError() == InterruptedCall);
        return result;
    }

    private static void Demand(string directory)
    {
        int error = Marshal.GetLastPInvokeError();
        if (Array.IndexOf(s_notSupported, error) < 0)
            throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{directory}'", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* RealPath(string path, byte* buffer);
}
