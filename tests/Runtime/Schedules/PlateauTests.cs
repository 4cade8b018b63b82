using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Runtime.Tests.Schedules.Infrastructure;
using FusedOpt.Schedules;
using Xunit;

namespace FusedOpt.Runtime.Tests.Schedules;

/// <summary>A plateau lowers the rate when, and as far as, PyTorch's does.</summary>
public class PlateauTests
{
    private static ReduceOnPlateau Golden(double threshold = 0.01, int patience = 3, int cooldown = 2) =>
        new(0.1, factor: 0.5, patience: patience, threshold: threshold, cooldown: cooldown, minLearningRate: 0.001);

    // Products with a power of two: the same bits.
    [Fact]
    public void TheRatesArePyTorchs()
    {
        (double[] reports, double[] rates) = Recorded.Plateau();
        Assert.Equal(rates, Rates(Golden(), reports));
        Assert.NotEqual(rates, Rates(Golden(patience: 4), reports));
        Assert.NotEqual(rates, Rates(Golden(cooldown: 1), reports));
        Assert.NotEqual(rates, Rates(Golden(), reports[1..]));
    }

    [Fact]
    public void WhatHasToGoUpIsWhatHasToComeDownTurnedOver()
    {
        (double[] reports, double[] rates) = Recorded.Plateau();
        double[] turned = [.. reports.Select(r => -r)];
        foreach (double threshold in new[] { 0, 0.01, 0.3 })
        {
            ReduceOnPlateau down = new(0.1, 0.5, 3, threshold, 2, thresholdMode: ThresholdMode.Absolute);
            ReduceOnPlateau up = new(0.1, 0.5, 3, threshold, 2, thresholdMode: ThresholdMode.Absolute, mode: PlateauMode.Max);
            double[] expected = Rates(down, reports);
            Assert.Equal(expected, Rates(up, turned));
        }

        Assert.NotEqual(rates, Rates(new(0.1, 0.5, 3, 0.01, 2, mode: PlateauMode.Max), reports));
    }

    // With no patience the rate falls at the first report that is not better; each row has a best of 2 and then a value on either side.
    [Theory]
    [InlineData(PlateauMode.Min, ThresholdMode.Relative, 1.5, 1.4999)]
    [InlineData(PlateauMode.Min, ThresholdMode.Absolute, 1.75, 1.7499)]
    [InlineData(PlateauMode.Max, ThresholdMode.Relative, 2.5, 2.5001)]
    [InlineData(PlateauMode.Max, ThresholdMode.Absolute, 2.25, 2.2501)]
    public void TheThresholdItselfIsNotBetter(PlateauMode mode, ThresholdMode thresholdMode, double threshold, double beyond)
    {
        Assert.Equal([1, 0.5], Rates(new(1, 0.5, patience: 0, threshold: 0.25, mode: mode, thresholdMode: thresholdMode), [2, threshold]));
        Assert.Equal([1, 1], Rates(new(1, 0.5, patience: 0, threshold: 0.25, mode: mode, thresholdMode: thresholdMode), [2, beyond]));
    }

    [Fact]
    public void PatienceIsTheNumberOfBadReportsThatAreBorne()
    {
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5, 0.25], Rates(new(1, 0.5, patience: 2), [1, 1, 1, 1, 1, 1, 1]));
        Assert.Equal([1, 1, 1, 1, 1, 1, 0.5], Rates(new(1, 0.5, patience: 2), [1, 1, 1, 0.5, 1, 1, 1]));
    }

    [Fact]
    public void BadReportsAreCountedAsFarAsAnIntGoes()
    {
        ReduceOnPlateau schedule = new(1, 0.5, patience: int.MaxValue) { State = new(1, 0.5, int.MaxValue - 1, 0) };
        foreach (int expected in new[] { int.MaxValue, int.MaxValue, int.MaxValue })
        {
            schedule.Report(2);
            Assert.Equal(expected, schedule.State.BadReports);
            schedule.State = schedule.State;
        }

        Assert.Equal(1, schedule.LearningRate);
        schedule.Report(0.25);
        Assert.Equal(0, schedule.State.BadReports);
    }

    [Fact]
    public void ReportsDoNotCountWhileItCoolsDown() =>
        Assert.Equal([1, 0.5, 0.5, 0.5, 0.25], Rates(new(1, 0.5, patience: 0, cooldown: 2), [1, 1, 1, 1, 1]));

    [Fact]
    public void TheRateStopsAtItsMinimum()
    {
        Assert.Equal([1, 0.5, 0.3, 0.3], Rates(new(1, 0.5, patience: 0, minLearningRate: 0.3), [1, 1, 1, 1]));
        Assert.Equal([0.2, 0.2], Rates(new(0.2, 0.5, patience: 0, minLearningRate: 0.3), [1, 1]));
    }

    [Fact]
    public void AChangeUpToEpsilonIsNotMade()
    {
        Assert.Equal([1, 1], Rates(new(1, 0.5, patience: 0, epsilon: 0.5), [1, 1]));
        Assert.Equal([1, 0.5, 0.5], Rates(new(1, 0.5, patience: 0, epsilon: 0.25), [1, 1, 1]));
    }

    [Fact]
    public void ItResumesWhereItWas()
    {
        (double[] reports, double[] rates) = Recorded.Plateau();
        for (int pause = 0; pause < reports.Length; pause++)
        {
            ReduceOnPlateau before = Golden(), after = Golden();
            Rates(before, reports[..pause]);
            after.State = before.State;
            Assert.Equal(before.LearningRate, after.LearningRate);
            Assert.Equal(rates[pause..], Rates(after, reports[pause..]));
        }

        Assert.NotEqual(rates[20..], Rates(Golden(), reports[20..]));
    }

    [Fact]
    public void NaNIsNeverBetter()
    {
        foreach (PlateauMode mode in Enum.GetValues<PlateauMode>())
        {
            Assert.Equal([1, 0.5, 0.5], Rates(new(1, 0.5, patience: 1, mode: mode), [double.NaN, double.NaN, double.NaN]));
            var plateau = new ReduceOnPlateau(1, mode: mode);
            plateau.Report(3);
            plateau.Report(double.NaN);
            Assert.Equal(new PlateauState(1, Best: 3, BadReports: 1, Cooldown: 0), plateau.State);
        }
    }

    [Fact]
    public void AStateThatCannotBeIsRefused()
    {
        var plateau = Golden();
        plateau.Report(1);
        PlateauState state = plateau.State;
        foreach ((PlateauState other, string message) in new[]
        {
            (state with { LearningRate = double.NaN }, "value.LearningRate is NaN; it must be finite and at least 0."),
            (state with { LearningRate = double.PositiveInfinity }, "value.LearningRate is Infinity; it must be finite and at least 0."),
            (state with { LearningRate = -0.5 }, "value.LearningRate is -0.5; it must be finite and at least 0."),
            (state with { Best = double.NaN }, "value.Best is NaN; it must be a number, and Infinity before the first report."),
            (state with { BadReports = -1 }, "value.BadReports is -1; it must be at least 0."),
            (state with { Cooldown = -1 }, "value.Cooldown is -1; it must be at least 0."),
        })
        {
            Assert.StartsWith(
                message, Assert.Throws<ArgumentOutOfRangeException>(() => plateau.State = other).Message, StringComparison.Ordinal);
            Assert.Equal(state, plateau.State);
        }

        // A state that a plateau can come to is taken back.
        foreach (double best in new[] { double.PositiveInfinity, double.NegativeInfinity, 0, -3, double.MaxValue })
        {
            plateau.State = state with { Best = best };
            Assert.Equal(best, plateau.State.Best);
        }
    }

    private static double[] Rates(ReduceOnPlateau plateau, IEnumerable<double> reports) => [.. reports.Select(plateau.Report)];
}
