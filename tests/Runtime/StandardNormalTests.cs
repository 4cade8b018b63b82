using System;
using FusedOpt.Initialization;
using Xunit;

namespace FusedOpt.Runtime.Tests;

/// <summary>The quantiles of the normal distribution, against those of a computation with 90 digits.</summary>
public class StandardNormalTests
{
    // Wichura states 1 part in 10^16 for exact arithmetic; two polynomials of degree 7, a square root and a logarithm in double
    // round to some units in the last place, of 2.2e-16 at most.
    private const double Tolerance = 1e-15;

    /// <summary>
    /// Odd multiples of 2^-53, and the doubles nearest to their quantiles. The first and the last are the ends of what is drawn.
    /// </summary>
    public static TheoryData<long, double> Quantiles { get; } = new()
    {
        { 1, -8.209536151601387 },
        { 3, -8.076571004130125 },
        { 1001, -7.3346710974624605 },
        { 1048577, -6.337957607579512 },
        { 1073741825, -5.166578119554602 },
        { 125087, -6.6579099060060365 },
        { 1099511627777, -3.6683292851210902 },
        { 35184372088833, -2.66006746861745 },
        { 562949953421313, -1.5341205443525454 },
        { 1125899906842623, -1.1503493803760088 },
        { 675539944105575, -1.4395314709384555 },
        { 2251799813685249, -0.6744897501960814 },
        { 4503599627370495, -2.782916424671767e-16 },
        { 4503599627370497, 2.782916424671767e-16 },
        { 4504699138998273, 0.00030598490158054945 },
        { 6755399441055745, 0.674489750196082 },
        { 8331238639476279, 1.439201615725225 },
        { 8972014882652161, 2.660067468617469 },
        { 9007199254740991, 8.209536151601387 },
    };

    [Theory]
    [MemberData(nameof(Quantiles))]
    public void QuantilesAreRight(long multiple, double expected)
    {
        double quantile = StandardNormal.Quantile(multiple / (double)(1L << 53));
        Assert.InRange(Math.Abs(quantile / expected - 1), 0, Tolerance);
        Assert.True(Math.Abs(quantile * (1 + 2 * Tolerance) / expected - 1) > Tolerance);
    }

    [Theory]
    [MemberData(nameof(Quantiles))]
    public void TheDistributionIsSymmetricToTheLastBit(long multiple, double expected)
    {
        double probability = multiple / (double)(1L << 53);
        Assert.Equal(StandardNormal.Quantile(probability), -StandardNormal.Quantile(1 - probability));
        Assert.Equal(Math.Sign(expected), Math.Sign(StandardNormal.Quantile(probability)));
    }

    // Tails, which need the logarithm; made like the bits of ReproducibilityTests.
    [Theory]
    [InlineData(1, 0xc0206b48528cea51)]
    [InlineData(1001, 0xc01d56b4052a121d)]
    [InlineData(1099511627777, 0xc00d58bd06346edf)]
    [InlineData(8972014882652161, 0x400547d173f6ec9ful)]
    [InlineData(9007199254740991, 0x40206b48528cea51ul)]
    public void TheBitsOfTheTailsAreThese(long multiple, ulong bits)
    {
        Assert.Equal(bits, BitConverter.DoubleToUInt64Bits(StandardNormal.Quantile(multiple / (double)(1L << 53))));
        Assert.NotEqual(bits, BitConverter.DoubleToUInt64Bits(StandardNormal.Quantile((multiple + 1024) / (double)(1L << 54))));
    }

    [Fact]
    public void NoQuantileIsBeyondTheReach()
    {
        Assert.InRange(StandardNormal.Quantile(1 - Math.ScaleB(1, -53)), 8.2, NormalDistribution.Reach);
        Assert.True(StandardNormal.Quantile(Math.ScaleB(1, -60)) < -NormalDistribution.Reach);
    }

    [Fact]
    public void QuantilesRiseAcrossTheSeamsOfTheApproximation()
    {
        foreach (double builder in new[] { 0.075, 0.925, Math.Exp(-25) })
        {
            double before = StandardNormal.Quantile(builder * (1 - 1e-12)), after = StandardNormal.Quantile(builder * (1 + 1e-12));
            Assert.InRange(after - before, 0, 1e-10);
            Assert.NotEqual(before, after);
        }
    }

    [Fact]
    public void TheLogarithmIsThatOfThePlatformButForItsLastBits()
    {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++)
        {
            // A number of which a quantile takes the logarithm.
            double x = 0.075 * Math.Pow(2, -50 * random.NextDouble()), expected = Math.Log(x);
            Assert.InRange(Math.Abs(StandardNormal.Log(x) / expected - 1), 0, 5e-16);
            Assert.True(Math.Abs(StandardNormal.Log(x * (1 + 1e-13)) / expected - 1) > 1e-15);
        }
    }
}
