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
    public Task NarrowerVectorsGiveTheSameBits(string jitSwitch, int width)
    {
        if (VectorWidth.Widest <= width)
            output.WriteLine($"{jitSwitch}=0 makes no difference here: the widest vectors of this process have {VectorWidth.Widest} bits already.");
        return AllPass(typeof(BitEqualityTests), BitEqualityTests.Variants().Count, jitSwitch, width);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public Task FunctionsHaveTheSameBits(string jitSwitch, int width) => AllPass(typeof(FunctionWidthTests), 3 * FunctionWidthTests.Functions().Count, jitSwitch, width);

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public Task FastMathStaysWithinItsBound(string jitSwitch, int width) => AllPass(typeof(FastMathTests), FastMathTests.Names().Count, jitSwitch, width);

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public Task NarrowStateHasTheSameBits(string jitSwitch, int width) => AllPass(typeof(NarrowStateTests), (2 * NarrowStateTests.Names().Count) + 2, jitSwitch, width);

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public Task NoiseHasTheSameBits(string jitSwitch, int width) => AllPass(typeof(NoiseTests), NoiseTests.Names().Count + typeof(NoiseTests).GetMethods().Sum(m => m.GetCustomAttributes<InlineDataAttribute>().Count()), jitSwitch, width);

    [Fact]
    public async Task AWidthThatWasNotReachedIsSeen()
    {
        VectorWidth.Outcome outcome = await VectorWidth.Run(nameof(BitEqualityTests.EveryBuiltInRuleIsAmongTheVariants), "DOTNET_EnableAVX2", VectorWidth.Widest + 1);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Equal(1, outcome.Failed);
        Assert.Contains($"\"{VectorWidth.Widest + 1}\"", outcome.Text, StringComparison.Ordinal);
    }

    // The facts of a class and the cases of its theories, in a process of its own.
    private static async Task AllPass(Type tests, int cases, string jitSwitch, int width)
    {
        VectorWidth.Outcome outcome = await VectorWidth.Run(tests.Name + ".", jitSwitch, Math.Min(width, VectorWidth.Widest));
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Assert.Equal(cases + Facts(tests), outcome.Passed);
        Assert.Equal(0, outcome.Skipped);
    }

    private static int Facts(Type tests)
    {
        int facts = 0;
        foreach (MethodInfo method in tests.GetMethods())
            facts += method.GetCustomAttribute<FactAttribute>() is { } and not TheoryAttribute ? 1 : 0;
        return facts;
    }
}
