using System;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests.Growth;

/// <summary>The time that the generator takes grows as a project does and not faster.</summary>
/// <remarks>Runs alone: collecting the garbage of other tests stops every long run, and leaves some of the short ones.</remarks>
[Collection(nameof(GrowthTimeTests))]
[CollectionDefinition(nameof(GrowthTimeTests), DisableParallelization = true)]
public class GrowthTimeTests
{
    [Theory]
    [InlineData("numbers")]
    [InlineData("fields of all forms")]
    [InlineData("owned spans")]
    [InlineData("owned segments")]
    [InlineData("pruned fields")]
    [InlineData("models")]
    [InlineData("properties that are none")]
    [InlineData("classes of one base")]
    [InlineData("statements")]
    public void TimeGrowsAsTheSourceDoes(string name) => Assert.True(GrowsLinearly(n =>
    {
        CSharpCompilation project = GrowthTests.Compile(Grown.Sources[name](n));
        int runs = 0;

        // A generator that has seen the project before would read nothing.
        return () => GrowthTests.Generate(project.WithOptions(project.Options.WithModuleName(FormattableString.Invariant($"Run{++runs}"))));
    }));

    [Fact]
    public void TimeThatGrowsFasterIsSeen() => Assert.False(GrowsLinearly(n => () => SpinSquare(n)));

    // Sixteen times as much may take 64 times as long, whatever the caches do; a square takes 256 times. The time is the processor's: on a
    // busy machine a long run waits for others and a short one may not. The JIT can make a run longer but never shorter: the shortest of
    // more and more runs comes down to what it takes.
    private static bool GrowsLinearly(Func<int, Action> work)
    {
        const int Few = 100, Times = 16, Most = 64, Rounds = 12;
        Action few = work(Few), many = work(Times * Few);
        few();
        double shortestFew = double.MaxValue, shortestMany = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            shortestFew = Math.Min(shortestFew, Seconds(few));
            shortestMany = Math.Min(shortestMany, Seconds(many));
            if (shortestMany < Most * shortestFew)
                return true;
        }

        return false;
    }

    private static double Seconds(Action action)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    // Compiled once and for all: code that the JIT improves on its way would not be a square.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SpinSquare(int n)
    {
        long square = 10L * n * n, sum = 0;
        for (long i = 0; i < square; i++)
            sum = unchecked(sum * 31 + i);
        GC.KeepAlive(sum);
    }
}
