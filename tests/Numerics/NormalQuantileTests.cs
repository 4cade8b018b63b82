using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Initialization;
using Xunit;
using Xunit.Abstractions;

namespace FusedOpt.Numerics.Tests;

/// <summary>The quantiles that normal noise consists of, against Wichura's algorithm in double, which is exact to 15 digits.</summary>
public class NormalQuantileTests(ITestOutputHelper output)
{
    private const double Bound = 1.2e-6;

    [Fact]
    public void AQuantileIsWithinItsBoundOfItself()
    {
        double worst = 0;
        foreach (uint place in Places())
            worst = Math.Max(worst, Deviation(place, Quantile(place)));
        output.WriteLine($"{worst:e2}");
        Assert.InRange(worst, 0, Bound);

        // A quantile that is off by the bound is seen, and so is the neighbour of an element in the centre.
        Assert.True(Deviation(1u << 20, Quantile(1u << 20) * (float)(1 + (2 * Bound))) > Bound);
        Assert.True(Deviation(1u << 31, Quantile((1u << 31) + 1)) > Bound);
    }

    [Fact]
    public void TheDistributionIsSymmetricAndItsEndsAreFinite()
    {
        Assert.All(Places(), place => Assert.Equal(Quantile(place), -Quantile(~place)));
        Assert.Equal(StandardNormal.Quantile(0.5 / 4294967296.0), Quantile(0), 5e-6);
        Assert.InRange(Quantile(uint.MaxValue), 6.33, 6.34);
        Assert.InRange(Quantile(1u << 31), 1e-10, 4e-10);
    }

    // All near the centre, the ends and powers of two, and many between them.
    private static IEnumerable<uint> Places() => Enumerable.Range(0, 32)
        .SelectMany(bit => Enumerable.Range(-300, 601).Select(near => (uint)((1L << bit) + near)))
        .Concat(Enumerable.Range(0, 400_000).Select(i => (uint)(i * 10_737L)));

    private static double Deviation(uint place, float quantile)
    {
        // Uses the lower half of the probabilities, since those near 1 have no room for their last bits; in the centre a quantile is all
        // but sqrt(2 pi) times the distance to 1/2.
        uint lower = Math.Min(place, ~place);
        double toCentre = (0x7FFFFFFF - lower + 0.5) / 4294967296.0;
        double exact = toCentre < 1e-5 ? Math.Sqrt(2 * Math.PI) * toCentre : -StandardNormal.Quantile((lower + 0.5) / 4294967296.0);
        return Math.Abs(Math.Abs(quantile) - exact) / exact;
    }

    // Called as NoiseSequence calls it.
    private static float Quantile(uint place)
    {
        int word = (int)(place ^ 0x80000000), centre = word ^ (word >> 31);
        float fromCentre = centre + 0.5f, result = 0;
        NormalQuantile.Compute(
            new SimdScalar<float>(word < 0 ? -fromCentre : fromCentre), new SimdScalar<float>((centre ^ int.MaxValue) + 0.5f))
            .Store(ref result, 0);
        return result;
    }
}
