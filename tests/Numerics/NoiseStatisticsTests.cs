using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Random numbers have the distribution that they should have, and draws are independent of each other. Every statistic is compared with
/// its expectation in units of its standard deviation; 5 are exceeded once in 1.7 million. Nothing is left to chance, since all seeds are
/// fixed.
/// </summary>
public class NoiseStatisticsTests
{
    private const int Count = 1 << 18;
    private const double Most = 5;

    /// <summary>Pairs of sequences that differ in one of the things that noise depends on.</summary>
    private static readonly Dictionary<string, (Func<int, Noise> One, Func<int, Noise> Other)> Pairs = new()
    {
        ["neighbours"] = (i => new Noise(1, 1, element: i), i => new Noise(1, 1, element: i + 1)),
        ["elements 2 apart"] = (i => new Noise(1, 1, element: i), i => new Noise(1, 1, element: i + 2)),
        ["elements 64 apart"] = (i => new Noise(1, 1, element: i), i => new Noise(1, 1, element: i + 64)),
        ["elements 65536 apart"] = (i => new Noise(1, 1, element: i), i => new Noise(1, 1, element: i + 65536)),
        ["elements in another half"] = (i => new Noise(1, 1, element: i), i => new Noise(1, 1, element: i + (1 << 30))),
        ["steps"] = (i => new Noise(1, 1, element: i), i => new Noise(1, 2, element: i)),
        ["seeds"] = (i => new Noise(1, 1, element: i), i => new Noise(2, 1, element: i)),
        ["parameters"] = (i => new Noise(1, 1, 0, i), i => new Noise(1, 1, 1, i)),
        ["parameters of a derived class"] = (i => new Noise(1, 1, 0, i), i => new Noise(1, 1, 65536, i)),
        ["stages"] = (i => new Noise(1, 1, 0, i), i => new Noise(1, 1, 0, i, stage: 1)),
        ["models"] = (i => new Noise(1, 1, 0, i), i => new Noise(1, 1, 0, i, model: 1)),
        ["arrays of one parameter"] = (i => new Noise(1, 1, 0, i)[0], i => new Noise(1, 1, 0, i)[1]),
        ["single values in turn"] = (i => new Noise(1, 1, i), i => new Noise(1, 1, i + 1)),
        ["single values from step to step"] = (i => new Noise(1, i + 1), i => new Noise(1, i + 2)),
    };

    public static TheoryData<string> Names() => [.. Pairs.Keys];

    [Fact]
    public void NormalNumbersHaveTheMomentsOfTheirDistribution()
    {
        double[] normal = [.. Numbers(i => new Noise(7, 3, 2, i).Normal())];
        Assert.InRange(Moments(normal), 0, Most);
        Assert.InRange(Moments([.. normal.Select(x => 1.01 * x)]), Most, double.MaxValue);
        Assert.InRange(Moments([.. normal.Select(x => x + 0.02)]), Most, double.MaxValue);
        Assert.InRange(normal.Max(Math.Abs), 4, 6.34);
    }

    [Fact]
    public void UniformNumbersFillTheInterval()
    {
        double[] uniform = [.. Numbers(i => new Noise(7, 3, 2, i).Uniform())];
        Assert.InRange(uniform.Min(), 1.0 / (1 << 24), 1e-4);
        Assert.InRange(uniform.Max(), 1 - 1e-4, 1 - (1.0 / (1 << 24)));
        Assert.All(uniform, u => Assert.Equal(1, u * (1 << 24) % 2));
        Assert.InRange(Unevenness(uniform, uniform.Select(_ => 0.5), 1024, 1), -Most, Most);
        Assert.InRange(Unevenness(uniform.Select(u => u * u), uniform.Select(_ => 0.5), 1024, 1), Most, double.MaxValue);
    }

    [Fact]
    public void ANormalNumberIsTheQuantileOfTheUniformOne() =>
        Assert.All(Enumerable.Range(0, 10_000).Select(i => new Noise(7, 3, 2, i)), noise =>
    {
        // The uniform number stands for all that are within 2^-24 of it.
        Assert.InRange(
            noise.Normal(4),
            Initialization.StandardNormal.Quantile(noise.Uniform(4) - (1.0 / (1 << 24))) - 1e-5,
            Initialization.StandardNormal.Quantile(noise.Uniform(4) + (1.0 / (1 << 24))) + 1e-5);
        Assert.NotEqual(noise.Normal(4), noise.Normal(5));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void PairsHaveNothingToDoWithEachOther(string name)
    {
        (Func<int, Noise> one, Func<int, Noise> other) = Pairs[name];
        double[] x = [.. Numbers(i => one(i).Normal())], y = [.. Numbers(i => other(i).Normal())];
        Assert.InRange(Math.Abs(Correlation(x, y)), 0, Most);
        Assert.InRange(Math.Abs(Correlation([.. x.Select(Math.Abs)], [.. y.Select(Math.Abs)])), 0, Most);
        Assert.InRange(Unevenness(Numbers(i => one(i).Uniform()), Numbers(i => other(i).Uniform()), 64, 64), -Most, Most);

        // A draw that has a fiftieth of the other in it, or mostly the other's magnitude, would be seen.
        Assert.InRange(Math.Abs(Correlation(x, [.. y.Zip(x, (b, a) => b + (0.02 * a))])), Most, double.MaxValue);
        Assert.InRange(
            Math.Abs(Correlation([.. x.Select(Math.Abs)], [.. x.Zip(y, (a, b) => Math.Abs(a) + (0.1 * b))])), Most, double.MaxValue);
    }

    // Multiples of the golden ratio fill the interval better than any random numbers do, and each tells the next.
    [Fact]
    public void ASequenceThatIsOnlyEvenIsSeen()
    {
        static double Weyl(int i) => (uint)(i * 0x9E3779B1) / 4294967296.0;
        Assert.InRange(Unevenness(Numbers(Weyl), Numbers(i => Weyl(i + 1)), 64, 64), Most, double.MaxValue);
        Assert.InRange(Unevenness(Numbers(Weyl), Numbers(_ => 0.5), 1024, 1), double.MinValue, -Most);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    public void TheVarianceOfGradientNoiseDecays(int step)
    {
        var model = new NoiseAlone(Count / 4);
        for (int i = 1; i < step; i++)
            model.Step();
        Writer.Parameters(model, [0]);
        model.Step();
        double deviation = Math.Sqrt(0.3 / Math.Pow(step, 0.55));
        double[] first = [.. model.First.Select(x => x / deviation)], second = [.. model.Second.Select(x => x / deviation)];
        Assert.InRange(Moments(first), 0, Most);
        Assert.InRange(
            Moments([.. first.Select(x => x * Math.Sqrt(Math.Pow(step + 1, 0.55) / Math.Pow(step, 0.55)))]),
            step < 3 ? Most : 0,
            double.MaxValue);
        Assert.InRange(Math.Abs(Correlation(first, second)), 0, Most);
        Assert.InRange(Math.Abs(Correlation(first[1..], second[..^1])), 0, Most);
    }

    private static IEnumerable<double> Numbers(Func<int, double> draw) => Enumerable.Range(0, Count).Select(draw);

    /// <summary>
    /// The farthest of the first four moments of standard normal numbers, in standard deviations: the mean varies with 1/n, the mean square
    /// with 2/n, the mean cube with 15/n, the mean fourth power with 96/n.
    /// </summary>
    private static double Moments(double[] x) =>
        new[] { (1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0) }.Max(
            m => Math.Abs(x.Average(v => Math.Pow(v, m.Item1)) - m.Item2) / Math.Sqrt(m.Item3 / x.Length));

    /// <summary>The correlation of pairs, in standard deviations: 1/n is the variance of that of independent ones.</summary>
    private static double Correlation(double[] x, double[] y)
    {
        double a = x.Average(), b = y.Average();
        double covariance = x.Zip(y, (v, w) => (v - a) * (w - b)).Sum();
        return covariance / Math.Sqrt(x.Sum(v => (v - a) * (v - a)) * y.Sum(w => (w - b) * (w - b))) * Math.Sqrt(x.Length);
    }

    /// <summary>
    /// Pearson's chi-squared of as many cells, of expectation cells - 1 and variance 2 (cells - 1), in standard deviations.
    /// </summary>
    private static double Unevenness(IEnumerable<double> x, IEnumerable<double> y, int columns, int rows)
    {
        double[] cells = new double[columns * rows];
        foreach ((double a, double b) in x.Zip(y))
            cells[((int)(a * columns) * rows) + (int)(b * rows)]++;
        double expected = Count / (double)cells.Length;
        return (cells.Sum(c => (c - expected) * (c - expected) / expected) - (cells.Length - 1)) / Math.Sqrt(2.0 * (cells.Length - 1));
    }
}
