using System;
using System.IO;

namespace FusedOpt;

/// <summary>Explains failures of the file system: the reason, the remedy, and the state of the file that was to be replaced.</summary>
internal static class FileFailure
{
    /// <summary>Returns true if .NET throws such an exception for failures of the file system.</summary>
    /// <param name="e">The exception; one that is explained already is none.</param>
    public static bool IsOfFile(Exception e) =>
        e is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException or NotSupportedException
        && e is not CheckpointException;

    /// <summary>Returns the exception that explains a failure.</summary>
    /// <param name="target">The file that was to be created or replaced.</param>
    /// <param name="cause">The failure.</param>
    /// <param name="isReplaced">True if the new file has its name already.</param>
    public static CheckpointException Create(FileTarget target, Exception cause, bool isReplaced = false)
    {
        string state = isReplaced ? " The new file is complete, but may be lost if the power fails now."
            : target.Exists ? " The file that was there before is unchanged."
            : "";
        return new($"{target.Path} could not be written: {Explain(target.Directory, cause)}{state}", cause);
    }

    private static string Explain(string directory, Exception cause) => cause switch
    {
        PathTooLongException => "its name is too long for the file system. Choose a shorter one.",
        _ when !Directory.Exists(directory) => File.Exists(directory)
            ? $"{directory} is a file and no directory."
            : $"there is no directory {directory}, or it may not be entered. Create it first.",
        _ when IsReadOnly(cause) => $"the file system of {directory} is read-only. Save to another place.",
        UnauthorizedAccessException =>
            "permission is denied. A file is first written beside the one that it replaces: permit this user to create files in "
                + $"{directory}.",
        _ when IsFull(cause) => $"the disk is full. Free space on the disk of {directory}, and save again.",
        ArgumentOutOfRangeException => $"the file is larger than the file system of {directory}, or the limit of this process, allows.",
        _ => cause.Message.EndsWith('.') ? cause.Message : cause.Message + ".",
    };

    // Number of the error: on Unix errno, on Windows an HRESULT.
    private static bool IsReadOnly(Exception cause) => OperatingSystem.IsWindows()
        ? cause.HResult == unchecked((int)0x80070013)
        : cause.HResult == 30;

    // The disk, or what it grants to this user.
    private static bool IsFull(Exception cause) => OperatingSystem.IsWindows()
        ? cause.HResult is unchecked((int)0x80070070) or unchecked((int)0x80070027) or unchecked((int)0x8007050f)
        : cause.HResult == 28 || cause.HResult == (OperatingSystem.IsLinux() ? 122 : 69);
}
