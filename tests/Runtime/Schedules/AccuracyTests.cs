using System;
using System.Collections.Generic;
using FusedOpt.Runtime.Tests.Schedules.Infrastructure;
using FusedOpt.Schedules;
using Xunit;
using Exact = FusedOpt.Runtime.Tests.Schedules.Infrastructure.Exact;

namespace FusedOpt.Runtime.Tests.Schedules;

/// <summary>Rates keep their digits to the last step, however small they get.</summary>
public class AccuracyTests
{
    // At most fourteen roundings of half a unit each, of the rate itself: the argument of the sine takes three, the sine counts for two,
    // their square doubles the five and rounds, and a difference, a product and a sum follow. A half unit of a number is up to one of its
    // result. The farthest here are five units away.
    private const double Tolerance = 14;

    private const int Steps = 1000;

    // Arguments that are binary fractions, so that the decimal numbers are the same ones.
    private static readonly Dictionary<string, (ISchedule Schedule, Func<int, decimal> Exact)> _schedules = new()
    {
        ["Linear"] = (new Linear(0.75, 0, Steps), n => 0.75m * (Steps - n) / Steps),
        ["Linear to an end"] = (new Linear(0.75, 0.0625, Steps), n => 0.0625m + 0.6875m * (Steps - n) / Steps),
        ["Linear up"] = (new Linear(0, 0.75, Steps), n => 0.75m * n / Steps),
        ["Polynomial"] = (new Polynomial(0.75, 0, Steps, power: 3), n => 0.75m * Exact.Power((decimal)(Steps - n) / Steps, 3)),
        ["Exponential"] = (new Exponential(0.75, gamma: 0.96875), n => 0.75m * Exact.Power(0.96875m, n)),
        ["Cosine"] = (new Cosine(0.75, Steps), n => 0.75m * Exact.HalfCosine((decimal)n / Steps)),
        ["Cosine to a minimum"] = (new Cosine(0.75, Steps, min: 0.0625), n => 0.0625m + 0.6875m * Exact.HalfCosine((decimal)n / Steps)),
        ["Cosine up"] = (new OneCycle(0.75, Steps + 1, pctStart: 1, divFactor: 1.5),
            n => 0.5m + 0.25m * (1 - Exact.HalfCosine((decimal)n / Steps))),
        ["InverseSqrt"] = (new InverseSqrt(0.75, warmupSteps: 64), n => n < 64 ? 0.75m * (n + 1) / 64 : 6 / Exact.SquareRoot(n + 1)),
        ["1 - sqrt"] = (new WarmupStableDecay(0.75, 0, 0, Steps, 0, Annealing.OneMinusSqrt),
            n => 0.75m * (1 - Exact.SquareRoot((decimal)n / Steps))),
    };

    public static TheoryData<string> Names() => [.. _schedules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryDigitOfEveryRateIsRight(string name)
    {
        (ISchedule schedule, Func<int, decimal> exact) = _schedules[name];
        for (int step = 0; step < Count(name); step++)
            Assert.InRange(Distance.InUnits((double)exact(step), schedule.GetLearningRate(step)), 0, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AChangeOfTheRateInItsFourteenthDigitIsSeen(string name)
    {
        (ISchedule schedule, Func<int, decimal> exact) = _schedules[name];
        int step = Count(name) - 1;
        Assert.False(Distance.InUnits((double)exact(step), schedule.Times(1 + 1e-14).GetLearningRate(step)) <= Tolerance);
    }

    [Fact]
    public void TheFormulaAsItIsWrittenLosesThem()
    {
        double written = 0.75 * (1 + Math.Cos(Math.PI * 999 / Steps)) / 2;
        Assert.InRange(Distance.InUnits((double)_schedules["Cosine"].Exact(999), written), 1000, double.MaxValue);
    }

    [Fact]
    public void StepsUpTo2ToThe53AreExact()
    {
        const long Most = 1L << 53;
        Assert.Equal(Math.ScaleB(1, -53), new Linear(1, 0, Most).GetLearningRate(Most - 1));
        Assert.Equal(Math.ScaleB(1, -53), new Linear(0, 1, Most).GetLearningRate(1));
        Assert.Equal(Math.ScaleB(1, -106), new Polynomial(1, 0, Most, power: 2).GetLearningRate(Most - 1));
        Assert.InRange(
            Distance.InUnits(Math.Pow(Math.PI / 2, 2) * Math.ScaleB(1, -106), new Cosine(1, Most).GetLearningRate(Most - 1)), 0, Tolerance);
        Assert.Equal([0.5, 0.25], [new Step(1, Most / 2, 0.5).GetLearningRate(Most - 1), new Step(1, Most / 2, 0.5).GetLearningRate(Most)]);
        Assert.Equal(
            [1, 0.5], [new MultiStep(1, [Most], 0.5).GetLearningRate(Most - 1), new MultiStep(1, [Most], 0.5).GetLearningRate(Most)]);
        Assert.Equal(Math.ScaleB(1, -53), new Cyclic(0, 1, Most, Most).GetLearningRate(2 * Most - 1));
        Assert.Equal(Math.ScaleB(1, -53), new WarmupStableDecay(1, Most, Most, Most).GetLearningRate(3 * Most - 1));
        Assert.Equal(Math.ScaleB(1, -53), new Constant(1).Then(new Linear(1, 0, Most), after: Most).GetLearningRate(2 * Most - 1));
    }

    // 0.96875^n has lost half of 28 decimal places by then.
    private static int Count(string name) => name == "Exponential" ? 400 : Steps;
}
