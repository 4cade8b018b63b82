using System;
using System.Linq;
using FusedOpt.Runtime.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Runtime.Tests;

/// <summary>Seeds, also neighbouring ones, have nothing to do with each other, nor has an element with the next.</summary>
public class IndependenceTests
{
    private const int Count = 1 << 16;

    // Without correlation the coefficient is normal with deviation 1 / sqrt(n).
    private static readonly double _bound = Statistics.Sigmas / Math.Sqrt(Count);

    private static readonly long[] _seeds =
        [.. Enumerable.Range(-4, 16), 1L << 31, 1L << 32, (1L << 32) + 1, long.MaxValue, long.MinValue, 0x123456789ABCDEF];

    [Fact]
    public void SequencesOfDifferentSeedsAreUncorrelated()
    {
        double[][] sequences = [.. _seeds.Select(Sequence)];
        for (int left = 0; left < sequences.Length; left++)
        {
            for (int right = 0; right < left; right++)
                Assert.InRange(Statistics.Correlation(sequences[left], sequences[right]), -_bound, _bound);
        }

        // A trace of one sequence in another.
        double[] tainted = [.. sequences[0].Zip(sequences[1], (x, y) => 0.05 * x + y)];
        Assert.True(Statistics.Correlation(sequences[0], tainted) > _bound);
    }

    [Fact]
    public void ElementsOfASequenceAreUncorrelated()
    {
        double[] sequence = Sequence(1);
        foreach (int lag in new[] { 1, 2, 3, 4, 64, 128, 4096 })
            Assert.InRange(Statistics.Correlation(sequence.AsSpan(lag), sequence.AsSpan(0, Count - lag)), -_bound, _bound);

        double[] smoothed = [.. sequence.Skip(1).Zip(sequence, (x, before) => x + 0.05 * before)];
        Assert.True(Statistics.Correlation(smoothed.AsSpan(1), smoothed.AsSpan(0, smoothed.Length - 1)) > _bound);
    }

    [Fact]
    public void SizesAreUncorrelatedToo()
    {
        double[] Squares(long seed) => [.. Sequence(seed).Select(x => (x * x - 1) / Math.Sqrt(2))];
        Assert.InRange(Statistics.Correlation(Squares(1), Squares(2)), -_bound, _bound);
        Assert.True(Statistics.Correlation(Squares(1), Squares(1)) > _bound);
    }

    private static double[] Sequence(long seed)
    {
        double[] values = new double[Count];
        Initialize.Normal(values, seed);
        return values;
    }
}
