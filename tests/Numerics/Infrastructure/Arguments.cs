using System;
using System.Linq;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>Arguments for functions: every pair of special values, and numbers of all magnitudes.</summary>
internal static class Arguments
{
    /// <summary>The number of arguments: a multiple of every vector's number of elements.</summary>
    public const int Count = 8192;

    private static readonly double[] Special =
    [
        0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, -double.MaxValue, 1e300, -1e300, 3.4e38,
        -3.4e38,
        double.Epsilon, -double.Epsilon, 1e-310, -1e-310, 2.2250738585072014e-308, 1e-300, 1.4e-45, -1.4e-45, 1e-40, 1.17549435e-38, 1e-20,
        0.5, -0.5, 1, -1, 2, -2, 3, -3, 2.5, -2.5, 1 + 2.3e-16, 1 - 1.2e-16, -1 - 2.3e-16, 1 + 1.2e-7, 1 - 6e-8,
        709.78, 709.79, -745.13, -745.14, -708.4, 88.72, 88.73, -103.97, -103.98, -87.3, 18, 20, 22, 9.1, 1.5, 0.17328,
        9007199254740991, -9007199254740991, 9007199254740992, 4503599627370497.5, 16777215, -16777215, 8388609.5, 1e20, -1e20,
    ];

    public static (double[] X, double[] Y, double[] Z) Doubles()
    {
        var random = new Random(11);
        double[] Any() => [.. Enumerable.Range(0, Count).Select(i => (i % 4) switch
        {
            0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
            1 => 1600 * random.NextDouble() - 800,
            2 => 1 + (random.NextDouble() - 0.5) / (1L << random.Next(50)),
            _ => 8 * random.NextDouble() - 4,
        })];
        (double[] x, double[] y, double[] z) = (Any(), Any(), Any());
        for (int i = 0; i < Special.Length * Special.Length; i++)
            (x[i], y[i], z[i]) = (Special[i / Special.Length], Special[i % Special.Length], Special[i * 7 % Special.Length]);
        return (x, y, z);
    }

    public static (float[] X, float[] Y, float[] Z) Singles()
    {
        var random = new Random(12);
        (double[] X, double[] Y, double[] Z) doubles = Doubles();
        float[] Narrow(double[] numbers) => [.. numbers.Select((n, i) => i >= Special.Length * Special.Length && i % 4 == 0
            ? BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue))
            : (float)n)];
        return (Narrow(doubles.X), Narrow(doubles.Y), Narrow(doubles.Z));
    }
}
