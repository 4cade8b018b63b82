using System;
using FusedOpt.Runtime.Tests.Schedules.Infrastructure;
using FusedOpt.Schedules;
using Xunit;

namespace FusedOpt.Runtime.Tests.Schedules;

/// <summary>
/// Whatever their arguments, schedules go where they should without turning back, stay within their bounds and do not leap.
/// </summary>
public class ShapeTests
{
    private const int Trials = 300;

    [Fact]
    public void WaysDownNeverRise()
    {
        var random = new Random(1);
        for (int trial = 0; trial < Trials; trial++)
        {
            (double high, double low, long steps) = Way(random);
            double power = Math.Exp(4 * random.NextDouble() - 2);
            NeverRises(new Linear(high, low, steps), steps, low, high, random);
            NeverRises(new Polynomial(high, low, steps, power), steps, low, high, random);
            NeverRises(new Cosine(high, steps, low), steps, low, high, random);
            NeverRises(new Exponential(high, gamma: random.NextDouble(), steps), steps, 0, high, random);
            NeverRises(new Step(high, 1 + steps / 7, gamma: random.NextDouble()), steps, 0, high, random);
            NeverRises(new WarmupStableDecay(high, 0, steps / 5, steps, low, (Annealing)random.Next(3)), steps, low, high, random);
            NeverRises(new InverseSqrt(high, warmupSteps: 1), steps, 0, high, random);
        }
    }

    [Fact]
    public void WaysUpNeverFall()
    {
        var random = new Random(2);
        for (int trial = 0; trial < Trials; trial++)
        {
            (double high, double low, long steps) = Way(random);
            NeverFalls(new Linear(low, high, steps), steps, low, high, random);
            NeverFalls(new Polynomial(low, high, steps, 1 + random.NextDouble()), steps, low, high, random);
            NeverFalls(new Cosine(high, steps, low).Warmup(steps), steps, 0, high, random);
            NeverFalls(new InverseSqrt(high, steps), steps - 1, 0, high, random);
            NeverFalls(new OneCycle(high, steps + 1, pctStart: 1, (Annealing)random.Next(3), divFactor: 3), steps, 0, high, random);
            NeverFalls(new Cyclic(low, high, stepsUp: steps), steps, low, high, random);
        }
    }

    [Fact]
    public void AScheduleThatTurnsBackIsSeen()
    {
        var random = new Random(3);
        Assert.ThrowsAny<Exception>(() => NeverRises(new CosineRestarts(1, cycleSteps: 100), 1000, 0, 1, random));
        Assert.ThrowsAny<Exception>(() => NeverFalls(new Cosine(1, steps: 100).Warmup(50), 150, 0, 1, random));
        Assert.ThrowsAny<Exception>(() => NeverRises(new Linear(1, 0, steps: 100), 1000, 0.5, 1, random));
    }

    [Fact]
    public void CyclesStayWithinTheirBounds()
    {
        var random = new Random(4);
        for (int trial = 0; trial < Trials; trial++)
        {
            (double high, double low, long steps) = Way(random);
            ISchedule[] schedules =
            [
                new Cyclic(low, high, steps, 1 + steps / 3, (CyclicMode)random.Next(2)),
                new Cyclic(low, high, steps, 1 + steps / 3, CyclicMode.ExponentialRange, gamma: 1 - random.NextDouble()),
                new CosineRestarts(high, steps, 1 + random.Next(4), low),
                new OneCycle(
                    high, steps, random.NextDouble() / 2, (Annealing)random.Next(3), 1 + random.NextDouble(), 1,
                    random.Next(2) == 0).Clamp(min: low),
            ];
            foreach (ISchedule schedule in schedules)
            {
                for (int sample = 0; sample < 50; sample++)
                    Assert.InRange(schedule.GetLearningRate(random.NextInt64(10 * steps)), low, high);
            }
        }
    }

    // The steepest slopes: half of pi times that of the line for a cosine, the power times it for a polynomial.
    [Fact]
    public void WaysDoNotLeap()
    {
        foreach (int steps in new[] { 1, 2, 10, 1000 })
        {
            DoesNotLeap(new Linear(1, 0.25, steps), steps, 0.75 / steps);
            DoesNotLeap(new Cosine(1, steps, 0.25), steps, 0.75 * Math.PI / 2 / steps);
            DoesNotLeap(new Polynomial(1, 0.25, steps, power: 3), steps, 0.75 * 3 / steps);
            DoesNotLeap(new Cyclic(0.25, 1, stepsUp: steps), 8 * steps, 0.75 / steps);
            DoesNotLeap(new Cosine(1, steps).Warmup(steps), 2 * steps, Math.PI / 2 / steps);
            DoesNotLeap(new InverseSqrt(1, steps), 4 * steps, 1.0 / steps);
            DoesNotLeap(new WarmupStableDecay(1, steps, steps, steps, annealing: Annealing.Cosine), 4 * steps, Math.PI / 2 / steps);
        }

        Assert.ThrowsAny<Exception>(() => DoesNotLeap(new CosineRestarts(1, cycleSteps: 1000), 2000, Math.PI / 2 / 1000));
        DoesNotLeap(new OneCycle(1, steps: 100), 100, Math.PI / 2 / 29);
        DoesNotLeap(new OneCycle(1, steps: 100, threePhase: true), 100, Math.PI / 2 / 29);
    }

    [Fact]
    public void EveryRateOfEveryScheduleCanBeSet()
    {
        foreach ((string _, Func<double, ISchedule> schedule) in Examples.All)
        {
            foreach (double rate in new[] { 0, double.Epsilon, 1e-300, 0.1, 1e300 })
            {
                foreach (long step in new[] { 0, 1, 20, 100, int.MaxValue, 1L << 53, long.MaxValue - 1, long.MaxValue })
                    Assert.InRange(schedule(rate).GetLearningRate(step), 0, rate);
            }
        }
    }

    private static (double High, double Low, long Steps) Way(Random random)
    {
        double high = Math.Exp(-10 * random.NextDouble());
        return (high, high * random.NextDouble() * random.Next(2), (long)Math.Exp(30 * random.NextDouble()) + 1);
    }

    private static void NeverRises(ISchedule schedule, long steps, double low, double high, Random random) =>
        Sample(schedule, steps, low, high, random, sign: -1);

    private static void NeverFalls(ISchedule schedule, long steps, double low, double high, Random random) =>
        Sample(schedule, steps, low, high, random, sign: 1);

    // Runs of neighbouring steps: at both ends, where roundings show, and anywhere.
    private static void Sample(ISchedule schedule, long steps, double low, double high, Random random, int sign)
    {
        foreach (long start in new[] { 0, Math.Max(0, steps - 20), random.NextInt64(steps + 1) })
        {
            for (long step = start; step < Math.Min(start + 20, steps); step++)
            {
                Assert.InRange(schedule.GetLearningRate(step), low, high);
                Assert.True(
                    sign * (schedule.GetLearningRate(step + 1) - schedule.GetLearningRate(step)) >= 0, $"{schedule} turns at step {step}");
            }
        }
    }

    private static void DoesNotLeap(ISchedule schedule, int count, double most)
    {
        for (int step = 0; step < count; step++)
            Assert.InRange(Math.Abs(schedule.GetLearningRate(step + 1) - schedule.GetLearningRate(step)), 0, most * (1 + 1e-12));
    }
}
