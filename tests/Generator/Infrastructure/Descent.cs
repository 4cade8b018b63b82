using System;
using System.Collections.Concurrent;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Tests.Infrastructure;

/// <summary>Descends a function of two variables with a rule, run by the interpreter.</summary>
internal static class Descent
{
    public const int Steps = 10_000;

    public static readonly double[] LearningRates = [3e-4, 1e-3, 3e-3, 1e-2, 0.03, 0.1, 0.3, 1];

    public static readonly Function Rosenbrock = new(
        (-1.2, 1),
        (x, y) => Math.Pow(1 - x, 2) + (100 * Math.Pow(y - (x * x), 2)),
        (x, y) => ((-2 * (1 - x)) - (400 * x * (y - (x * x))), 200 * (y - (x * x))));

    public static readonly Function Quadratic = new((1, 1), (x, y) => ((x * x) + (1000 * y * y)) / 2, (x, y) => (x, 1000 * y));

    // The document and the tests ask for the same descents.
    private static readonly ConcurrentDictionary<(Program Rule, Function Function), Lazy<(double LearningRate, double Value)>> Known =
        new();

    /// <summary>The learning rate that leads furthest, and the function's value there.</summary>
    public static (double LearningRate, double Value) Best(Program rule, Function function) =>
        Known.GetOrAdd((rule, function), key => new(() => Search(key.Rule, key.Function))).Value;

    private static (double LearningRate, double Value) Search(Program rule, Function function) =>
        LearningRates.Select(rate => (rate, Value: Run(rule, function, rate)))
            .MinBy(r => double.IsNaN(r.Value) ? double.PositiveInfinity : r.Value);

    /// <summary>The function's value after the descent.</summary>
    public static double Run(Program rule, Function function, double learningRate, int steps = Steps)
    {
        long[] hyperparameters =
        [
            .. rule.Hyperparameters.Select(h => h.IsLearningRate ? BitConverter.DoubleToInt64Bits(learningRate) : h.Default),
        ];
        var bound = new EquatableArray<long>(hyperparameters);
        Program program = Pipeline.Kernel(Pipeline.Formula(rule, bound, isMatrix: false), bound, ElementType.Double);
        Snapshot point = Before(program, [function.Start.X, function.Start.Y], hyperparameters);
        for (int step = 1; step <= steps; step++)
        {
            // A point that has left the numbers never comes back.
            if (point.Parameter.All(double.IsNaN))
                break;
            (double slopeX, double slopeY) = function.Slope(point.Parameter[0], point.Parameter[1]);
            point = Interpreter.Run(program, point, [slopeX, slopeY], step, hyperparameters);
        }

        return function.Value(point.Parameter[0], point.Parameter[1]);
    }

    private static Snapshot Before(Program program, double[] parameter, long[] hyperparameters)
    {
        var point = new Snapshot(1, parameter.Length, IsMatrix: false, parameter, []);
        return point with
        {
            States =
            [
                .. program.States.Select(s =>
                    Enumerable.Repeat(
                        BitConverter.Int64BitsToDouble(s.InitialFrom < 0 ? s.Initial : hyperparameters[s.InitialFrom]), point.Count(s.Rate))
                        .ToArray()),
            ],
        };
    }

    public sealed record Function(
        (double X, double Y) Start, Func<double, double, double> Value, Func<double, double, (double X, double Y)> Slope);
}
