using System;
using System.Collections.Generic;
using FusedOpt.Schedules;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Schedules;

/// <summary>A class that names a schedule takes the learning rate of each step from it.</summary>
public class NamedScheduleTests
{
    // A step of Sgd over a gradient of -1 adds the learning rate.
    [Fact]
    public void UpdateNumberOneSeesTheRateOfStepZero()
    {
        var model = new Named();
        model.Gradients.Weight = -1;
        double expected = 0;
        for (int step = 0; step < 20; step++)
        {
            Assert.Equal(Named.Rate.GetLearningRate(step), model.LearningRate);
            model.Step();
            expected += Named.Rate.GetLearningRate(step);
            Assert.Equal(expected, model.Weight);
        }

        Assert.NotEqual(Named.Rate.GetLearningRate(0), Named.Rate.GetLearningRate(1));
    }

    [Fact]
    public void SettingTheRateEndsTheSchedule()
    {
        var model = new Named();
        model.Gradients.Weight = -1;
        model.Step();
        double before = model.Weight;
        model.LearningRate = 0.125;
        Assert.Equal(0.125, model.LearningRate);
        model.Step();
        model.Step();
        Assert.Equal(before + 0.125 + 0.125, model.Weight);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.LearningRate = double.NaN);
        Assert.Equal(0.125, model.LearningRate);
    }

    [Fact]
    public void AMemberOfTheInstanceIsReadAtEachStep()
    {
        var model = new NamedByInstance(new Linear(0, 10, steps: 10));
        model.Gradients.Weight = -1;
        model.Step();
        model.Step();
        Assert.Equal(0 + 1, model.Weight);
        model.Rate = new Constant(100);
        model.Step();
        Assert.Equal(0 + 1 + 100, model.Weight);
    }

    [Fact]
    public void TheRateIsAskedForOncePerStepAndOfNothingElse()
    {
        var asked = new List<long>();
        var model = new NamedByInstance(new Recording(asked));
        model.Step();
        model.ZeroGradients();
        model.Step();
        Assert.Equal([0, 1], asked);
    }

    [Fact]
    public void ADerivedClassIsSteppedWithTheSchedule()
    {
        var model = new NamedDerived();
        (model.Gradients.Weight, model.Gradients.Other) = (-1, -1);
        model.Step();
        model.Step();
        Assert.Equal(Named.Rate.GetLearningRate(0) + Named.Rate.GetLearningRate(1), model.Weight);
        Assert.Equal((2 * Named.Rate.GetLearningRate(0)) + (2 * Named.Rate.GetLearningRate(1)), model.Other);
    }

    [Fact]
    public void PartsAreHandedTheRateUnlessTheyHaveASchedule()
    {
        var model = new NamedOuter();
        model.Plain.Gradients.Weight = model.Own.Gradients.Weight = model.Driven.Gradients.Weight = -1;
        model.Step();
        model.Step();
        Assert.Equal(1 + 2, model.Plain.Weight);
        Assert.Equal(Named.Rate.GetLearningRate(0) + Named.Rate.GetLearningRate(1), model.Own.Weight);
        Assert.Equal(0.5 * (1 + 2), model.Driven.Weight);
    }

    [Fact]
    public void AStructureHasASchedule()
    {
        NamedStructure model = default;
        model.Gradients.Weight = -1;
        model.Step();
        model.Step();
        Assert.Equal(1 + 0.5, model.Weight);
        Assert.Equal(1.0 / 3, model.LearningRate);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(-1, "-1")]
    public void ARateThatIsNoneIsRefused(double rate, string text)
    {
        var model = new NamedByInstance(new Wrong(rate)) { Weight = 3 };
        model.Gradients.Weight = 1;
        model.Step();
        double weight = model.Weight;
        Assert.Equal(
            $"NamedByInstance.Rate gives the learning rate {text} for step 1. It must be finite and at least 0.",
            Assert.Throws<InvalidOperationException>(model.Step).Message);
        Assert.Equal((1, weight), (model.StepCount, model.Weight));
    }

    [Fact]
    public void NoScheduleIsRefused()
    {
        var model = new NamedByInstance(null!);
        Assert.Equal(
            "NamedByInstance.Rate is null, and the learning rate is taken from it. Assign a schedule to it before the model is used.",
            Assert.Throws<InvalidOperationException>(model.Step).Message);
        Assert.Equal(0, model.StepCount);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        var model = new Named();
        NamedStructure structure = default;
        Assert.Equal(0, Allocation.Of(model.Step));
        Assert.Equal(0, Allocation.Of(() => structure.Step()));
        Assert.NotEqual(0, Allocation.Of(() => new Named().Step()));
    }

    private sealed class Wrong(double rate) : ISchedule
    {
        public double GetLearningRate(long step) => step == 0 ? 1 : rate;
    }

    private sealed class Recording(List<long> asked) : ISchedule
    {
        public double GetLearningRate(long step)
        {
            asked.Add(step);
            return 1;
        }
    }
}

[Optimize(Optimizer.Sgd), Schedule(nameof(Rate))]
internal partial class Named
{
    public static readonly ISchedule Rate = new Cosine(0.5, steps: 10).Warmup(3, startFactor: 0.25);
    public double Weight;
}

[Optimize(Optimizer.Sgd)]
internal sealed partial class NamedDerived : Named
{
    [Parameter(LearningRateScale = 2)] public double Other;
}

[Optimize(Optimizer.Sgd), Schedule(nameof(Rate))]
internal sealed partial class NamedByInstance(ISchedule rate)
{
    public double Weight;

    public ISchedule Rate { get; set; } = rate;
}

[Optimize(Optimizer.Sgd), Schedule(nameof(s_rate))]
internal sealed partial class NamedOuter
{
    private static readonly Linear s_rate = new(1, 2, steps: 1);
    public Scheduled Plain = new();
    public Named Own = new();
    [Parameter(LearningRateScale = 0.5)] public Named Driven = new();
    public float Weight;
}

[Optimize(Optimizer.Sgd), Schedule(nameof(Rate))]
internal partial struct NamedStructure
{
    public double Weight;

    private static Harmonic Rate => default;

    private readonly struct Harmonic : ISchedule
    {
        double ISchedule.GetLearningRate(long step) => 1.0 / (1 + step);
    }
}
