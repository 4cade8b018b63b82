using System;
using System.Linq;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Tests.Printing;

/// <summary>The inputs of expressions.</summary>
/// <param name="Doubles">Doubles.</param>
/// <param name="Elements">Numbers that differ by element.</param>
/// <param name="Longs">Whole numbers.</param>
/// <param name="Truths">Truth values.</param>
internal sealed record Inputs(double[] Doubles, double[] Elements, long[] Longs, bool[] Truths)
{
    /// <summary>Ordinary numbers and special ones.</summary>
    public static readonly Inputs[] All =
    [
        Ordinary(1),
        Ordinary(2),
        Ordinary(3),
        Ordinary(4),
        Ordinary(5),
        Ordinary(6),
        Ordinary(7),
        Ordinary(8),
        new(
            [0.0, -0.0, double.NaN, double.PositiveInfinity, 1e300, -1],
            [-0.0, 1, 0.0, double.NegativeInfinity, 3e38, double.NaN],
            [1L << 40, -(1L << 52), 3, -1, 7, 0],
            [true, false, true, true, false, false]),
    ];

    /// <summary>
    /// Returns the interpreter's results for a program of shapes: the bits of each as a double, those of every NaN alike.
    /// </summary>
    public long[] Interpret(Program program)
    {
        bool isSingle = program.Element == ElementType.Single;
        long[] hyperparameters = [.. Doubles.Select(BitConverter.DoubleToInt64Bits), .. Longs, .. Truths.Select(t => t ? 1L : 0)];
        double[][] states =
        [
            .. Enumerable.Range(0, program.States.Count)
                .Select(i => new[] { i >= Shapes.Inputs ? 0 : isSingle ? (float)Elements[i] : Elements[i] }),
        ];
        Snapshot after = Interpreter.Run(program, new(1, 1, false, [0], states), [0], 1, hyperparameters);
        return [.. after.States.Select(s => BitsOf(s[0]))];
    }

    /// <summary>The bits of a number, those of every NaN alike.</summary>
    public static long BitsOf(double number) => BitConverter.DoubleToInt64Bits(double.IsNaN(number) ? double.NaN : number);

    private static Inputs Ordinary(int seed)
    {
        var random = new Random(seed);
        double[] Numbers() => [.. Enumerable.Range(0, Shapes.Inputs).Select(_ => (4 * random.NextDouble()) - 2)];
        return new(
            Numbers(),
            Numbers(),
            [.. Enumerable.Range(0, Shapes.Inputs).Select(_ => random.NextInt64(1, 1 << 30) * (random.Next(2) == 0 ? -1 : 1))],
            [.. Numbers().Select(x => x > 0)]);
    }
}
