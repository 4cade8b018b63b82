using System;
using System.Collections.Generic;
using FusedOpt.Runtime.Tests.Schedules.Infrastructure;
using FusedOpt.Schedules;
using Xunit;

namespace FusedOpt.Runtime.Tests.Schedules;

/// <summary>Rates that are not recorded are those of other libraries' formulas, computed as these state them.</summary>
public class PeerTests
{
    // Two closed forms, each with at most a power, sine or cosine (a unit in the last place of the highest rate) and eight operations
    // (half a unit): ten units; the farthest here are two apart. But PyTorch's Cyclic takes the place in a cycle from the number of the
    // cycle, here from 8 to 16, which is rounded twice: 2^-49, times 13 / 5 on the steeper side and 0.25 for the height, is 22 units more.
    private const double Tolerance = 32;

    private const double Rate = 0.3;

    private static readonly Dictionary<string, (Func<double, ISchedule> Ours, Func<long, double> Theirs)> _pairs = new()
    {
        ["optax linear_schedule"] = (rate => new Linear(rate, 0.01, steps: 70), n => Peers.Polynomial(Rate, 0.01, 1, 70, n)),
        ["optax linear_schedule, up"] = (rate => new Linear(0.01, rate, steps: 70), n => Peers.Polynomial(0.01, Rate, 1, 70, n)),
        ["optax polynomial_schedule"] = (rate => new Polynomial(rate, 0.02, steps: 70, power: 1.5),
            n => Peers.Polynomial(Rate, 0.02, 1.5, 70, n)),
        ["optax polynomial_schedule, up"] = (rate => new Polynomial(0.02, rate, steps: 70, power: 3),
            n => Peers.Polynomial(0.02, Rate, 3, 70, n)),
        ["optax piecewise_constant_schedule"] = (rate => new MultiStep(rate, [10, 30, 31], gamma: 0.5),
            n => Peers.PiecewiseConstant(Rate, [(10, 0.5), (30, 0.5), (31, 0.5)], n)),
        ["optax exponential_decay"] = (rate => new Exponential(rate, gamma: 0.4, steps: 25).Clamp(min: 0.03),
            n => Peers.ExponentialDecay(Rate, 25, 0.4, false, 0.03, n)),
        ["optax exponential_decay, up"] = (rate => new Exponential(rate, gamma: 1.4, steps: 25).Clamp(max: 1.1),
            n => Peers.ExponentialDecay(Rate, 25, 1.4, false, 1.1, n)),
        ["optax exponential_decay, staircase"] = (rate => new Step(rate, stepSize: 25, gamma: 0.4),
            n => Peers.ExponentialDecay(Rate, 25, 0.4, true, 0, n)),
        ["optax cosine_decay_schedule"] = (rate => new Cosine(rate, steps: 70, min: 0.03), n => Peers.CosineDecay(Rate, 70, 0.1, n)),
        ["optax warmup_cosine_decay_schedule"] = (rate => new Cosine(rate, steps: 60, min: 0.03).Warmup(10),
            n => Peers.WarmupCosineDecay(0, Rate, 10, 70, 0.03, n)),
        ["PyTorch CyclicLR, triangular"] = (rate => new Cyclic(0.05, rate, stepsUp: 8, stepsDown: 5),
            n => Peers.Cyclic(0.05, Rate, 8, 5, (_, _) => 1, n)),
        ["PyTorch CyclicLR, triangular2"] = (rate => new Cyclic(0.05, rate, 8, 5, CyclicMode.Triangular2),
            n => Peers.Cyclic(0.05, Rate, 8, 5, (cycle, _) => Math.Pow(2, 1 - cycle), n)),
        ["PyTorch CyclicLR, exp_range"] = (rate => new Cyclic(0.05, rate, 8, mode: CyclicMode.ExponentialRange, gamma: 0.98),
            n => Peers.Cyclic(0.05, Rate, 8, 8, (_, e) => Math.Pow(0.98, e), n)),
        ["PyTorch OneCycleLR, three_phase"] = (rate => new OneCycle(rate, steps: 71, pctStart: 0.4, threePhase: true),
            n => Peers.OneCycleInThreePhases(Rate, 71, 0.4, true, 25, 1e4, n)),
        ["PyTorch OneCycleLR, three_phase, linear"] = (rate => new OneCycle(rate, 71, 0.3, Annealing.Linear, 5, 20, true),
            n => Peers.OneCycleInThreePhases(Rate, 71, 0.3, false, 5, 20, n)),
        ["Hugging Face wsd, linear"] = (rate => new WarmupStableDecay(rate, 10, 30, 25, end: 0.03),
            n => Peers.WarmupStableDecay(Rate, 10, 30, 25, "linear", 0.1, n)),
        ["Hugging Face wsd, cosine"] = (rate => new WarmupStableDecay(rate, 10, 30, 25, 0, Annealing.Cosine),
            n => Peers.WarmupStableDecay(Rate, 10, 30, 25, "cosine", 0, n)),
        ["Hugging Face wsd, 1-sqrt"] = (rate => new WarmupStableDecay(rate, 10, 30, 25, 0.03, Annealing.OneMinusSqrt),
            n => Peers.WarmupStableDecay(Rate, 10, 30, 25, "1-sqrt", 0.1, n)),
        ["Noam"] = (rate => InverseSqrt.Noam(modelSize: 512, warmupSteps: 20, factor: rate), n => Rate * Peers.Noam(512, 20, n + 1)),
    };

    public static TheoryData<string> Names() => [.. _pairs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheRatesAreTheirs(string name) => Assert.InRange(Farthest(name, 1), 0, Tolerance);

    [Theory]
    [MemberData(nameof(Names))]
    public void ASlightlyHigherRateIsSeen(string name) => Assert.False(Farthest(name, 1 + 1e-13) <= Tolerance);

    [Theory]
    [MemberData(nameof(Names))]
    public void NoOtherFormulaGivesTheseRates(string name)
    {
        foreach (string other in _pairs.Keys)
        {
            if (other != name)
                Assert.False(Farthest(name, other) <= Tolerance);
        }
    }

    private static double Farthest(string name, double factor) => Farthest(_pairs[name].Ours(Rate * factor), _pairs[name].Theirs);

    private static double Farthest(string name, string other) => Farthest(_pairs[name].Ours(Rate), _pairs[other].Theirs);

    private static double Farthest(ISchedule ours, Func<long, double> theirs)
    {
        double highest = 0, farthest = 0;
        for (long step = 0; step < 120; step++)
            highest = Math.Max(highest, theirs(step));
        for (long step = 0; step < 120; step++)
            farthest = Math.Max(farthest, Distance.InUnitsOf(highest, theirs(step), ours.GetLearningRate(step)));
        return farthest;
    }
}
