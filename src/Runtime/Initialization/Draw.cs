using System;
using System.Numerics;

namespace FusedOpt.Initialization;

/// <summary>Fills memory with random numbers.</summary>
internal static class Draw
{
    /// <summary>
    /// Draws each element from the distribution: computed in double, then rounded once. An element depends on the seed and on its
    /// index alone.
    /// </summary>
    public static void Fill<T, TDistribution>(Span<T> values, long seed, TDistribution distribution)
        where T : IBinaryFloatingPointIeee754<T>
        where TDistribution : struct, IDistribution
    {
        for (int pair = 0; !values.IsEmpty; pair++)
        {
            (double first, double second) = Philox.Uniforms(seed, pair);
            values[0] = T.CreateTruncating(distribution.Quantile(first));
            if (values.Length > 1)
                values[1] = T.CreateTruncating(distribution.Quantile(second));
            values = values[Math.Min(2, values.Length)..];
        }
    }
}
