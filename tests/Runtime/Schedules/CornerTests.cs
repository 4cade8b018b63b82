using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using FusedOpt.Schedules;
using Xunit;

namespace FusedOpt.Runtime.Tests.Schedules;

/// <summary>Every schedule with any arguments that its constructor takes has a rate that is finite and at least 0 at any step.</summary>
public class CornerTests
{
    private static readonly double[] Numbers =
    [
        0, double.Epsilon, 1e-300, 1e-3, 0.5, 1, 2, 1e300, double.MaxValue, double.NaN, double.PositiveInfinity, -1,
    ];
    private static readonly long[] Counts = [-1, 0, 1, 2, 1000, (1L << 53) - 1, 1L << 53, long.MaxValue];
    private static readonly long[] Steps =
    [
        0, 1, 2, 3, 999, 1000, 1_000_000, (1L << 53) - 1, 1L << 53, (1L << 53) + 1, 1L << 54, long.MaxValue - 1, long.MaxValue,
    ];
    private static readonly Type[] Types =
    [
        .. typeof(ISchedule).Assembly.GetTypes()
            .Where(t => t is { IsPublic: true, IsAbstract: false } && t.IsAssignableTo(typeof(ISchedule))),
    ];

    public static TheoryData<string> Names() => [.. Types.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryRateIsOne(string name)
    {
        int made = 0, refused = 0;
        foreach (ISchedule? schedule in All(Types.Single(t => t.Name == name)))
        {
            if (schedule is null)
            {
                refused++;
                continue;
            }

            made++;
            Check(schedule);
        }

        Assert.True(made > 0 && refused > 0, $"{made} made, {refused} refused");
    }

    [Fact]
    public void EveryRateOfACombinationIsOne()
    {
        ISchedule[] extremes =
        [
            new Constant(0), new Constant(double.MaxValue), new Constant(double.Epsilon), new Exponential(0, double.MaxValue),
            new Exponential(double.MaxValue, 2), new Step(1e-300, 1, 1e300), new MultiStep(0, [0, 1], 1e300),
        ];
        foreach (ISchedule one in extremes)
        {
            foreach (ISchedule other in extremes)
            {
                Check(one.Times(other));
                Check(one.Then(other, after: 1));
                Check(one.Then(other, after: 1L << 53));
                Check(one.Then(other, after: 2).Times(other).Warmup(3).Clamp(1e-3, 1));
            }

            foreach (double share in new[] { 0, double.Epsilon, 0.5, 1 })
            {
                Check(one.Warmup(1, share));
                Check(one.Warmup(1L << 53, share));
            }

            Check(one.Clamp());
            Check(one.Clamp(max: 0));
            Check(one.Clamp(min: double.MaxValue));
            Check(one.Times(double.MaxValue));
            Check(one.Times(0));
        }
    }

    [Fact]
    public void ARateOfZeroStaysZeroWhateverItIsMultipliedBy()
    {
        foreach (ISchedule schedule in new ISchedule[]
            { new Step(0, 1, 10), new MultiStep(0, [.. Enumerable.Range(0, 400).Select(i => (long)i)], 10), new Exponential(0, 10) })
            Assert.All(Steps, step => Assert.Equal(0, schedule.GetLearningRate(step)));
    }

    [Fact]
    public void ARateThatRisesWithoutEndStaysAtTheLargestDouble()
    {
        var rising = new Exponential(1e-300, 10);
        Assert.Equal(double.MaxValue, rising.GetLearningRate(long.MaxValue));
        Assert.Equal(1, rising.Clamp(max: 1).GetLearningRate(long.MaxValue));

        // The power alone is infinite from 309 on.
        Assert.Equal(1e20, rising.GetLearningRate(320), 1e20 * 1e-12);
        Assert.Equal(10 * rising.GetLearningRate(308), rising.GetLearningRate(309), rising.GetLearningRate(309) * 1e-12);
    }

    // A value of a user's own schedule that is not finite stays so, and is refused where it is used.
    [Fact]
    public void WhatIsNotFiniteIsNotHidden()
    {
        ISchedule infinite = new Own(double.PositiveInfinity), none = new Own(double.NaN);
        Assert.Equal(double.PositiveInfinity, infinite.Times(2).GetLearningRate(0));
        Assert.Equal(double.NaN, infinite.Times(0).GetLearningRate(0));
        Assert.Equal(double.NaN, none.Clamp().GetLearningRate(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => infinite.Warmup(1));
    }

    private static void Check(ISchedule schedule)
    {
        foreach (long step in Steps)
        {
            double rate = schedule.GetLearningRate(step);
            Assert.True(rate >= 0 && double.IsFinite(rate), $"{schedule} is {rate} at step {step}");
        }
    }

    // A schedule for every pair of arguments with the others in the middle; null where it is refused.
    private static IEnumerable<ISchedule?> All(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        ParameterInfo[] parameters = constructor.GetParameters();
        if (type == typeof(MultiStep))
        {
            long[][] milestones =
            [
                [], [0], [0, 1, 2, 3], [5, long.MaxValue], [.. Enumerable.Range(0, 1100).Select(i => (long)i)], [1, 1], [-1],
            ];
            foreach (double rate in Numbers)
            {
                foreach (double gamma in Numbers)
                {
                    foreach (long[] each in milestones)
                        yield return Made(() => new MultiStep(rate, each, gamma));
                }
            }

            yield break;
        }

        object?[] middle =
        [
            .. parameters.Select(
                p => p.HasDefaultValue ? p.DefaultValue : p.ParameterType == typeof(long) ? 1000L : (object)(p.Name == "min" ? 0.0 : 0.5)),
        ];
        foreach (object?[] modes in Modes(parameters, middle))
        {
            for (int i = 0; i < parameters.Length; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    foreach (object? one in Values(parameters[i], modes[i]))
                    {
                        foreach (object? other in Values(parameters[j], modes[j]))
                        {
                            object?[] arguments = [.. modes];
                            (arguments[j], arguments[i]) = (other, one);
                            yield return Made(() => (ISchedule)constructor.Invoke(arguments));
                        }
                    }
                }
            }
        }
    }

    // Each member of the enums and each flag; an argument that goes with one mode alone is given in that mode.
    private static IEnumerable<object?[]> Modes(ParameterInfo[] parameters, object?[] middle)
    {
        int at = Array.FindIndex(parameters, p => p.ParameterType.IsEnum);
        foreach (object? mode in at < 0 ? [null] : Enum.GetValues(parameters[at].ParameterType).Cast<object?>())
        {
            foreach (bool flag in parameters.Any(p => p.ParameterType == typeof(bool)) ? new[] { false, true } : [false])
                yield return [.. middle.Select((v, i) => i == at ? mode : parameters[i].ParameterType == typeof(bool) ? flag : v)];
        }
    }

    private static IEnumerable<object?> Values(ParameterInfo parameter, object? otherwise) =>
        parameter.ParameterType == typeof(double) ? Numbers.Cast<object?>()
        : parameter.ParameterType == typeof(long) || parameter.ParameterType == typeof(long?) ? Counts.Cast<object?>()
        : parameter.ParameterType == typeof(int) ? [-1, 0, 1, 2, int.MaxValue]
        : [otherwise];

    private static ISchedule? Made(Func<ISchedule> make)
    {
        try
        {
            return make();
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException || e.InnerException is ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private sealed class Own(double rate) : ISchedule
    {
        public double GetLearningRate(long step) => rate;
    }
}
