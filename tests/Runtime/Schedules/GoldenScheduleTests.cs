using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Runtime.Tests.Schedules.Infrastructure;
using FusedOpt.Schedules;
using Xunit;

namespace FusedOpt.Runtime.Tests.Schedules;

/// <summary>The rates are PyTorch's.</summary>
public class GoldenScheduleTests
{
    // PyTorch computes most rates from the one before: at most four operations, a sum among them, each wrong by half a unit in the
    // last place of at most the highest rate. Its errors add up to two units a step. A closed form, PyTorch's or the one here, has
    // a power, sine or cosine (a unit) and at most six operations more: four units. The farthest here are two units apart. A rate
    // that is wrong by 1e-14 of itself, 72 units of the highest, is seen.
    private static double Tolerance(int step) => 4 + 2 * step;

    private static readonly Dictionary<string, Func<double, ISchedule>> _schedules = new()
    {
        ["step"] = rate => new Step(rate, stepSize: 7, gamma: 0.3),
        ["multistep"] = rate => new MultiStep(rate, [5, 11, 12], gamma: 0.5),
        ["exponential"] = rate => new Exponential(rate, gamma: 0.93),
        ["constant"] = rate => new Constant(0.25 * rate).Then(new Constant(rate), after: 6),
        ["linear"] = rate => new Constant(rate).Warmup(9, startFactor: 0.2),
        ["polynomial"] = rate => new Polynomial(rate, 0, steps: 20, power: 2.5),
        ["cosine_until_T"] = rate => new Cosine(rate, steps: 40, min: 0.1 * rate),
        ["cosine_restarts"] = rate => new CosineRestarts(rate, cycleSteps: 5, multiplier: 2, min: 0.1 * rate),
        ["cyclic_triangular2"] = rate => new Cyclic(0.1 * rate, rate, stepsUp: 4, stepsDown: 6, CyclicMode.Triangular2),
        ["onecycle_cos"] = rate => new OneCycle(rate, steps: 41, pctStart: 0.3),
        ["onecycle_linear"] = rate => new OneCycle(rate, steps: 41, pctStart: 0.25, Annealing.Linear),
    };

    public static TheoryData<string> Names() => [.. _schedules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheRatesArePyTorchs(string name) => Assert.Null(Departure(name, _schedules[name](Recorded.LearningRate)));

    [Theory]
    [MemberData(nameof(Names))]
    public void ASlightlyHigherRateIsSeen(string name) =>
        Assert.NotNull(Departure(name, _schedules[name](Recorded.LearningRate * (1 + 1e-14))));

    [Theory]
    [MemberData(nameof(Names))]
    public void OneStepLateOrEarlyIsSeen(string name)
    {
        ISchedule schedule = _schedules[name](Recorded.LearningRate);
        Assert.NotNull(Departure(name, new Shifted(schedule, 1)));
        Assert.NotNull(Departure(name, new Constant(schedule.GetLearningRate(0)).Then(schedule, after: 1)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NoOtherScheduleHasTheseRates(string name)
    {
        foreach ((string _, Func<double, ISchedule> other) in _schedules.Where(s => s.Key != name))
            Assert.NotNull(Departure(name, other(Recorded.LearningRate)));
    }

    [Fact]
    public void EverythingRecordedIsCompared() => Assert.Equal(Recorded.Names().Order(), _schedules.Keys.Order());

    private static string? Departure(string name, ISchedule schedule)
    {
        double[] rates = Recorded.Rates(name);
        for (int step = 0; step < rates.Length; step++)
        {
            double distance = Distance.InUnitsOf(Recorded.LearningRate, rates[step], schedule.GetLearningRate(step));
            if (!(distance <= Tolerance(step)))
                return $"step {step}: {schedule.GetLearningRate(step):R} and not {rates[step]:R}, {distance} units away";
        }

        return null;
    }

    private sealed record Shifted(ISchedule Schedule, long By) : ISchedule
    {
        public double GetLearningRate(long step) => Schedule.GetLearningRate(step + By);
    }
}
