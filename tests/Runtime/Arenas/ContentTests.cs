using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace FusedOpt.Runtime.Tests.Arenas;

/// <summary>The initial content of a space, and the time at which it is made.</summary>
public class ContentTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(100_000)]
    public void SpacesHoldTheirFirstValues(int length)
    {
        double[] initial = [0, 0.1, -0.0, double.NaN, double.Epsilon];
        var arena = new Arena<double>("Model", length, initial);
        AssertBits(0.0, arena[0]);
        for (int i = 0; i < initial.Length; i++)
            AssertBits(initial[i], arena[i + 1]);
    }

    // Memory that another arena has written to before it was dropped.
    [Fact]
    public void MemoryThatWasUsedBeforeIsCleared()
    {
        for (int i = 0; i < 200; i++)
        {
            var arena = new Arena<float>("Model", 3000, [0, 0]);
            for (int space = 0; space < 3; space++)
            {
                Assert.False(arena[space].ContainsAnyExcept(0));
                arena[space].Fill(7);
            }

            if (i % 20 == 0)
                GC.Collect();
        }
    }

    [Fact]
    public void WhatIsWrittenStays()
    {
        var arena = new Arena<float>("Model", 1000, [0, 2]);
        for (int space = 0; space < 3; space++)
            arena[space].Fill(space + 0.5f);
        for (int space = 0; space < 3; space++)
            Assert.False(arena[space].ContainsAnyExcept(space + 0.5f));
    }

    [Fact]
    public void InitialValuesAreCopied()
    {
        float[] initial = [1];
        var arena = new Arena<float>("Model", 4, initial);
        initial[0] = 2;
        Assert.Equal([1, 1, 1, 1], arena[1]);
    }

    [Fact]
    public void FurtherSpacesAreMadeWhenTheFirstOfThemIsUsed()
    {
        // Little: the rest of a piece of memory that another thread's collection takes away counts as well.
        const int Space = 40_000, Little = 8_192;
        static long Allocated(Action act)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            act();
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Arena<float>? arena = null;
        Assert.InRange(Allocated(() => arena = new("Model", Space / 4, [0, 0, 1])), Space, Space + Little);
        Assert.InRange(Allocated(() => arena![0].Fill(1)), 0, Little);
        Assert.InRange(Allocated(() => arena![2].Fill(1)), 3 * Space, 3 * Space + 3 * Little);
        Assert.InRange(Allocated(() => arena![1].Fill(arena[3][0])), 0, Little);
    }

    [Fact]
    public async Task ThreadsGetTheSameMemory()
    {
        for (int i = 0; i < 100; i++)
        {
            var arena = new Arena<float>("Model", 100, [3]);
            using var start = new Barrier(4);
            long[] starts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return Address.Of(arena[1]);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            Assert.Single(starts.Distinct());
            Assert.False(arena[1].ContainsAnyExcept(3));
        }
    }

    private static void AssertBits(double expected, Span<double> space)
    {
        foreach (double element in space)
        {
            if (BitConverter.DoubleToInt64Bits(element) != BitConverter.DoubleToInt64Bits(expected))
                Assert.Fail($"{element:R} instead of {expected:R}");
        }
    }
}
