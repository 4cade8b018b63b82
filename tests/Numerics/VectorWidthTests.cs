using System;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using FusedOpt.Tests.Shared;
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
        int expected = Math.Min(width, VectorWidth.Widest);
        if (VectorWidth.Widest <= width)
            output.WriteLine($"{jitSwitch}=0 makes no difference here: the widest vectors of this process have {VectorWidth.Widest} bits already.");
        VectorWidth.Outcome outcome = await VectorWidth.Run(nameof(BitEqualityTests), jitSwitch, expected);
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Assert.Equal(BitEqualityTests.Variants().Count + Facts(typeof(BitEqualityTests)), outcome.Passed);
        Assert.Equal(0, outcome.Skipped);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task FunctionsHaveTheSameBits(string jitSwitch, int width)
    {
        VectorWidth.Outcome outcome = await VectorWidth.Run(nameof(FunctionWidthTests), jitSwitch, Math.Min(width, VectorWidth.Widest));
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Assert.Equal(3 * FunctionWidthTests.Functions().Count + Facts(typeof(FunctionWidthTests)), outcome.Passed);
        Assert.Equal(0, outcome.Skipped);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task FastMathStaysWithinItsBound(string jitSwitch, int width)
    {
        VectorWidth.Outcome outcome = await VectorWidth.Run(nameof(FastMathTests), jitSwitch, Math.Min(width, VectorWidth.Widest));
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Assert.Equal(FastMathTests.Names().Count + Facts(typeof(FastMathTests)), outcome.Passed);
        Assert.Equal(0, outcome.Skipped);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task NarrowStateHasTheSameBits(string jitSwitch, int width)
    {
        VectorWidth.Outcome outcome = await VectorWidth.Run(nameof(NarrowStateTests), jitSwitch, Math.Min(width, VectorWidth.Widest));
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Assert.Equal((2 * NarrowStateTests.Names().Count) + 2 + Facts(typeof(NarrowStateTests)), outcome.Passed);
        Assert.Equal(0, outcome.Skipped);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task NoiseHasTheSameBits(string jitSwitch, int width)
    {
        VectorWidth.Outcome outcome = await VectorWidth.Run($"{nameof(NoiseTests)}.", jitSwitch, Math.Min(width, VectorWidth.Widest));
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Assert.Equal(NoiseTests.Names().Count + typeof(NoiseTests).GetMethods().Sum(m => m.GetCustomAttributes<InlineDataAttribute>().Count()) + Facts(typeof(NoiseTests)), outcome.Passed);
        Assert.Equal(0, outcome.Skipped);
    }

    [Fact]
    public async Task AWidthThatWasNotReachedIsSeen()
    {
        VectorWidth.Outcome outcome = await VectorWidth.Run(nameof(BitEqualityTests.EveryBuiltInRuleIsAmongTheVariants), "DOTNET_EnableAVX2", VectorWidth.Widest + 1);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Equal(1, outcome.Failed);
        Assert.Contains($"\"{VectorWidth.Widest + 1}\"", outcome.Text, StringComparison.Ordinal);
    }

    private static int Facts(Type tests)
    {
        int facts = 0;
        foreach (MethodInfo method in tests.GetMethods())
            facts += method.GetCustomAttribute<FactAttribute>() is { } and not TheoryAttribute ? 1 : 0;
        return facts;
    }
}
