using System;
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

    /// <summary>The learning rate that leads furthest, and the function's value there.</summary>
    public static (double LearningRate, double Value) Best(Program rule, Function function) =>
        LearningRates.Select(rate => (rate, Value: Run(rule, function, rate))).MinBy(r => double.IsNaN(r.Value) ? double.PositiveInfinity : r.Value);

    /// <summary>The function's value after the descent.</summary>
    public static double Run(Program rule, Function function, double learningRate)
    {
        long[] hyperparameters = [.. rule.Hyperparameters.Select(h => h.IsLearningRate ? BitConverter.DoubleToInt64Bits(learningRate) : h.Default)];
        var bound = new EquatableArray<long>(hyperparameters);
        Program program = Pipeline.Kernel(Pipeline.Formula(rule, bound), bound, ElementType.Double);
        double[] x = Before(program, function.Start.X, hyperparameters), y = Before(program, function.Start.Y, hyperparameters);
        for (int step = 1; step <= Steps; step++)
        {
            (double slopeX, double slopeY) = function.Slope(x[0], y[0]);
            x = Interpreter.Run(program, x[0], slopeX, x[1..], step, hyperparameters);
            y = Interpreter.Run(program, y[0], slopeY, y[1..], step, hyperparameters);
        }

        return function.Value(x[0], y[0]);
    }

    private static double[] Before(Program program, double parameter, long[] hyperparameters) =>
        [parameter, .. program.States.Select(s => BitConverter.Int64BitsToDouble(s.InitialFrom < 0 ? s.Initial : hyperparameters[s.InitialFrom]))];

    public sealed record Function((double X, double Y) Start, Func<double, double, double> Value, Func<double, double, (double X, double Y)> Slope);
}
