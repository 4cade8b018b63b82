using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using FusedOpt.Runtime.Tests.Schedules.Infrastructure;
using FusedOpt.Schedules;
using Xunit;

namespace FusedOpt.Runtime.Tests.Schedules;

/// <summary>Each phase begins and ends at its step, with its rate to the bit.</summary>
public class BoundaryTests
{
    // Rates whose difference rounds, so that a start that is computed as end + (start - end) would be another number.
    [Theory]
    [InlineData(0.1, 0.01)]
    [InlineData(0.3, 0.1)]
    [InlineData(1e-3, 7e-9)]
    [InlineData(0.7, 0)]
    [InlineData(5, 5)]
    public void WaysBeginAndEndWhereTheyAreSaidTo(double high, double low)
    {
        foreach (long steps in new long[] { 1, 2, 3, 10, 999, 1L << 53 })
        {
            foreach (ISchedule down in new ISchedule[]
                { new Linear(high, low, steps), new Polynomial(high, low, steps, 1.3), new Cosine(high, steps, low) })
            {
                Assert.Equal(high, down.GetLearningRate(0));
                Assert.Equal(
                    [low, low, low], [down.GetLearningRate(steps), down.GetLearningRate(steps + 1), down.GetLearningRate(long.MaxValue)]);
            }

            foreach (ISchedule up in new ISchedule[] { new Linear(low, high, steps), new Polynomial(low, high, steps, 1.3) })
            {
                Assert.Equal(low, up.GetLearningRate(0));
                Assert.Equal(
                    [high, high, high], [up.GetLearningRate(steps), up.GetLearningRate(steps + 1), up.GetLearningRate(long.MaxValue)]);
            }
        }
    }

    [Fact]
    public void StairsBeginAtTheirStep()
    {
        Assert.Equal([8.0, 8, 8, 4, 4, 4, 2], Rates(new Step(8, stepSize: 3, gamma: 0.5), 7));
        Assert.Equal([8.0, 8, 4, 2, 2, 1], Rates(new MultiStep(8, [2, 3, 5], gamma: 0.5), 6));
        Assert.Equal([4.0, 4], Rates(new MultiStep(8, [0], gamma: 0.5), 2));
        Assert.Equal([8.0, 8], Rates(new MultiStep(8, []), 2));
    }

    public static TheoryData<long, int> Cycles()
    {
        var cycles = new TheoryData<long, int>();
        foreach (long length in new long[] { 1, 2, 5, 10, 1000, 1L << 53 })
        {
            foreach (int multiplier in new[] { 1, 2, 3, 5, 10, int.MaxValue })
                cycles.Add(length, multiplier);
        }

        return cycles;
    }

    [Theory]
    [MemberData(nameof(Cycles))]
    public void CyclesRestartAtTheirStep(long length, int multiplier)
    {
        var schedule = new CosineRestarts(1, length, multiplier);
        BigInteger before = 0;
        foreach ((BigInteger start, BigInteger cycle) in Starts(length, multiplier).Take(200))
        {
            Assert.Equal(1, schedule.GetLearningRate((long)start));

            // Above 2^53 the distance from the end of a cycle is rounded.
            if (start > 0 && start <= 1L << 53)
                Assert.Equal(
                    Interpolate.Along(1, 0, (double)(before - 1), (double)before, Annealing.Cosine),
                    schedule.GetLearningRate((long)start - 1));
            before = cycle;
        }
    }

    /// <summary>A logarithm, PyTorch's way to the cycle of a step, misses some of the steps at which one begins.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(50, 3)]
    [InlineData(1000, 10)]
    public void ALogarithmWouldMissRestarts(long length, int multiplier)
    {
        int[] cycles =
        [
            .. Starts(length, multiplier).Select(cycle => (int)Math.Log((double)cycle.Start / length * (multiplier - 1) + 1, multiplier)),
        ];
        Assert.NotEqual(Enumerable.Range(0, cycles.Length), cycles);
    }

    [Fact]
    public void TrianglesHaveTheirFeetAndTops()
    {
        Assert.Equal([1.0, 2, 3, 2.5, 2, 1.5, 1, 2], Rates(new Cyclic(1, 3, stepsUp: 2, stepsDown: 4), 8));
        Assert.Equal([1.0, 3, 1, 2, 1, 1.5], Rates(new Cyclic(1, 3, stepsUp: 1, mode: CyclicMode.Triangular2), 6));
        Assert.Equal([1.0, 2, 1, 1.25, 1], Rates(new Cyclic(1, 3, stepsUp: 1, mode: CyclicMode.ExponentialRange, gamma: 0.5), 5));
        Assert.Equal(0.1, new Cyclic(0.1, 0.3, stepsUp: 7).GetLearningRate(14));
        Assert.Equal(0.3, new Cyclic(0.1, 0.3, stepsUp: 7).GetLearningRate(21));
        Assert.Equal(0.1, new Cyclic(0.1, 0.3, stepsUp: 1, mode: CyclicMode.Triangular2).GetLearningRate(long.MaxValue));
    }

    [Fact]
    public void OneCycleHasItsTopAndItsEnd()
    {
        // The top of 0.25 * 20 is step 4; that of 0.3 * 21 lies between steps 5 and 6.
        var whole = new OneCycle(0.8, steps: 20, pctStart: 0.25, divFactor: 4, finalDivFactor: 10);
        Assert.Equal(
            [0.2, 0.8, 0.02, 0.02, 0.02],
            [
                whole.GetLearningRate(0), whole.GetLearningRate(4), whole.GetLearningRate(19), whole.GetLearningRate(20),
                whole.GetLearningRate(long.MaxValue),
            ]);
        var between = new OneCycle(0.8, steps: 21, pctStart: 0.3);
        Assert.True(
            between.GetLearningRate(5) < 0.8
                && between.GetLearningRate(6) < 0.8
                && between.GetLearningRate(4) < between.GetLearningRate(5)
                && between.GetLearningRate(6) > between.GetLearningRate(7));
        var three = new OneCycle(0.8, steps: 20, pctStart: 0.25, divFactor: 4, finalDivFactor: 10, threePhase: true);
        Assert.Equal(
            [0.2, 0.8, 0.2, 0.02, 0.02],
            [
                three.GetLearningRate(0), three.GetLearningRate(4), three.GetLearningRate(8), three.GetLearningRate(19),
                three.GetLearningRate(20),
            ]);
    }

    [Fact]
    public void OneCycleNeedsNoWayUpAndNoWayDown()
    {
        Assert.Equal(
            [0.5, 0.75, 1, 0.05], Rates(new OneCycle(1, steps: 3, pctStart: 1, Annealing.Linear, divFactor: 2, finalDivFactor: 10), 4));
        Assert.Equal(
            [1, 0.55, 0.1], Rates(new OneCycle(1, steps: 3, pctStart: 1 / 3.0, Annealing.Linear, divFactor: 2, finalDivFactor: 5), 3));
        Assert.Equal([0.1, 0.1], Rates(new OneCycle(1, steps: 1, divFactor: 2, finalDivFactor: 5), 2));
        Assert.All(Rates(new OneCycle(1, steps: 10, pctStart: 0), 12), rate => Assert.InRange(rate, 1 / 25e4, 1));
    }

    [Fact]
    public void InverseSqrtPeaksAtTheUpdateThatIsNamed()
    {
        Assert.Equal([0.25, 0.5, 0.75, 1], Rates(new InverseSqrt(1, warmupSteps: 4), 4));
        Assert.Equal(0.5, new InverseSqrt(1, warmupSteps: 4).GetLearningRate(15));
        Assert.Equal(1, new InverseSqrt(1, warmupSteps: 1).GetLearningRate(0));
        Assert.Equal(1 / Math.Sqrt(512 * 4000.0), InverseSqrt.Noam(512, 4000).Peak);
    }

    [Fact]
    public void TheTrapezoidHasItsCorners()
    {
        Assert.Equal(
            [0, 0.25, 0.5, 0.75, 1, 1, 1, 0.75, 0.5, 0.5],
            Rates(new WarmupStableDecay(1, warmupSteps: 4, stableSteps: 2, decaySteps: 2, end: 0.5), 10));
        Assert.Equal([1, 0], Rates(new WarmupStableDecay(1, warmupSteps: 0, stableSteps: 0, decaySteps: 1), 2));
        Assert.Equal(
            [1, 0.5, 0],
            Rates(new WarmupStableDecay(1, 0, 0, decaySteps: 4, annealing: Annealing.OneMinusSqrt), 5).Where((_, i) => i is 0 or 1 or 4));
    }

    private static double[] Rates(ISchedule schedule, int count) =>
        [.. Enumerable.Range(0, count).Select(step => schedule.GetLearningRate(step))];

    // The first step and the length of every cycle whose first step is a long.
    private static IEnumerable<(BigInteger Start, BigInteger Length)> Starts(long length, int multiplier)
    {
        BigInteger cycle = length;
        for (BigInteger start = 0; start <= long.MaxValue; start += cycle, cycle *= multiplier)
            yield return (start, cycle);
    }
}
