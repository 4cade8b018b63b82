using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

public class IntervalTests
{
    [Theory]
    [InlineData("[0, 1)")]
    [InlineData("(0, 1]")]
    [InlineData("[-1.5, -1e-8]")]
    [InlineData("(-inf, inf)")]
    [InlineData("[-inf, inf]")]
    [InlineData("[0.1, 1e300)")]
    [InlineData("[3, 3]")]
    [InlineData("[-0, 0]")]
    public void ItIsPrintedAsItIsRead(string text)
    {
        Assert.True(Interval.TryParse(text, out Interval interval));
        Assert.Equal(text, interval.ToString());
        Assert.All(
            Cultures.Under(() => Interval.TryParse(text, out Interval other) ? other.ToString() : null),
            other => Assert.Equal(text, other));
    }

    [Fact]
    public void AnyIntervalReadsBack()
    {
        var random = new System.Random(1);
        foreach ((double low, double high) in Enumerable.Range(0, 2000)
            .Select(_ => (RandomValues.Double(random), RandomValues.Double(random)))
            .Where(b => b.Item1 <= b.Item2))
        {
            var interval = new Interval(low, random.Next(2) == 0, high, random.Next(2) == 0);
            Assert.True(Interval.TryParse(interval.ToString(), out Interval back));
            Assert.Equal(interval, back);
            Assert.True(Bits.Same(low, back.Low) && Bits.Same(high, back.High));
        }
    }

    [Theory]
    [InlineData(" [ 0 , 1 ) ", "[0, 1)")]
    [InlineData("[0,1)", "[0, 1)")]
    [InlineData("[1e-8,inf]", "[1e-8, inf]")]
    public void SpacesDoNotMatter(string text, string expected)
    {
        Assert.True(Interval.TryParse(text, out Interval interval));
        Assert.Equal(expected, interval.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("[0]")]
    [InlineData("[0, 1")]
    [InlineData("0, 1]")]
    [InlineData("0, 1")]
    [InlineData("[0, 1, 2]")]
    [InlineData("[1, 0]")]
    [InlineData("[a, b]")]
    [InlineData("[, 1]")]
    [InlineData("[0, ]")]
    [InlineData("{0, 1}")]
    [InlineData("[NaN, 1]")]
    [InlineData("[0, NaN]")]
    [InlineData("[0; 1]")]
    [InlineData("[0,5, 1,5]")]
    [InlineData("[[0, 1]]")]
    public void WhatIsNoIntervalIsRefused(string text) => Assert.False(Interval.TryParse(text, out _));

    [Theory]
    [InlineData("[0, 1)", 0, true)]
    [InlineData("[0, 1)", -0.0, true)]
    [InlineData("[0, 1)", 1, false)]
    [InlineData("[0, 1)", 0.9999999999999999, true)]
    [InlineData("[0, 1)", -5e-324, false)]
    [InlineData("(0, 1]", 0, false)]
    [InlineData("(0, 1]", -0.0, false)]
    [InlineData("(0, 1]", 5e-324, true)]
    [InlineData("(0, 1]", 1, true)]
    [InlineData("[0, inf)", double.MaxValue, true)]
    [InlineData("[0, inf)", double.PositiveInfinity, false)]
    [InlineData("[0, inf]", double.PositiveInfinity, true)]
    [InlineData("(-inf, 0]", double.NegativeInfinity, false)]
    [InlineData("[0, 1)", double.NaN, false)]
    [InlineData("[-inf, inf]", double.NaN, false)]
    public void ItContainsWhatLiesBetweenItsBounds(string text, double value, bool expected)
    {
        Assert.True(Interval.TryParse(text, out Interval interval));
        Assert.Equal(expected, interval.Contains(value));
    }

    [Fact]
    public void AllHasTheInfiniteNumbersToo()
    {
        Assert.True(Interval.All.Contains(double.PositiveInfinity));
        Assert.True(Interval.All.Contains(double.NegativeInfinity));
    }
}
