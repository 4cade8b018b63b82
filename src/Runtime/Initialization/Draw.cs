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
        for (int i = 0; i < values.Length; i += 2)
        {
            (double first, double second) = Philox.Uniforms(seed, i / 2);
            values[i] = T.CreateTruncating(distribution.Quantile(first));
            if (i + 1 < values.Length)
                values[i + 1] = T.CreateTruncating(distribution.Quantile(second));
        }
    }
}
