using System;
using System.Linq;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>The kinds of numbers from which parameters and gradients are drawn.</summary>
public enum Inputs
{
    /// <summary>About normally distributed numbers.</summary>
    Ordinary,

    /// <summary>A third of them special: NaN, infinities, zeros of both signs, subnormals, the huge and the tiny.</summary>
    Hostile,

    /// <summary>
    /// Zeros of both signs, subnormals and the smallest normal numbers: nothing here turns into NaN, which would hide them.
    /// </summary>
    Tiny,
}

/// <summary>Parameters and gradients from a seed.</summary>
internal static class Values
{
    private static readonly double[] Special =
    [
        0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-40, -1e-42, 1.4e-45, -1.4e-45, 1e-310, -5e-324,
        3e38, -3e38, 1e300, -1e300, 1e-20, 1e20, 1, -1, 0.5, 1e-8,
    ];

    // Each is tiny as a float or as a double; the others are zero or ordinary there.
    private static readonly double[] Tiny =
    [
        0.0, -0.0, 1.4e-45, -1.4e-45, 1e-43, -1e-42, 1e-40, -1e-39, 1.17549435e-38, -3e-38, 1e-36, -1e-30,
        5e-324, -5e-324, 1e-320, -1e-318, 1e-310, -2e-308, 2.2250738585072014e-308, -1e-300,
    ];

    public static double[] Fill(int length, int seed, bool hostile) => Fill(length, seed, hostile ? Inputs.Hostile : Inputs.Ordinary);

    public static double[] Fill(int length, int seed, Inputs inputs)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ =>
        {
            double ordinary = random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
            int pick = random.Next(3 * Special.Length);
            return inputs switch
            {
                Inputs.Hostile when pick < Special.Length => Special[pick],
                Inputs.Tiny => Tiny[pick % Tiny.Length],
                _ => ordinary,
            };
        })];
    }
}
