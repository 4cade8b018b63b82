using System;
using System.Linq;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>Values on which arithmetic goes wrong, among ordinary ones.</summary>
internal static class RandomValues
{
    /// <summary>The numbers that no test of arithmetic may leave out.</summary>
    public static readonly double[] Special =
    [
        0.0, -0.0, 1, -1, 2, 0.5, 3, 0.1, -0.1, 0.9, 0.999, 1 / 3.0, 1e-8,
        double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue,
        double.Epsilon, -double.Epsilon, 1e-310, 2.2250738585072014e-308,
        float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon, 1e-40, 1.17549435e-38f, 16777216, 16777217,
    ];

    // The numbers that rewrites look for come often, or no rewrite would be put to the test.
    private static readonly double[] Neutral = [0.0, -0.0, 1, -1];

    public static double Double(Random random) => random.Next(8) switch
    {
        0 or 1 => Pick(random, Neutral),
        2 or 3 => Pick(random, Special),
        4 => Bits.Double(random.NextInt64(long.MinValue, long.MaxValue)),
        5 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
        _ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-3, 4)),
    };

    /// <summary>Returns a number that a model may hold: NaN more often than chance would have it.</summary>
    public static double Input(Random random) => random.Next(10) == 0 ? double.NaN : Double(random);

    public static float Single(Random random) => (float)Double(random);

    public static long Long(Random random) => random.Next(4) switch
    {
        0 => random.NextInt64(long.MinValue, long.MaxValue),
        1 => Pick(random, [0, 1, -1, long.MaxValue, long.MinValue, 1L << 53, (1L << 53) + 1]),
        _ => random.Next(-3, 10),
    };

    /// <summary>The bits of a value of the type.</summary>
    public static long Bit(Random random, ScalarType type) => type switch
    {
        ScalarType.Bool => random.Next(2),
        ScalarType.Long => Long(random),
        _ => Bits.Of(Double(random)),
    };

    /// <summary>Text with everything that a quoted word must survive.</summary>
    public static string Text(Random random)
    {
        string[] pieces =
        [
            "\"", "\\", "\n", "\r", "\\n", "\"\"\"", " ", "  ", "as", "%1", "#", "ö", "名", "🙂", "'", "{0}", "Invalid", ", ", "\t", "\u2028",
        ];
        return string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => Pick(random, pieces)));
    }

    public static T Pick<T>(Random random, T[] items) => items[random.Next(items.Length)];
}
