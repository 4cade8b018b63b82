using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Runtime.Tests.Schedules.Infrastructure;
using FusedOpt.Schedules;
using Xunit;

namespace FusedOpt.Runtime.Tests.Schedules;

/// <summary>Bad arguments are refused in these words, with the name of the argument.</summary>
public class ScheduleRefusalTests
{
    private static readonly ISchedule _schedule = new Constant(1);

    private static readonly (string Parameter, string Message, Action Call)[] _refusals =
    [
        ("learningRate", "learningRate is -1; it must be finite and at least 0.", () => _ = new Constant(-1)),
        ("learningRate", "learningRate is NaN; it must be finite and at least 0.", () => _ = new Constant(double.NaN)),
        ("start", "start is Infinity; it must be finite and at least 0.", () => _ = new Linear(double.PositiveInfinity, 0, 1)),
        ("end", "end is -0.5; it must be finite and at least 0.", () => _ = new Linear(1, -0.5, 1)),
        ("steps", "steps is 0; it must be from 1 to 2^53.", () => _ = new Linear(1, 0, 0)),
        ("steps", "steps is 9007199254740993; it must be from 1 to 2^53.", () => _ = new Linear(1, 0, (1L << 53) + 1)),
        ("learningRate", "learningRate is -1; it must be finite and at least 0.", () => _ = new Step(-1, 1)),
        ("stepSize", "stepSize is 0; it must be from 1 to 2^53.", () => _ = new Step(1, 0)),
        ("gamma", "gamma is 0; it must be finite and above 0.", () => _ = new Step(1, 1, 0)),
        ("learningRate", "learningRate is -1; it must be finite and at least 0.", () => _ = new MultiStep(-1, [1])),
        ("milestones", "milestones[0] is -1; it must be at least 0.", () => _ = new MultiStep(1, [-1])),
        ("milestones", "milestones[2] is 5; it must be above milestones[1], 5.", () => _ = new MultiStep(1, [3, 5, 5])),
        ("gamma", "gamma is NaN; it must be finite and above 0.", () => _ = new MultiStep(1, [1], double.NaN)),
        ("learningRate", "learningRate is -1; it must be finite and at least 0.", () => _ = new Exponential(-1, 1)),
        ("gamma", "gamma is -0.5; it must be finite and above 0.", () => _ = new Exponential(1, -0.5)),
        ("steps", "steps is -1; it must be from 1 to 2^53.", () => _ = new Exponential(1, 1, -1)),
        ("start", "start is -1; it must be finite and at least 0.", () => _ = new Polynomial(-1, 0, 1, 1)),
        ("end", "end is NaN; it must be finite and at least 0.", () => _ = new Polynomial(1, double.NaN, 1, 1)),
        ("steps", "steps is 0; it must be from 1 to 2^53.", () => _ = new Polynomial(1, 0, 0, 1)),
        ("power", "power is 0; it must be finite and above 0.", () => _ = new Polynomial(1, 0, 1, 0)),
        ("learningRate", "learningRate is NaN; it must be finite and at least 0.", () => _ = new Cosine(double.NaN, 1)),
        ("steps", "steps is 0; it must be from 1 to 2^53.", () => _ = new Cosine(1, 0)),
        ("min", "min is -1; it must be finite and at least 0.", () => _ = new Cosine(1, 1, -1)),
        ("min", "min is 2, which is above learningRate, 1.", () => _ = new Cosine(1, 1, 2)),
        ("learningRate", "learningRate is -1; it must be finite and at least 0.", () => _ = new CosineRestarts(-1, 1)),
        ("cycleSteps", "cycleSteps is 0; it must be from 1 to 2^53.", () => _ = new CosineRestarts(1, 0)),
        ("multiplier", "multiplier is 0; it must be at least 1.", () => _ = new CosineRestarts(1, 1, 0)),
        ("min", "min is NaN; it must be finite and at least 0.", () => _ = new CosineRestarts(1, 1, 1, double.NaN)),
        ("min", "min is 2, which is above learningRate, 1.", () => _ = new CosineRestarts(1, 1, 1, 2)),
        ("max", "max is -1; it must be finite and at least 0.", () => _ = new Cyclic(0, -1)),
        ("min", "min is -1; it must be finite and at least 0.", () => _ = new Cyclic(-1, 1)),
        ("min", "min is 2, which is above max, 1.", () => _ = new Cyclic(2, 1)),
        ("stepsUp", "stepsUp is 0; it must be from 1 to 2^53.", () => _ = new Cyclic(0, 1, 0)),
        ("stepsDown", "stepsDown is 0; it must be from 1 to 2^53.", () => _ = new Cyclic(0, 1, 1, 0)),
        ("mode", "mode is 7; it must be Triangular or Triangular2 or ExponentialRange.", () => _ = new Cyclic(0, 1, mode: (CyclicMode)7)),
        ("gamma", "gamma is 0; it must be above 0 and at most 1.", () => _ = new Cyclic(0, 1, mode: CyclicMode.ExponentialRange, gamma: 0)),
        ("gamma",
            "gamma is 1.5; it must be above 0 and at most 1.",
            () => _ = new Cyclic(0, 1, mode: CyclicMode.ExponentialRange, gamma: 1.5)),
        ("gamma", "gamma is 0.9; only the mode ExponentialRange has a use for one.", () => _ = new Cyclic(0, 1, gamma: 0.9)),
        ("peak", "peak is -1; it must be finite and at least 0.", () => _ = new OneCycle(-1, 1)),
        ("steps", "steps is 0; it must be from 1 to 2^53.", () => _ = new OneCycle(1, 0)),
        ("pctStart", "pctStart is 1.5; it must be from 0 to 1.", () => _ = new OneCycle(1, 1, 1.5)),
        ("pctStart", "pctStart is NaN; it must be from 0 to 1.", () => _ = new OneCycle(1, 1, double.NaN)),
        ("pctStart", "pctStart is 0.6; it must be from 0 to 0.5.", () => _ = new OneCycle(1, 1, 0.6, threePhase: true)),
        ("annealing",
            "annealing is 3; it must be Cosine or Linear or OneMinusSqrt.",
            () => _ = new OneCycle(1, 1, annealing: (Annealing)3)),
        ("divFactor", "divFactor is 0.5; it must be finite and at least 1.", () => _ = new OneCycle(1, 1, divFactor: 0.5)),
        ("finalDivFactor",
            "finalDivFactor is Infinity; it must be finite and at least 1.",
            () => _ = new OneCycle(1, 1, finalDivFactor: double.PositiveInfinity)),
        ("peak", "peak is NaN; it must be finite and at least 0.", () => _ = new InverseSqrt(double.NaN, 1)),
        ("warmupSteps", "warmupSteps is 0; it must be from 1 to 2^53.", () => _ = new InverseSqrt(1, 0)),
        ("modelSize", "modelSize is 0; it must be at least 1.", () => InverseSqrt.Noam(0, 1)),
        ("warmupSteps", "warmupSteps is 0; it must be from 1 to 2^53.", () => InverseSqrt.Noam(1, 0)),
        ("factor", "factor is -1; it must be finite and at least 0.", () => InverseSqrt.Noam(1, 1, -1)),
        ("peak", "peak is -1; it must be finite and at least 0.", () => _ = new WarmupStableDecay(-1, 0, 0, 1)),
        ("warmupSteps", "warmupSteps is -1; it must be from 0 to 2^53.", () => _ = new WarmupStableDecay(1, -1, 0, 1)),
        ("stableSteps", "stableSteps is -1; it must be from 0 to 2^53.", () => _ = new WarmupStableDecay(1, 0, -1, 1)),
        ("decaySteps", "decaySteps is 0; it must be from 1 to 2^53.", () => _ = new WarmupStableDecay(1, 0, 0, 0)),
        ("end", "end is -1; it must be finite and at least 0.", () => _ = new WarmupStableDecay(1, 0, 0, 1, -1)),
        ("annealing",
            "annealing is -1; it must be Cosine or Linear or OneMinusSqrt.",
            () => _ = new WarmupStableDecay(1, 0, 0, 1, 0, (Annealing)(-1))),
        ("steps", "steps is 0; it must be from 1 to 2^53.", () => _schedule.Warmup(0)),
        ("startFactor", "startFactor is -0.1; it must be from 0 to 1.", () => _schedule.Warmup(1, -0.1)),
        ("startFactor", "startFactor is 2; it must be from 0 to 1.", () => _schedule.Warmup(1, 2)),
        ("after", "after is 0; it must be from 1 to 2^53.", () => _schedule.Then(_schedule, 0)),
        ("factor", "factor is NaN; it must be finite and at least 0.", () => _schedule.Times(double.NaN)),
        ("min", "min is NaN; it must be finite and at least 0.", () => _schedule.Clamp(double.NaN)),
        ("min", "min is 2, which is above max, 1.", () => _schedule.Clamp(2, 1)),
        ("min", "min is 0, which is above max, NaN.", () => _schedule.Clamp(max: double.NaN)),
        ("learningRate", "learningRate is -1; it must be finite and at least 0.", () => _ = new ReduceOnPlateau(-1)),
        ("factor", "factor is 1; it must be above 0 and below 1.", () => _ = new ReduceOnPlateau(1, factor: 1)),
        ("factor", "factor is 0; it must be above 0 and below 1.", () => _ = new ReduceOnPlateau(1, factor: 0)),
        ("factor", "factor is NaN; it must be above 0 and below 1.", () => _ = new ReduceOnPlateau(1, factor: double.NaN)),
        ("patience", "patience is -1; it must be at least 0.", () => _ = new ReduceOnPlateau(1, patience: -1)),
        ("threshold", "threshold is -1; it must be finite and at least 0.", () => _ = new ReduceOnPlateau(1, threshold: -1)),
        ("threshold",
            "threshold is 1; as a share of a loss it must be below 1, or no loss would be better.",
            () => _ = new ReduceOnPlateau(1, threshold: 1)),
        ("cooldown", "cooldown is -1; it must be at least 0.", () => _ = new ReduceOnPlateau(1, cooldown: -1)),
        ("minLearningRate",
            "minLearningRate is NaN; it must be finite and at least 0.",
            () => _ = new ReduceOnPlateau(1, minLearningRate: double.NaN)),
        ("epsilon", "epsilon is -1; it must be finite and at least 0.", () => _ = new ReduceOnPlateau(1, epsilon: -1)),
        ("mode", "mode is 2; it must be Min or Max.", () => _ = new ReduceOnPlateau(1, mode: (PlateauMode)2)),
        ("thresholdMode",
            "thresholdMode is 2; it must be Relative or Absolute.",
            () => _ = new ReduceOnPlateau(1, thresholdMode: (ThresholdMode)2)),
    ];

    public static IEnumerable<object[]> Rows => Enumerable.Range(0, _refusals.Length).Select(row => new object[] { row });

    [Theory]
    [MemberData(nameof(Rows))]
    public void BadArgumentsAreRefused(int row)
    {
        (string parameter, string message, Action call) = _refusals[row];
        ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(call);
        Assert.Equal(parameter, refusal.ParamName);
        Assert.Equal($"{message} (Parameter '{parameter}')", refusal.Message);
    }

    public static TheoryData<string> Names() => [.. Examples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void ANegativeStepIsRefused(string name)
    {
        ISchedule schedule = Examples.All[name](1);
        Assert.Equal("step", Assert.Throws<ArgumentOutOfRangeException>(() => schedule.GetLearningRate(-1)).ParamName);
        Assert.Equal("step", Assert.Throws<ArgumentOutOfRangeException>(() => schedule.GetLearningRate(long.MinValue)).ParamName);
        schedule.GetLearningRate(0);
    }

    [Fact]
    public void ANegativeStepIsNotPassedToYourOwn()
    {
        ISchedule own = new Own();
        foreach (ISchedule schedule in new[] { own.Then(own, after: 1), own.Warmup(1), own.Times(2), own.Clamp() })
            Assert.Throws<ArgumentOutOfRangeException>(() => schedule.GetLearningRate(-1));
    }

    [Fact]
    public void AScheduleThatIsNotThereIsRefused()
    {
        ISchedule none = null!;
        Assert.Equal("schedule", Assert.Throws<ArgumentNullException>(() => none.Warmup(1)).ParamName);
        Assert.Equal("first", Assert.Throws<ArgumentNullException>(() => none.Then(_schedule, after: 1)).ParamName);
        Assert.Equal("next", Assert.Throws<ArgumentNullException>(() => _schedule.Then(none, after: 1)).ParamName);
        Assert.Equal("schedule", Assert.Throws<ArgumentNullException>(() => none.Times(_schedule)).ParamName);
        Assert.Equal("other", Assert.Throws<ArgumentNullException>(() => _schedule.Times(none)).ParamName);
        Assert.Equal("schedule", Assert.Throws<ArgumentNullException>(() => none.Times(2)).ParamName);
        Assert.Equal("schedule", Assert.Throws<ArgumentNullException>(() => none.Clamp()).ParamName);
    }

    private sealed class Own : ISchedule
    {
        public double GetLearningRate(long step) => step < 0 ? throw new InvalidOperationException() : 1;
    }
}
