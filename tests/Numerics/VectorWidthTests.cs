using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Xunit;
using Xunit.Abstractions;

namespace FusedOpt.Numerics.Tests;

/// <summary>The bits stay the same in every vector width: the same tests, in processes whose JIT is held to a narrower one.</summary>
public class VectorWidthTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task NarrowerVectorsGiveTheSameBits(string jitSwitch, int width)
    {
        int expected = Math.Min(width, BitEqualityTests.Widest);
        if (BitEqualityTests.Widest <= width)
            output.WriteLine($"{jitSwitch}=0 makes no difference here: the widest vectors of this process have {BitEqualityTests.Widest} bits already.");
        (int exitCode, string text) = await Run(nameof(BitEqualityTests), jitSwitch, expected);
        Assert.True(exitCode == 0, text);
        Assert.Equal(BitEqualityTests.Variants().Count + Facts(typeof(BitEqualityTests)), Count("Passed", text));
        Assert.Equal(0, Count("Skipped", text));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task FunctionsHaveTheSameBits(string jitSwitch, int width)
    {
        (int exitCode, string text) = await Run(nameof(FunctionWidthTests), jitSwitch, Math.Min(width, BitEqualityTests.Widest));
        Assert.True(exitCode == 0, text);
        Assert.Equal(3 * FunctionWidthTests.Functions().Count + Facts(typeof(FunctionWidthTests)), Count("Passed", text));
        Assert.Equal(0, Count("Skipped", text));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task FastMathStaysWithinItsBound(string jitSwitch, int width)
    {
        (int exitCode, string text) = await Run(nameof(FastMathTests), jitSwitch, Math.Min(width, BitEqualityTests.Widest));
        Assert.True(exitCode == 0, text);
        Assert.Equal(FastMathTests.Names().Count + Facts(typeof(FastMathTests)), Count("Passed", text));
        Assert.Equal(0, Count("Skipped", text));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task NarrowStateHasTheSameBits(string jitSwitch, int width)
    {
        (int exitCode, string text) = await Run(nameof(NarrowStateTests), jitSwitch, Math.Min(width, BitEqualityTests.Widest));
        Assert.True(exitCode == 0, text);
        Assert.Equal((2 * NarrowStateTests.Names().Count) + 2 + Facts(typeof(NarrowStateTests)), Count("Passed", text));
        Assert.Equal(0, Count("Skipped", text));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task NoiseHasTheSameBits(string jitSwitch, int width)
    {
        (int exitCode, string text) = await Run($"{nameof(NoiseTests)}.", jitSwitch, Math.Min(width, BitEqualityTests.Widest));
        Assert.True(exitCode == 0, text);
        Assert.Equal(NoiseTests.Names().Count + typeof(NoiseTests).GetMethods().Sum(m => m.GetCustomAttributes<InlineDataAttribute>().Count()) + Facts(typeof(NoiseTests)), Count("Passed", text));
        Assert.Equal(0, Count("Skipped", text));
    }

    [Fact]
    public async Task AWidthThatWasNotReachedIsSeen()
    {
        (int exitCode, string text) = await Run(nameof(BitEqualityTests.EveryBuiltInRuleIsAmongTheVariants), "DOTNET_EnableAVX2", BitEqualityTests.Widest + 1);
        Assert.NotEqual(0, exitCode);
        Assert.Equal(1, Count("Failed", text));
        Assert.Contains($"\"{BitEqualityTests.Widest + 1}\"", text, StringComparison.Ordinal);
    }

    /// <summary>Runs the tests of this assembly whose names contain a text in another process.</summary>
    private static async Task<(int ExitCode, string Text)> Run(string tests, string jitSwitch, int width)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            ["vstest", typeof(VectorWidthTests).Assembly.Location, "--TestCaseFilter:FullyQualifiedName~" + tests])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[jitSwitch] = "0";
        start.Environment[BitEqualityTests.WidestVector] = width.ToString(CultureInfo.InvariantCulture);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en"; // what Count reads
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(patience.Token);
            string text = await process.StandardOutput.ReadToEndAsync(patience.Token) + await error;
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, text);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static int Count(string outcome, string text) =>
        int.Parse(Regex.Match(text, $@"\b{outcome}: +(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);

    private static int Facts(Type tests)
    {
        int facts = 0;
        foreach (MethodInfo method in tests.GetMethods())
            facts += method.GetCustomAttribute<FactAttribute>() is { } and not TheoryAttribute ? 1 : 0;
        return facts;
    }
}
