using System;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using FusedOpt.Numerics.Tests.Networks;
using FusedOpt.Tests.Shared;
using Xunit;
using Xunit.Abstractions;

namespace FusedOpt.Numerics.Tests;

/// <summary>The bits stay the same in every vector width: the same tests, in processes whose JIT is held to a narrower one.</summary>
public class VectorWidthTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512=0", 256)]
    [InlineData("DOTNET_EnableAVX2=0", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic=0", 0)]
    public Task NarrowerVectorsGiveTheSameBits(string jitSwitch, int width)
    {
        if (VectorWidth.Widest <= width)
            output.WriteLine(
                $"{jitSwitch} makes no difference here: the widest vectors of this process have {VectorWidth.Widest} bits already.");
        return AllPass(
            jitSwitch,
            Math.Min(width, VectorWidth.Widest),
            (typeof(BitEqualityTests), BitEqualityTests.Variants().Count),
            (typeof(FunctionWidthTests), 3 * FunctionWidthTests.Functions().Count),
            (typeof(FastMathTests), FastMathTests.Names().Count),
            (typeof(NarrowStateTests), (2 * NarrowStateTests.Names().Count) + 2),
            (typeof(NoiseTests),
                NoiseTests.Names().Count + typeof(NoiseTests).GetMethods().Sum(m => m.GetCustomAttributes<InlineDataAttribute>().Count())));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512=0", 256)]
    [InlineData("DOTNET_EnableAVX2=0", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic=0", 0)]
    public async Task NarrowerVectorsGiveLossesAndGradientsTheSameBits(string jitSwitch, int width)
    {
        VectorWidth.Outcome outcome = await RunGradients(jitSwitch, Math.Min(width, VectorWidth.Widest), GradientBitsTests.ComputeDigest());
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Assert.Equal(1, outcome.Passed);
    }

    [Fact]
    public async Task OtherGradientsAreSeen()
    {
        VectorWidth.Outcome outcome = await RunGradients(
            "DOTNET_EnableAVX512=0", Math.Min(256, VectorWidth.Widest), GradientBitsTests.ComputeDigest(seed: 2));
        Assert.Equal(1, outcome.Failed);
    }

    private static Task<VectorWidth.Outcome> RunGradients(string jitSwitch, int width, string digest) =>
        VectorWidth.Run([$".{nameof(GradientBitsTests)}."], jitSwitch, width, (GradientBitsTests.Demanded, digest));

    // Runs as a user's Debug build does: this project's own build is optimized, so that its tests take minutes.
    [Fact]
    public Task UnoptimizedCodeGivesTheSameBits() =>
        AllPass("DOTNET_JITMinOpts=1", VectorWidth.Widest, (typeof(BitEqualityTests), BitEqualityTests.Variants().Count));

    [Fact]
    public async Task AWidthThatWasNotReachedIsSeen()
    {
        VectorWidth.Outcome outcome = await VectorWidth.Run(
            [nameof(BitEqualityTests.EveryBuiltInRuleIsAmongTheVariants)], "DOTNET_EnableAVX2=0", VectorWidth.Widest + 1);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Equal(1, outcome.Failed);
        Assert.Contains($"\"{VectorWidth.Widest + 1}\"", outcome.Text, StringComparison.Ordinal);
    }

    // The facts of classes and the cases of their theories, in a process of its own.
    private static async Task AllPass(string jitSwitch, int width, params (Type Class, int Cases)[] tests)
    {
        VectorWidth.Outcome outcome = await VectorWidth.Run(tests.Select(t => "." + t.Class.Name + "."), jitSwitch, width);
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Assert.Equal(tests.Sum(t => t.Cases + Facts(t.Class)), outcome.Passed);
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
