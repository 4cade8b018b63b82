using System;
using System.IO;
using Xunit;

namespace FusedOpt.Runtime.Tests.Infrastructure;

/// <summary>Files that are written from others and checked in beside them.</summary>
internal static class Written
{
    // Set to 1, what should stand in a file is written to it.
    private const string Accept = "VERIFY_ACCEPT";

    /// <summary>Writes a file anew if that was asked for, and fails where it does not have the text.</summary>
    public static void Verify(string path, string text)
    {
        if (Environment.GetEnvironmentVariable(Accept) == "1")
            File.WriteAllText(path, text);
        Check(path, text);
    }

    /// <summary>Fails where a file does not have the text.</summary>
    public static void Check(string path, string text) => Assert.Equal(text, File.Exists(path) ? File.ReadAllText(path) : "");
}
