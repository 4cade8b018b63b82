using System;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Conversions;

/// <summary>The conversion tests in processes whose JIT is held to narrower vectors.</summary>
public class ConversionWidthTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512=0", 256)]
    [InlineData("DOTNET_EnableAVX2=0", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic=0", 0)]
    public async Task NarrowerVectorsGiveTheSameBits(string jitSwitch, int width)
    {
        Type[] tests = [typeof(HalvesTests), typeof(BFloat16sTests), typeof(Block8sTests)];
        VectorWidth.Outcome outcome = await VectorWidth.Run(
            tests.Select(t => $".{t.Name}."), jitSwitch, Math.Min(width, VectorWidth.Widest));
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Assert.Equal(tests.SelectMany(t => t.GetMethods()).Sum(Cases), outcome.Passed);
        Assert.Equal(0, outcome.Skipped);

        static int Cases(MethodInfo m) =>
            m.GetCustomAttribute<TheoryAttribute>() is not null ? m.GetCustomAttributes<InlineDataAttribute>().Count()
                : m.GetCustomAttribute<FactAttribute>() is not null ? 1
                : 0;
    }

    [Fact]
    public async Task AWidthThatWasNotReachedIsSeen()
    {
        VectorWidth.Outcome outcome = await VectorWidth.Run(
            [$"{nameof(HalvesTests)}.{nameof(HalvesTests.EveryHalfWidens)}"], "DOTNET_EnableAVX2=0", VectorWidth.Widest + 1);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Equal((0, 1), (outcome.Passed, outcome.Failed));
        Assert.Contains($"\"{VectorWidth.Widest + 1}\"", outcome.Text, StringComparison.Ordinal);
    }
}
