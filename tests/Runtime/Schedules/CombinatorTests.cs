using System;
using System.Linq;
using FusedOpt.Runtime.Tests.Schedules.Infrastructure;
using FusedOpt.Schedules;
using Xunit;

namespace FusedOpt.Runtime.Tests.Schedules;

/// <summary>The algebra of Then, Warmup, Times and Clamp, to the bit.</summary>
public class CombinatorTests
{
    private const int Steps = 120;

    private static readonly Cosine _a = new(0.3, steps: 40);
    private static readonly Exponential _b = new(0.7, gamma: 0.9);
    private static readonly Cyclic _c = new(0.1, 0.9, stepsUp: 7);
    private static readonly InverseSqrt _d = new(0.2, warmupSteps: 9);

    [Fact]
    public void ThenChangesAtItsStep()
    {
        ISchedule then = _a.Then(_b, after: 30);
        Assert.Equal(
            [_a.GetLearningRate(29), _b.GetLearningRate(0), _b.GetLearningRate(1)],
            [then.GetLearningRate(29), then.GetLearningRate(30), then.GetLearningRate(31)]);
        Same(_a.Then(_a, after: 40), new Cosine(0.3, steps: 40).Then(_a, after: 40));
        Assert.Throws<Xunit.Sdk.TrueException>(() => Same(_a.Then(_b, after: 30), _a.Then(_b, after: 31)));
    }

    [Fact]
    public void ThenIsAssociative()
    {
        Same(_a.Then(_b, after: 30).Then(_c, after: 50), _a.Then(_b.Then(_c, after: 20), after: 30));

        // The later change decides when it comes first.
        Same(_a.Then(_b, after: 30).Then(_c, after: 10), _a.Then(_c, after: 10));
    }

    [Fact]
    public void WarmupIsALineAndThenTheSchedule()
    {
        Same(_b.Warmup(10), new Linear(0, 0.7, steps: 10).Then(_b, after: 10));
        Same(_b.Warmup(10, startFactor: 0.5), new Linear(0.35, 0.7, steps: 10).Then(_b, after: 10));
        Same(_b.Warmup(10, startFactor: 1), new Constant(0.7).Then(_b, after: 10));
        Assert.Equal(
            [0, 0.7, _b.GetLearningRate(1)],
            [_b.Warmup(10).GetLearningRate(0), _b.Warmup(10).GetLearningRate(10), _b.Warmup(10).GetLearningRate(11)]);
    }

    [Fact]
    public void ATrapezoidIsMadeOfItsParts()
    {
        Same(new WarmupStableDecay(0.7, 10, 20, 30, 0.1), new Constant(0.7).Warmup(10).Then(new Linear(0.7, 0.1, steps: 30), after: 30));
        Same(
            new WarmupStableDecay(0.7, 10, 20, 30, 0.1, Annealing.Cosine),
            new Constant(0.7).Warmup(10).Then(new Cosine(0.7, 30, 0.1), after: 30));
        Same(new WarmupStableDecay(0.7, 0, 0, 30, 0.1), new Linear(0.7, 0.1, steps: 30));
    }

    [Fact]
    public void SchedulesAreSpecialCasesOfEachOther()
    {
        Same(new Polynomial(0.7, 0.1, steps: 30, power: 1), new Linear(0.7, 0.1, steps: 30));
        Same(new MultiStep(0.7, [20, 40, 60, 80, 100, 120], gamma: 0.3), new Step(0.7, stepSize: 20, gamma: 0.3));
        Same(new CosineRestarts(0.7, 40, min: 0.1).Then(new Constant(0.1), after: 40), new Cosine(0.7, steps: 40, min: 0.1));
        Same(new Cyclic(0.1, 0.7, 10, mode: CyclicMode.ExponentialRange), new Cyclic(0.1, 0.7, 10));
        Same(
            new Cyclic(0, 0.7, 10).Then(new Constant(0), after: 20),
            new Constant(0.7).Warmup(10).Then(new Linear(0.7, 0, steps: 10), after: 10));
        Same(new OneCycle(0.7, steps: 121, pctStart: 1, Annealing.Linear, divFactor: 7), new Linear(0.7 / 7, 0.7, steps: 120));
    }

    [Fact]
    public void TimesIsAProduct()
    {
        Same(_a.Times(_b), _b.Times(_a));
        Same(_a.Times(1), _a);
        Same(_a.Times(0), new Constant(0));
        Same(_a.Times(0.5).Times(4), _a.Times(2));
        Same(_a.Times(3), _a.Times(new Constant(3)));
        Assert.Equal(_a.GetLearningRate(7) * _b.GetLearningRate(7), _a.Times(_b).GetLearningRate(7));

        // A factor goes into both parts, and two products change where their factors do.
        Same(_a.Then(_b, after: 30).Times(3), _a.Times(3).Then(_b.Times(3), after: 30));
        Same(_a.Then(_b, after: 30).Times(_c.Then(_d, after: 30)), _a.Times(_c).Then(_b.Times(_d), after: 30));
    }

    [Fact]
    public void ClampIsAnIntersection()
    {
        Same(_c.Clamp(), _c);
        Same(_c.Clamp(0.2, 0.6).Clamp(0.2, 0.6), _c.Clamp(0.2, 0.6));
        Same(_c.Clamp(min: 0.2).Clamp(max: 0.6), _c.Clamp(0.2, 0.6));
        Same(_c.Clamp(max: 0.6).Clamp(min: 0.2), _c.Clamp(0.2, 0.6));
        Same(_c.Clamp(0.5, 0.5), new Constant(0.5));
        Same(_c.Clamp(0.25, 0.5).Times(4), _c.Times(4).Clamp(1, 2));
        Same(_a.Then(_c, after: 30).Clamp(0.2, 0.6), _a.Clamp(0.2, 0.6).Then(_c.Clamp(0.2, 0.6), after: 30));
        Assert.Contains(Enumerable.Range(0, Steps), step => _c.GetLearningRate(step) is < 0.2 or > 0.6);
    }

    [Fact]
    public void YourOwnAreCombinedInTheSameWay()
    {
        ISchedule own = new Own().Times(2).Then(new Own(), after: 5).Clamp(max: 7).Warmup(4);
        Assert.Equal([0, 0.5, 1, 1.5, 2, 4, 6, 7, 7, 1, 2], Enumerable.Range(0, 11).Select(step => own.GetLearningRate(step)));
    }

    [Fact]
    public void EqualOnesAreEqual()
    {
        foreach ((string name, Func<double, ISchedule> schedule) in Examples.All)
        {
            Assert.Equal(schedule(0.3), schedule(0.3));
            Assert.Equal(schedule(0.3).GetHashCode(), schedule(0.3).GetHashCode());
            Assert.NotEqual(schedule(0.3), schedule(0.4));
            Assert.All(Examples.All.Where(other => other.Key != name), other => Assert.NotEqual(schedule(0.3), other.Value(0.3)));
        }

        Assert.NotEqual(new MultiStep(1, [1, 2]), new MultiStep(1, [1, 3]));
        Assert.NotEqual(new MultiStep(1, [1, 2]), new MultiStep(1, [1, 2], gamma: 0.2));
        Assert.False(new MultiStep(1, [1]).Equals(null));
    }

    [Fact]
    public void TheySayWhatTheyAre()
    {
        Assert.Equal("Cosine { LearningRate = 1, Steps = 900, Min = 0 }", new Cosine(1, steps: 900).ToString());
        Assert.Equal("MultiStep { LearningRate = 1, Milestones = [3, 8], Gamma = 2 }", new MultiStep(1, [3, 8], gamma: 2).ToString());
        Assert.Equal(
            "Sequence { First = Constant { LearningRate = 1 }, Next = Constant { LearningRate = 2 }, After = 3 }",
            new Constant(1).Then(new Constant(2), after: 3).ToString());
    }

    private static void Same(ISchedule one, ISchedule other)
    {
        for (int step = 0; step < Steps; step++)
            Assert.True(
                one.GetLearningRate(step).Equals(other.GetLearningRate(step)),
                $"step {step}: {one.GetLearningRate(step):R} and {other.GetLearningRate(step):R}");
    }

    private sealed class Own : ISchedule
    {
        public double GetLearningRate(long step) => 1 + step;
    }
}
