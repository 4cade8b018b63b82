using System;
using System.Linq;
using FusedOpt.Runtime.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Runtime.Tests;

/// <summary>Drawn numbers have the distribution that they should have: moments within five deviations, and the shape as a whole.</summary>
public class DistributionTests
{
    private const int Count = 1 << 18;

    public static TheoryData<string> Names { get; } = [.. Initializer.All.Select(i => i.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void MomentsAreThoseOfTheDistribution(string name)
    {
        Initializer initializer = Initializer.Named(name);
        double[] sample = initializer.Standardised(Count, seed: 20);
        Func<int, double> moment = initializer.IsNormal ? Statistics.NormalMoment : Statistics.UniformMoment;
        Assert.InRange(Statistics.MomentError(sample, moment), 0, Statistics.Sigmas);

        // A scale that is 2 % off, a mean that is 2 % off, the other shape with the same mean and deviation.
        Func<int, double> other = initializer.IsNormal ? Statistics.UniformMoment : Statistics.NormalMoment;
        double[] reshaped = [.. sample.Select(x => initializer.IsNormal ? x / Math.Sqrt(3) : x * Math.Sqrt(3))];
        Assert.True(Statistics.MomentError([.. sample.Select(x => 1.02 * x)], moment) > Statistics.Sigmas);
        Assert.True(Statistics.MomentError([.. sample.Select(x => x + 0.02)], moment) > Statistics.Sigmas);
        Assert.True(Statistics.MomentError(reshaped, other) > Statistics.Sigmas);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheShapeIsThatOfTheDistribution(string name)
    {
        Initializer initializer = Initializer.Named(name);
        double[] sample = initializer.Standardised(Count, seed: 21);
        Func<double, double> distribution = initializer.IsNormal ? Statistics.NormalProbability : x => (x + 1) / 2;
        Assert.InRange(Statistics.KolmogorovSmirnov(sample, distribution), 0, Statistics.KolmogorovBound);
        Assert.True(Statistics.KolmogorovSmirnov([.. sample.Select(x => 1.05 * x)], distribution) > Statistics.KolmogorovBound);
        Assert.True(Statistics.KolmogorovSmirnov([.. sample.Select(x => x + 0.02)], distribution) > Statistics.KolmogorovBound);
    }

    [Fact]
    public void TwelveUniformsAddedUpAreNotTakenForANormal()
    {
        // The classical makeshift: mean and deviation are right, the fourth moment is 2.9 instead of 3.
        double[] sample = new double[4 * Count], uniforms = new double[4 * Count];
        for (int term = 0; term < 12; term++)
        {
            Initialize.Uniform(uniforms, seed: term, low: -0.5, high: 0.5);
            for (int i = 0; i < sample.Length; i++)
                sample[i] += uniforms[i];
        }

        Assert.True(Statistics.MomentError(sample, Statistics.NormalMoment) > Statistics.Sigmas);
    }

    [Fact]
    public void MeanAndBoundsAreMovedToWhereTheyWereAskedFor()
    {
        double[] normal = new double[Count], uniform = new double[Count];
        Initialize.Normal(normal, seed: 3, mean: 5, standardDeviation: 2);
        Initialize.Uniform(uniform, seed: 3, low: 2, high: 3);
        Assert.InRange(Statistics.MomentError([.. normal.Select(x => (x - 5) / 2)], Statistics.NormalMoment), 0, Statistics.Sigmas);
        Assert.InRange(Statistics.MomentError([.. uniform.Select(x => 2 * (x - 2.5))], Statistics.UniformMoment), 0, Statistics.Sigmas);
        Assert.True(Statistics.MomentError([.. normal.Select(x => (x - 5.1) / 2)], Statistics.NormalMoment) > Statistics.Sigmas);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void UniformsKeepWithinTheirBoundsAndComeCloseToThem(string name)
    {
        Initializer initializer = Initializer.Named(name);
        double largest = initializer.Standardised(Count, seed: 22).Max(Math.Abs);

        // The chance that none of n comes within 20 / n of a bound is exp(-20). A float may be above the bound by its rounding.
        if (!initializer.IsNormal)
            Assert.InRange(largest, 1 - 20.0 / Count, 1 + Math.ScaleB(1, -23));
        else
            Assert.True(largest > 3);
    }

    [Theory]
    [InlineData(0.1, 0.1)]
    [InlineData(-1.0000000000000007, 1)] // their difference rounds up
    [InlineData(1, 1.0000000000000002)]
    [InlineData(-8e307, 8e307)]
    public void UniformDoublesNeverLeaveTheirBounds(double low, double high)
    {
        double[] values = new double[10_000];
        Initialize.Uniform(values, seed: 4, low, high);
        Assert.All(values, v => Assert.InRange(v, low, high));
    }
}
