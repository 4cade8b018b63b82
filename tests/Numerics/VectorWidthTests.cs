using System;
using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>The bits stay the same in every vector width: the same tests, in processes whose JIT is held to a narrower one.</summary>
public class VectorWidthTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task NarrowerVectorsGiveTheSameBits(string jitSwitch, int width)
    {
        // A machine whose vectors are narrower anyway has run these tests in this very process.
        int expected = Math.Min(width, BitEqualityTests.Widest);
        var start = new ProcessStartInfo("dotnet", ["vstest", typeof(VectorWidthTests).Assembly.Location, "--TestCaseFilter:FullyQualifiedName~BitEqualityTests"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[jitSwitch] = "0";
        start.Environment[BitEqualityTests.WidestVector] = expected.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output);
        int passed = int.Parse(Regex.Match(output, @"Passed: +(\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((2 * BitEqualityTests.Variants().Count) + 3, passed);
    }
}
