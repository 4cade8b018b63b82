using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace FusedOpt.Tests.Shared;

/// <summary>The vectors that a process computes with, and tests in processes whose JIT is held to narrower ones.</summary>
internal static class VectorWidth
{
    // If this is set, the widest vector must have this many bits: a switch of the JIT was meant to see to it.
    private const string Demanded = "FUSEDOPT_WIDEST_VECTOR";

    /// <summary>The widest vectors of this process, in bits; 0 where there are none.</summary>
    public static int Widest =>
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    /// <summary>Fails where a switch of the JIT did not do what it was meant to.</summary>
    public static void AssertDemanded()
    {
        if (Environment.GetEnvironmentVariable(Demanded) is { } width)
            Assert.Equal(width, Widest.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Runs the tests of this assembly whose full names contain one of some texts in another process.</summary>
    /// <param name="tests">The texts.</param>
    /// <param name="jitSwitch">A setting of the JIT, such as <c>DOTNET_EnableAVX2=0</c>.</param>
    /// <param name="width">The widest vectors that the setting leaves, in bits.</param>
    /// <param name="variables">Further variables of the environment, which the tests read.</param>
    public static async Task<Outcome> Run(
        IEnumerable<string> tests, string jitSwitch, int width, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [
                "vstest",
                typeof(VectorWidth).Assembly.Location,
                "--TestCaseFilter:" + string.Join('|', tests.Select(t => "FullyQualifiedName~" + t)),
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] setting = jitSwitch.Split('=');
        start.Environment[setting[0]] = setting[1];
        start.Environment[Demanded] = width.ToString(CultureInfo.InvariantCulture);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en"; // what Outcome reads
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
            string text = await process.StandardOutput.ReadToEndAsync(patience.Token) + await error;
            await process.WaitForExitAsync(patience.Token);
            return new(process.ExitCode, text);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The result of tests in another process.</summary>
    internal sealed record Outcome(int ExitCode, string Text)
    {
        public int Passed => Count(nameof(Passed));

        public int Failed => Count(nameof(Failed));

        public int Skipped => Count(nameof(Skipped));

        private int Count(string outcome) =>
            Regex.Match(Text, $@"\b{outcome}: +(\d+)") is { Success: true } match
                ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
                : 0;
    }
}
