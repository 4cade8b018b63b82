using System;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using FusedOpt.Runtime.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Runtime.Tests.Conversions;

/// <summary>The same tests in processes whose JIT is held to narrower vectors.</summary>
public class ConversionWidthTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 128)]
    [InlineData("DOTNET_EnableHWIntrinsic", 0)]
    public async Task NarrowerVectorsGiveTheSameBits(string jitSwitch, int width)
    {
        foreach (Type tests in new[] { typeof(HalvesTests), typeof(BFloat16sTests), typeof(Block8sTests) })
        {
            (int exitCode, int passed, string text) = await VectorWidth.Run($"{tests.Name}.", jitSwitch, Math.Min(width, VectorWidth.Widest));
            Assert.True(exitCode == 0, text);
            Assert.Equal(tests.GetMethods().Sum(Cases), passed);
        }

        static int Cases(MethodInfo m) =>
            m.GetCustomAttribute<TheoryAttribute>() is not null ? m.GetCustomAttributes<InlineDataAttribute>().Count() : m.GetCustomAttribute<FactAttribute>() is not null ? 1 : 0;
    }

    [Fact]
    public async Task AWidthThatWasNotReachedIsSeen()
    {
        (int exitCode, int passed, string text) = await VectorWidth.Run($"{nameof(HalvesTests)}.{nameof(HalvesTests.EveryHalfWidens)}", "DOTNET_EnableAVX2", VectorWidth.Widest + 1);
        Assert.NotEqual(0, exitCode);
        Assert.Equal(0, passed);
        Assert.Contains($"\"{VectorWidth.Widest + 1}\"", text, StringComparison.Ordinal);
    }
}
