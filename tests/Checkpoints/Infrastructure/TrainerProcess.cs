using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Trainer;
using Xunit;

namespace FusedOpt.Checkpoints.Tests;

/// <summary>The program that trains models, in a process of its own.</summary>
internal static class TrainerProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Starts the program.</summary>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments.Prepend(Path.ChangeExtension(typeof(Course).Assembly.Location, ".dll")))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>Runs the program, which has to succeed, and returns the lines that it writes.</summary>
    public static IReadOnlyList<string> Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Limit), "The program did not end.");
        Assert.True(process.ExitCode == 0, error.Result);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
