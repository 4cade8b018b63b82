using System;
using System.Collections.Generic;
using FusedOpt.Schedules;

namespace FusedOpt.Runtime.Tests.Schedules.Infrastructure;

/// <summary>Schedules of every kind, as functions of their highest rate.</summary>
internal static class Examples
{
    public static readonly IReadOnlyDictionary<string, Func<double, ISchedule>> All = new Dictionary<string, Func<double, ISchedule>>
    {
        ["Constant"] = rate => new Constant(rate),
        ["Linear"] = rate => new Linear(rate, 0.1 * rate, steps: 60),
        ["Linear, up"] = rate => new Linear(0, rate, steps: 60),
        ["Step"] = rate => new Step(rate, stepSize: 13, gamma: 0.6),
        ["MultiStep"] = rate => new MultiStep(rate, [4, 5, 40], gamma: 0.3),
        ["Exponential"] = rate => new Exponential(rate, gamma: 0.5, steps: 17),
        ["Polynomial"] = rate => new Polynomial(rate, 0.05 * rate, steps: 60, power: 1.7),
        ["Polynomial, up"] = rate => new Polynomial(0.05 * rate, rate, steps: 60, power: 1.7),
        ["Cosine"] = rate => new Cosine(rate, steps: 60, min: 0.02 * rate),
        ["CosineRestarts"] = rate => new CosineRestarts(rate, cycleSteps: 7, multiplier: 3, min: 0.02 * rate),
        ["CosineRestarts, all alike"] = rate => new CosineRestarts(rate, cycleSteps: 9),
        ["Cyclic, triangular"] = rate => new Cyclic(0.1 * rate, rate, stepsUp: 8),
        ["Cyclic, triangular2"] = rate => new Cyclic(0.1 * rate, rate, stepsUp: 8, stepsDown: 3, CyclicMode.Triangular2),
        ["Cyclic, exponential"] = rate => new Cyclic(0.1 * rate, rate, stepsUp: 8, stepsDown: 3, CyclicMode.ExponentialRange, gamma: 0.97),
        ["OneCycle"] = rate => new OneCycle(rate, steps: 63),
        ["OneCycle, three phases"] = rate => new OneCycle(rate, steps: 63, pctStart: 0.4, threePhase: true),
        ["OneCycle, three lines"] = rate => new OneCycle(
            rate, steps: 64, pctStart: 0.25, Annealing.Linear, divFactor: 10, finalDivFactor: 100, threePhase: true),
        ["InverseSqrt"] = rate => new InverseSqrt(rate, warmupSteps: 12),
        ["WarmupStableDecay"] = rate => new WarmupStableDecay(rate, warmupSteps: 10, stableSteps: 25, decaySteps: 20, end: 0.1 * rate),
        ["WarmupStableDecay, cosine"] = rate => new WarmupStableDecay(
            rate, warmupSteps: 10, stableSteps: 25, decaySteps: 20, annealing: Annealing.Cosine),
        ["WarmupStableDecay, 1 - sqrt"] = rate => new WarmupStableDecay(
            rate, warmupSteps: 10, stableSteps: 25, decaySteps: 20, annealing: Annealing.OneMinusSqrt),
        ["Warmup"] = rate => new Cosine(rate, steps: 50).Warmup(10),
        ["Warmup from a share"] = rate => new Linear(rate, 0, steps: 50).Warmup(10, startFactor: 0.25),
        ["Then"] = rate => new Constant(0.5 * rate).Then(new Cosine(rate, steps: 30), after: 20),
        ["Times"] = rate => new Cosine(rate, steps: 60).Times(new Step(1, stepSize: 20)),
        ["Clamp"] = rate => new InverseSqrt(rate, warmupSteps: 6).Clamp(min: 0.3 * rate, max: 0.9 * rate),
    };
}
