using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FusedOpt.Averages;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>The zeros and the states of a model, by name.</summary>
public class SparsityReportTests
{
    [Fact]
    public void ZerosAreCountedByParameterAndWithin()
    {
        var model = new PrunedDerived(100);
        Writer.Parameters(model, [.. Enumerable.Range(1, 100).Select(i => (double)i)]);
        model.Step();
        model.Step();
        model.Part.Weights[0, 99] = -0f;
        model.Part.Weights[0, 98] = float.NaN;
        model.Part.Weights[0, 97] = float.Epsilon;
        var report = SparsityReport.Create(model);
        Assert.Equal([new("Weights", 50, 100), new("More", 25, 100), new("Part.Weights", 51, 100)], report);
        Assert.Equal((3, 0.51, new ParameterSparsity("in all", 126, 300)), (report.Count, report["Part.Weights"].Sparsity, report.Total));
        Assert.Equal(model.Part.Sparsity, report["Part.Weights"].Sparsity);
        Assert.Equal(
            "There is no parameter 'Wights'; there are Weights, More, Part.Weights.",
            Assert.Throws<KeyNotFoundException>(() => report["Wights"]).Message);

        // A report is a copy, and no view.
        model.Part.Weights[0, 99] = 1;
        Assert.Equal((51L, 50L), (report["Part.Weights"].Zeros, SparsityReport.Create(model)["Part.Weights"].Zeros));
    }

    [Fact]
    public void AllKindsOfElementsAreCounted()
    {
        var model = new PrunedKinds(7);
        Writer.Parameters(model, [0, 1, -0.0, 2]);
        Assert.Equal(
            Memory.Of(model).Arrays
                .Where(a => !a.Key.Contains('/', StringComparison.Ordinal))
                .Select(
                    a => new ParameterSparsity(
                        a.Key,
                        a.Value.Cast<object>().Count(v => Convert.ToDouble(v is Half h ? (float)h : v, CultureInfo.InvariantCulture) == 0),
                        a.Value.Length)),
            SparsityReport.Create(model));
        Assert.Equal(0, new ParameterSparsity("Empty", 0, 0).Sparsity);
    }

    [Fact]
    public void ItPrintsATable()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            var model = new PrunedDerived(100) { More = new float[3, 1] };
            model.Gradients.More = new float[3, 1];
            Writer.Parameters(model, [1, 0, 2]);
            Assert.Equal(
                """
                                      zeros   of
                Weights       33.0 %     33  100
                More          33.3 %      1    3
                Part.Weights  33.0 %     33  100
                in all        33.0 %     67  203
                """,
                SparsityReport.Create(model).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void AStateIsFoundByNameWhereItIsKept()
    {
        var model = new Averaged();
        Writer.Gradients(model, [1, -2]);
        model.Step();
        Span<float> average = model.StateSpan<float>("Weights", "ema_average");
        Assert.Equal((float[])Memory.Of(model).Arrays["Weights/ema_average"], average.ToArray());
        average[1] = 5;
        Assert.Equal(5f, Memory.Of(model).Arrays["Weights/ema_average"].GetValue(1));
        Assert.Equal((double[])Memory.Of(model).Arrays["Wide/ema_average"], model.StateSpan<double>("Wide", "ema_average").ToArray());
        Assert.Equal(0, Allocation.Of(() => model.StateSpan<float>("Weights", "ema_average")[0] = 1));
        foreach ((string parameter, string state) in new[] { ("Weights", "average"), ("Weigths", "ema_average"), ("Wide", "ema_average") })
        {
            Assert.Equal(
                $"There is no state '{state}' of '{parameter}' of type Single; there are 'ema_average' of 'Weights' (Single), "
                    + "'ema_average' of 'Wide' (Double).",
                Assert.Throws<ArgumentException>(() => model.StateSpan<float>(parameter, state).Length).Message);
        }
    }
}

/// <summary>An average next to ordinary fields.</summary>
[Optimize(Optimizer.Sgd, LearningRate = 0.1), Average(typeof(Ema))]
internal sealed partial class Averaged
{
    public float[] Weights = new float[3];
    public double[] Wide = new double[2];
}
