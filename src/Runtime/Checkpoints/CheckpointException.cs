using System;
using System.IO;

namespace FusedOpt;

/// <summary>A checkpoint that is damaged, does not fit its model, or cannot be written.</summary>
public sealed class CheckpointException : IOException
{
    /// <summary>Creates an exception with .NET's general message.</summary>
    public CheckpointException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">The file or entry that is at fault, and the remedy where there is one.</param>
    public CheckpointException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates an exception with its cause.</summary>
    /// <param name="message">The file or entry that is at fault, and the remedy where there is one.</param>
    /// <param name="innerException">The cause, null if there is none.</param>
    public CheckpointException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
