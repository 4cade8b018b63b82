using System;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace FusedOpt.Runtime.Tests.Infrastructure;

/// <summary>The vectors that a process computes with, and tests in processes whose JIT is held to narrower ones.</summary>
internal static class VectorWidth
{
    // Where this is set, the widest vector must have this many bits: a switch of the JIT was meant to see to it.
    private const string Demanded = "FUSEDOPT_WIDEST_VECTOR";

    /// <summary>The widest vectors of this process, in bits; 0 where there are none.</summary>
    public static int Widest => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>Fails where a switch of the JIT did not do what it was meant to.</summary>
    public static void AssertDemanded()
    {
        if (Environment.GetEnvironmentVariable(Demanded) is { } width)
            Assert.Equal(width, Widest.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Runs the tests of this assembly whose full names contain a text in another process.</summary>
    public static async Task<(int ExitCode, int Passed, string Text)> Run(string tests, string jitSwitch, int width)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["vstest", typeof(VectorWidth).Assembly.Location, "--TestCaseFilter:FullyQualifiedName~" + tests])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[jitSwitch] = "0";
        start.Environment[Demanded] = width.ToString(CultureInfo.InvariantCulture);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en"; // what is read below
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
            string text = await process.StandardOutput.ReadToEndAsync(patience.Token) + await error;
            await process.WaitForExitAsync(patience.Token);
            Match passed = Regex.Match(text, @"\bPassed: +(\d+)");
            return (process.ExitCode, passed.Success ? int.Parse(passed.Groups[1].Value, CultureInfo.InvariantCulture) : 0, text);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
