using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>Sparse steps follow PyTorch's SparseAdam, rows that occur twice included.</summary>
public class SparseGoldenTests
{
    private const double LearningRate = 0.05;

    private static readonly JsonElement Recorded = Load();

    // As in GoldenTests: doubles follow to thirteen digits.
    [Fact]
    public void TheRuleOfSparseAdamFollowsToThirteenDigits()
    {
        Assert.Null(Departure(LearningRate, (expected, _) => 1e-13 * Math.Abs(expected), Own));
        Assert.NotNull(Departure(LearningRate * (1 + 1e-11), (expected, _) => 1e-13 * Math.Abs(expected), Own));
    }

    // PyTorch's SparseAdam adds epsilon to sqrt(v), Adam to sqrt(v / (1 - beta2^step)). Multiplied by the bias correction, that is an
    // epsilon between 0 and 1 times as large. A change by d = a m / (sqrt(v) + e) differs by less than d epsilon / sqrt(v) between any two
    // of those, and the differences of the changes add up. Moments do not depend on parameters here.
    [Fact]
    public void AdamFollowsButForThePlaceOfItsEpsilon()
    {
        Assert.Null(Departure(LearningRate, Tolerance, Adam));
        Assert.NotNull(Departure(LearningRate, (expected, bound) => 0.01 * Tolerance(expected, bound), Adam));
        Assert.NotNull(Departure(LearningRate * (1 + 1e-4), Tolerance, Adam));

        static double Tolerance(double expected, double bound) => (1e-13 * Math.Abs(expected)) + bound;
    }

    private static (double[,] Table, RowGradients<double> Gradient, IOptimizable Model) Own()
    {
        var model = new GoldenSparseAdamOfPyTorch();
        return (model.Table, model.Gradients.Table, model);
    }

    private static (double[,] Table, RowGradients<double> Gradient, IOptimizable Model) Adam()
    {
        var model = new GoldenSparseAdam();
        return (model.Table, model.Gradients.Table, model);
    }

    /// <summary>
    /// Describes the place at which a model first leaves the record; null if none. The tolerance is given the value, and the sum of
    /// |change| epsilon / sqrt(v) over the steps of the element.
    /// </summary>
    private static string? Departure(
        double learningRate, Func<double, double, double> tolerance, Func<(double[,], RowGradients<double>, IOptimizable)> create)
    {
        (double[,] table, RowGradients<double> gradient, IOptimizable model) = create();
        double[] before = Numbers(Recorded.GetProperty("initial")), bounds = new double[before.Length];
        Buffer.BlockCopy(before, 0, table, 0, sizeof(double) * before.Length);
        model.LearningRate = learningRate;
        foreach (JsonElement step in Recorded.GetProperty("steps").EnumerateArray())
        {
            gradient.Add([.. Numbers(step.GetProperty("rows")).Select(r => (int)r)], Numbers(step.GetProperty("gradients")));
            model.Step();
            model.ZeroGradients();
            double[] after = Numbers(step.GetProperty("after")), squares = (double[])Memory.Of(model).Arrays["Table/exp_avg_sq"];
            for (int i = 0; i < after.Length; i++)
            {
                if (after[i] != before[i])
                    bounds[i] += Math.Abs(after[i] - before[i]) * 1e-8 / Math.Sqrt(squares[i]);
                double actual = table[i / 3, i % 3];
                if (!(Math.Abs(actual - after[i]) <= tolerance(after[i], bounds[i])))
                    return FormattableString.Invariant($"[{i}] after step {model.StepCount}: {actual:R} and not {after[i]:R}");
            }

            before = after;
        }

        return null;
    }

    private static double[] Numbers(JsonElement json) =>
        [.. json.EnumerateArray().SelectMany(e => e.ValueKind == JsonValueKind.Array ? (IEnumerable<double>)Numbers(e) : [e.GetDouble()])];

    private static JsonElement Load()
    {
        using System.IO.Stream stream = typeof(SparseGoldenTests).Assembly.GetManifestResourceStream("golden/sparse_adam.float64.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
