using System;
using System.Linq;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>Parameters and gradients, the ordinary and the hostile, from a seed.</summary>
internal static class Values
{
    private static readonly double[] Hostile =
    [
        0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-40, -1e-42, 1.4e-45, -1.4e-45, 1e-310, -5e-324,
        3e38, -3e38, 1e300, -1e300, 1e-20, 1e20, 1, -1, 0.5, 1e-8,
    ];

    /// <summary>About normally distributed numbers; with <paramref name="hostile"/> every third is one of the special ones.</summary>
    public static double[] Fill(int length, int seed, bool hostile)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ =>
        {
            double ordinary = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
            int pick = random.Next(3 * Hostile.Length);
            return hostile && pick < Hostile.Length ? Hostile[pick] : ordinary;
        })];
    }
}
