using System;
using System.Threading.Tasks;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Reductions;

/// <summary>The tests of short spans in processes whose JIT is held to narrower vectors.</summary>
public class ReductionWidthTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512=0", 256)]
    [InlineData("DOTNET_EnableAVX2=0", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic=0", 0)]
    public async Task NarrowerVectorsGiveTheSameBits(string jitSwitch, int width)
    {
        VectorWidth.Outcome outcome = await VectorWidth.Run(
            [$".{nameof(ShortSpanTests)}."], jitSwitch, Math.Min(width, VectorWidth.Widest));
        Assert.True(outcome.ExitCode == 0, outcome.Text);
        Assert.Equal((13, 0), (outcome.Passed, outcome.Skipped));
    }
}
