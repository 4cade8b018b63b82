using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace FusedOpt.Checkpoints.Tests.PyTorch;

/// <summary>Runs Python with the modules of <c>Stubs</c> in the place of PyTorch and safetensors.</summary>
internal static class Python
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>The text of docs/from-pytorch.md.</summary>
    public static string Document { get; } = File.ReadAllText(
        Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "from-pytorch.md"));

    /// <summary>Returns the blocks of code in a language that the document has.</summary>
    public static string[] Blocks(string language) =>
    [
        .. Regex.Matches(Document, $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(m => m.Groups[1].Value),
    ];

    /// <summary>Returns the block of Python that has a text.</summary>
    public static string Block(string text) => Assert.Single(Blocks("python"), b => b.Contains(text, StringComparison.Ordinal));

    /// <summary>Runs the course in a directory, with the functions of the document.</summary>
    public static void RunCourse(string directory, params string[] arguments)
    {
        string mode = arguments[0];
        File.WriteAllText(Path.Combine(directory, "bridge.py"), Block("def save_training("));
        Run(directory, [Path.Combine(Stubs, "course.py"), mode, directory, .. arguments.Skip(1)]);
    }

    /// <summary>Runs a script in a directory, with the functions of the document, and returns what it prints.</summary>
    public static string RunScript(string directory, string script)
    {
        File.WriteAllText(Path.Combine(directory, "bridge.py"), Block("def save_training("));
        string path = Path.Combine(directory, "script.py");
        File.WriteAllText(path, script);
        return Run(directory, [path]);
    }

    /// <summary>Starts a program; without it, the test fails with the remedy.</summary>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            Assert.Fail(
                $"The tests of docs/from-pytorch.md run its Python, and {start.FileName} is missing: apt-get install python3. "
                    + e.Message);
            throw;
        }
    }

    /// <summary>The trajectories that were recorded with PyTorch.</summary>
    public static string Golden => Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "Numerics", "Golden");

    private static string Stubs => Path.Combine(Path.GetDirectoryName(Here())!, "Stubs");

    private static string Run(string directory, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("python3")
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONPATH"] = string.Join(Path.PathSeparator, Stubs, directory);
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Start(start);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Limit), "Python did not end.");
        Assert.True(process.ExitCode == 0, error.Result);
        return text;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
