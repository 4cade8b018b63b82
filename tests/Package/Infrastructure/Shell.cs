using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace FusedOpt.Package.Tests.Infrastructure;

/// <summary>Runs programs as a user would at a prompt.</summary>
internal static partial class Shell
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Runs the .NET command line, which has to succeed.</summary>
    public static Output Dotnet(string directory, params string[] arguments)
    {
        Output output = Run(directory, "dotnet", arguments);
        Assert.True(output.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output.Text}");
        return output;
    }

    /// <summary>Runs a program and returns its exit code and everything that it writes.</summary>
    public static Output Run(string directory, string program, IEnumerable<string> arguments, string language = "C.UTF-8")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The runner of this test is itself started by MSBuild, which leaves its settings behind.
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["LC_ALL"] = language;

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> text = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end");
        }

        return new(process.ExitCode, text.Result + error.Result);
    }

    /// <summary>The result of a program.</summary>
    internal sealed partial record Output(int ExitCode, string Text)
    {
        /// <summary>The lines of the text that hold a warning or an error, each once.</summary>
        public string[] Problems => [.. Text.Split('\n').Select(l => l.Trim()).Where(l => Problem().IsMatch(l)).Distinct()];

        /// <summary>Returns the codes of the warnings and errors of a project, each as often as it was reported.</summary>
        public string[] CodesOf(string project) =>
            [.. Problems.Where(l => l.EndsWith($"{project}]", StringComparison.Ordinal)).Select(l => Problem().Match(l).Groups[1].Value)];

        [GeneratedRegex(@"(?:warning|error)(?: ([A-Z]+[0-9]+))?\s*:")]
        private static partial Regex Problem();
    }
}
