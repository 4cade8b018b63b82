using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>Steps with a guard are those of the same model without one, with gradients that were scaled in a pass of their own.</summary>
public class GuardTests
{
    private static readonly double[] Numbers = [1, -0.5, 0.25, 3e-4, -2, 0.125, 3, -1e-3, 0.7, -0.3, 0.9];

    // Lengths of one piece of gradients, and of several.
    public static TheoryData<int> Lengths() => [0, 1, 17, 4097, 2 * GradientPiece + 3];

    private const int GradientPiece = 65_536;

    [Theory]
    [MemberData(nameof(Lengths))]
    public void ClippingIsAFactorOnEveryGradient(int length)
    {
        var guarded = new Clipped(length);
        var plain = new Unclipped(length);
        Fill(guarded, plain);
        for (int step = 0; step < 3; step++)
        {
            Writer.Gradients(guarded, [.. Numbers.Select(x => x * (step + 1))]);
            guarded.Gradients.Halves.AsSpan().Clear(); // a half times the factor is no half
            double norm = Norm(Gradients(guarded)), scale = Math.Min(0.5 / (norm + 1e-6), 1);
            Scale(guarded, plain, scale);
            guarded.Step();
            plain.Step();
            Assert.Equal(norm, guarded.GradientNorm);
            Assert.Null(States(guarded).Difference(States(plain)));
        }

        Assert.Equal((3, 3, 3, 0), (guarded.StepCount, guarded.Parts[1].StepCount, guarded.Line.StepCount, guarded.SkippedSteps));

        // A factor of 1 would be seen.
        Writer.Gradients(guarded, Numbers);
        guarded.Gradients.Halves.AsSpan().Clear();
        Scale(guarded, plain, 1);
        guarded.Step();
        plain.Step();
        Assert.NotNull(States(guarded).Difference(States(plain)));
    }

    [Fact]
    public void BelowTheLimitNothingIsScaled()
    {
        var guarded = new Clipped(17) { MaxGradientNorm = 1e6 };
        var plain = new Unclipped(17);
        Fill(guarded, plain);
        Writer.Gradients(guarded, Numbers);
        Writer.Gradients(plain, Numbers);
        guarded.Step();
        plain.Step();
        Assert.Null(States(guarded).Difference(States(plain)));
        Assert.Equal(Norm(Gradients(guarded)), guarded.GradientNorm);
        Assert.Throws<ArgumentOutOfRangeException>(() => guarded.MaxGradientNorm = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => guarded.MaxGradientNorm = double.NaN);
        Assert.Equal(1e6, guarded.MaxGradientNorm);
    }

    [Fact]
    public void TheLargestMagnitudeIsANormToo()
    {
        var model = new ClippedByLargest(100_003) { LearningRate = 1 };
        model.Gradients.Weights[70_000] = -2;
        model.Gradients.Weights[3] = 1;
        model.Step();
        float scale = (float)(0.5 / (2 + 1e-6));
        Assert.Equal((2.0, 2 * scale, -scale), (model.GradientNorm, model.Weights[70_000], model.Weights[3]));
    }

    /// <summary>
    /// PyTorch takes the norm in float: at most 23 squares, sums and a root, so that it is off by at most 25 times 2^-24, and so is the
    /// coefficient; two more roundings make the gradient.
    /// </summary>
    [Theory]
    [InlineData("2", 0.5)]
    [InlineData("2", 1000)]
    [InlineData("inf", 0.5)]
    [InlineData("inf", 1000)]
    public void TheGradientsAreThoseOfPyTorch(string norm, double maxNorm)
    {
        const double Bound = 28.0 / (1 << 24);
        using JsonDocument json = JsonDocument.Parse(typeof(GuardTests).Assembly.GetManifestResourceStream("golden/clip_grad_norm.json")!);
        JsonElement recorded = json.RootElement.GetProperty("cases").EnumerateArray()
            .Single(
                c => (c.GetProperty("normType") is { ValueKind: JsonValueKind.String } text
                    ? text.GetString()
                    : $"{c.GetProperty("normType").GetDouble()}") == norm
                    && c.GetProperty("maxNorm").GetDouble() == maxNorm);
        float[][] before = Tensors("before"), after = Tensors("after");
        (float[] First, float[] Second, float[] Third, double Norm) stepped;
        if (norm == "2")
        {
            var model = new ClippedTensors
        {
            First = new float[5],
            Second = new float[1],
            Third = new float[17],
            LearningRate = 1,
            MaxGradientNorm = maxNorm,
        };
            (model.Gradients.First, model.Gradients.Second, model.Gradients.Third) = (before[0], before[1], before[2]);
            model.Step();
            stepped = (model.First, model.Second, model.Third, model.GradientNorm);
        }
        else
        {
            var model = new LargestTensors
        {
            First = new float[5],
            Second = new float[1],
            Third = new float[17],
            LearningRate = 1,
            MaxGradientNorm = maxNorm,
        };
            (model.Gradients.First, model.Gradients.Second, model.Gradients.Third) = (before[0], before[1], before[2]);
            model.Step();
            stepped = (model.First, model.Second, model.Third, model.GradientNorm);
        }

        double total = recorded.GetProperty("totalNorm").GetDouble();
        Assert.InRange(stepped.Norm, total * (1 - Bound), total * (1 + Bound));
        Assert.True(IsClose(after, Bound));
        Assert.Equal(maxNorm == 1000, IsClose(before, Bound));

        bool IsClose(float[][] expected, double bound) => expected.SelectMany(t => t)
            .Zip(stepped.First.Concat(stepped.Second).Concat(stepped.Third), (e, p) => Math.Abs(-p - e) <= bound * Math.Abs(e))
            .All(x => x);
        float[][] Tensors(string name) =>
            [.. recorded.GetProperty(name).EnumerateArray().Select(t => t.EnumerateArray().Select(x => (float)x.GetDouble()).ToArray())];
    }

    [Fact]
    public void AGradientThatIsNotFiniteChangesNothing()
    {
        foreach (string name in Memory.Of(new Clipped(33)).Arrays.Keys.Where(k => k.EndsWith("/gradient", StringComparison.Ordinal)))
        {
            foreach (double bad in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            {
                var model = new Clipped(33);
                Fill(model, new Unclipped(33));
                Writer.Gradients(model, Numbers);
                model.Step();
                Memory before = Memory.Of(model);
                var spoiling = new Spoiling(name[..^"/gradient".Length], bad, ^1);
                ((IOptimizable)model).Visit(ref spoiling);
                model.Step();
                Assert.Equal(
                    (1, 1, 1, 1, 1),
                    (model.StepCount, model.Parts[0].StepCount, model.Parts[1].StepCount, model.Line.StepCount, model.SkippedSteps));
                Assert.Null(States(model).Difference(States(before)));
                Writer.Gradients(model, Numbers);
                model.Step();
                Assert.Equal((2, 1), (model.StepCount, model.SkippedSteps));
                Assert.NotNull(States(model).Difference(States(before)));
            }
        }
    }

    [Fact]
    public void LargeDoublesAreFinite()
    {
        var model = new Clipped(2);
        model.Gradients.Wide[0] = 1e200;
        model.Step();
        Assert.Equal((1, 0), (model.StepCount, model.SkippedSteps));
    }

    [Fact]
    public void TheScaleOfTheLossIsFoundByTrial()
    {
        var scaled = new Scaled(4097);
        var plain = new Unscaled(4097);
        Fill(scaled, plain);
        double[] scales = [1024, 1024, 1024, 2048, 2048, 1024, 1024, 1024, 2048];
        for (int call = 0; call < scales.Length; call++)
        {
            Assert.Equal(scales[call], scaled.LossScale);
            Writer.Gradients(plain, [.. Numbers.Select(x => x + call)]);
            for (int i = 0; i < plain.Weights.Length; i++)
                scaled.Gradients.Weights[i] = (float)scaled.LossScale * plain.Gradients.Weights[i];
            if (call == 4)
                scaled.Gradients.Weights[4000] = float.PositiveInfinity;
            else
                plain.Step();
            scaled.Step();
            Assert.Null(States(scaled).Difference(States(plain)));
        }

        Assert.Equal((8, 1), (scaled.StepCount, scaled.SkippedSteps));
    }

    [Fact]
    public void MicroBatchesMakeOneStepWithTheirMean()
    {
        var model = new AccumulatedFurther();
        var plain = new AdamPlainOf65And62();
        Fill(model, plain);
        for (int call = 1; call <= 8; call++)
        {
            for (int i = 0; i < 65; i++)
                model.Gradients.Weights[i] += (float)Numbers[(i + call) % Numbers.Length];
            for (int i = 0; i < 62; i++)
                model.Gradients.More[i] += (float)Numbers[(i * call) % Numbers.Length];
            Memory before = Memory.Of(model);
            if (call % 4 == 0)
            {
                for (int i = 0; i < 65; i++)
                    plain.Gradients.Weights[i] = model.Gradients.Weights[i] * 0.25f;
                for (int i = 0; i < 62; i++)
                    plain.Gradients.More[i] = model.Gradients.More[i] * 0.25f;
                plain.Step();
            }

            model.Step();
            Assert.Equal((call % 4, call / 4), (model.MicroBatch, model.StepCount));
            if (call % 4 == 0)
            {
                Assert.Null(States(model).Difference(States(plain)));
                Assert.NotNull(Memory.Of(model).Difference(before));
                model.ZeroGradients();
            }
            else
            {
                Assert.Null(Memory.Of(model).Difference(before));
            }
        }
    }

    [Fact]
    public void AModelAndThoseItHoldsAgreeOnTheirGuard()
    {
        Assert.Equal(
            "The gradients of HoldsUnguarded are guarded as a whole, but those of HoldsUnguarded.Parts[0] cannot be. Mark its class "
                + "[GuardGradients].",
            Assert.Throws<InvalidOperationException>(new HoldsUnguarded().Step).Message);
        var holder = new HoldsGuarded();
        holder.Gradients.Own = 1;
        Assert.Equal(
            "The gradients of HoldsGuarded.Part are guarded, but those of HoldsGuarded, which holds it, are not. Move what its "
                + "[GuardGradients] says to HoldsGuarded.",
            Assert.Throws<InvalidOperationException>(holder.Step).Message);
        Assert.Equal((0, 0f), (holder.StepCount, holder.Own));
    }

    [Fact]
    public void APartThatIsSteppedAloneIsNotScaled()
    {
        var part = new GuardedPart(3);
        part.Gradients.Rows[0][1] = 2;
        part.Step();
        Assert.Equal(-2e-3f, part.Rows[0][1]);
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        var model = new Clipped(100_000);
        Writer.Gradients(model, Numbers);
        Assert.Equal(0, Allocation.Of(model.Step));
        Assert.NotEqual(0, Allocation.Of(() => Memory.Of(model)));
    }

    private static void Fill(params IOptimizable[] models)
    {
        foreach (IOptimizable model in models)
            Writer.Parameters(model, [0.5, -1.25, 2, 1e-3, -0.75, 3, 0.1]);
    }

    // Every gradient, in the order of the fields, of the model itself and then of those it holds.
    private static IEnumerable<double[]> Gradients(Clipped model) => Memory.Of(model).Arrays
        .Where(a => a.Key.EndsWith("/gradient", StringComparison.Ordinal))
        .Select(a => a.Value.Cast<object>().Select(x => x is Half half ? (double)half : Convert.ToDouble(x, null)).ToArray());

    // Computed as GradientMeasure documents it.
    private static double Norm(IEnumerable<double[]> gradients) =>
        Math.Sqrt(
            BlockSum.Of(
                [.. gradients.SelectMany(g => g.Chunk(GradientPiece)).Select(piece => BlockSum.Of([.. piece.Select(x => x * x)]))]));

    private static void Scale(Clipped from, Unclipped to, double scale)
    {
        Multiply(from.Gradients.Weights, to.Gradients.Weights, (float)scale);
        for (int i = 0; i < from.Wide.Length; i++)
            to.Gradients.Wide[i] = from.Gradients.Wide[i] * scale;
        to.Gradients.Single = from.Gradients.Single * (float)scale;
        for (int part = 0; part < 2; part++)
        {
            for (int row = 0; row < 2; row++)
                Multiply(from.Parts[part].Gradients.Rows[row], to.Parts[part].Gradients.Rows[row], (float)scale);
        }

        to.Line.Gradients.Slope = from.Line.Gradients.Slope * (float)scale;
    }

    private static void Multiply(float[] from, float[] to, float scale)
    {
        for (int i = 0; i < from.Length; i++)
            to[i] = from[i] * scale;
    }

    // All but the gradients.
    private static Memory States(IOptimizable model) => States(Memory.Of(model));

    private static Memory States(Memory memory)
    {
        var states = new Memory();
        foreach ((string name, Array values) in memory.Arrays.Where(a => !a.Key.EndsWith("/gradient", StringComparison.Ordinal)))
            states.Arrays.Add(name, values);
        return states;
    }
}
