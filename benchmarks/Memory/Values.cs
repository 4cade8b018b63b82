using System;
using System.Numerics;

namespace FusedOpt.Benchmarks.Memory;

/// <summary>First values, the same for everyone: functions of the place alone.</summary>
internal static class Values
{
    /// <summary>Parameters in [-1, 1).</summary>
    public static void Parameters<T>(int tensor, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = Parameter<T>(tensor, i);
    }

    /// <summary>A parameter's first value.</summary>
    public static T Parameter<T>(int tensor, int i)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.CreateTruncating(2 * Uniform(tensor, i, salt: 1) - 1);

    /// <summary>Gradients of one kind.</summary>
    /// <remarks>
    /// Ordinary ones have magnitudes in [0.1, 1): a gradient near 0 would take the moments into the subnormals, which are slow.
    /// </remarks>
    public static void Gradients<T>(int tensor, Span<T> values, Gradients kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double scale = kind switch
        {
            Memory.Gradients.Ordinary => 1,
            Memory.Gradients.Zero => 0,
            Memory.Gradients.Infinite => double.PositiveInfinity,
            _ => typeof(T) == typeof(float) ? 1e-39 : 1e-309,
        };
        for (int i = 0; i < values.Length; i++)
        {
            double value = 1.8 * Uniform(tensor, i, salt: 2) - 0.9;
            values[i] = T.CreateTruncating(scale * (value + Math.CopySign(0.1, value)));
        }
    }

    // SplitMix64's mixing of the place.
    private static double Uniform(int tensor, int i, ulong salt)
    {
        ulong z = (((ulong)tensor << 34) + ((ulong)i << 2) + salt) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 40) * (1.0 / (1 << 24));
    }
}
