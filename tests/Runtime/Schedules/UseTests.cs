using System;
using System.Linq;
using FusedOpt.Runtime.Tests.Schedules.Infrastructure;
using FusedOpt.Schedules;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Schedules;

/// <summary>Schedules in a training loop.</summary>
public class UseTests
{
    [Fact]
    public void UpdateNumberOneSeesTheRateOfStepZero()
    {
        ISchedule schedule = new Cosine(0.5, steps: 10).Warmup(3, startFactor: 0.25);
        var model = new Scheduled();
        model.Gradients.Weight = -1;
        double expected = 0;
        for (int step = 0; step < 20; step++)
        {
            model.LearningRate = schedule.GetLearningRate(model.StepCount);
            model.Step();
            expected += schedule.GetLearningRate(step);
            Assert.Equal(expected, model.Weight);
        }
    }

    [Fact]
    public void EveryScheduleIsHere()
    {
        Type[] schedules =
        [
            .. typeof(ISchedule).Assembly.GetExportedTypes().Where(t => typeof(ISchedule).IsAssignableFrom(t) && !t.IsInterface),
        ];
        Assert.Equal(12, schedules.Length);
        Assert.All(schedules, type => Assert.Contains(Examples.All.Values, example => example(1).GetType() == type));
        Assert.All(schedules, type => Assert.True(type.IsSealed));
    }

    public static TheoryData<string> Names() => [.. Examples.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AskingForARateAllocatesNothing(string name)
    {
        ISchedule schedule = Examples.All[name](0.1);
        Assert.Equal(0, Allocated(schedule));
        Assert.NotEqual(0, Allocated(new Wasteful(schedule)));
    }

    private static long Allocated(ISchedule schedule) => Allocation.Of(() =>
    {
        for (long step = 0; step < 200; step++)
            schedule.GetLearningRate(step);
    });

    private sealed class Wasteful(ISchedule schedule) : ISchedule
    {
        public double GetLearningRate(long step) =>
            new[] { schedule.GetLearningRate(step) }[0] + step.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
    }
}

/// <summary>Moves by its learning rate.</summary>
[Optimize(Optimizer.Sgd)]
internal sealed partial class Scheduled
{
    public double Weight;
}
