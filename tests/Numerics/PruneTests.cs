using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// A step that prunes has the bits of one that does not, with passes around it which choose by sorting and clear one element after the
/// other.
/// </summary>
[Collection(nameof(ThreadTests))]
public sealed class PruneTests : IDisposable
{
    private const int Steps = 11;

    private static readonly string[] Kinds = ["Grid", "Jagged[0]", "Jagged[1]", "Halves", "Owned"];

    private static readonly string[] Two = ["Grid", "Jagged[0]", "Jagged[1]"];

    private static readonly int[] Lengths = [0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 511, 513, 4097];

    private static readonly Dictionary<
        string,
        (Func<int, IOptimizable> Pruned, Func<int, IOptimizable> Plain, string[] Names, bool IsPerTensor, Func<string, double> Initial)>
        Models = new()
    {
        [nameof(PrunedKinds)] = (n => new PrunedKinds(n), n => new UnprunedKinds(n), Kinds, false, _ => 0),
        [nameof(PrunedByTensor)] = (n => new PrunedByTensor(n), n => new UnprunedKinds(n), Kinds, true, _ => 0),
        [nameof(PrunedAdagrad)] = (n => new PrunedAdagrad(n),
            n => new UnprunedAdagrad(n),
            Two,
            false,
            state => state.StartsWith("Grid", StringComparison.Ordinal) ? 0.25 : 0.5),
        [nameof(PrunedLambAveraged)] = (n => new PrunedLambAveraged(n), n => new UnprunedLambAveraged(n), Two, false, _ => 0),
        [nameof(PrunedGuarded)] = (n => new PrunedGuarded(n), n => new UnprunedGuarded(n), Two, false, _ => 0),
        [nameof(PrunedNAdam)] = (n => new PrunedNAdam(n),
            n => new UnprunedNAdam(n),
            Two,
            false,
            state => state.EndsWith("mu_product", StringComparison.Ordinal) ? double.NaN : 0),
        [nameof(PrunedClippedAdagrad)] = (n => new PrunedClippedAdagrad(n),
            n => new UnprunedClippedAdagrad(n),
            [.. Two, "Halves"],
            false,
            state => state.StartsWith("Jagged", StringComparison.Ordinal) ? 0.5 : 0.25),
        [nameof(PrunedTransformed)] = (n => new PrunedTransformed(n), n => new UnprunedTransformed(n), [.. Two, "Halves"], false, _ => 0),
        [nameof(PrunedAdafactor)] = (n => new PrunedAdafactor(n), n => new UnprunedAdafactor(n), Two, false, _ => double.NaN),
    };

    public static TheoryData<string, Inputs> Cases()
    {
        var cases = new TheoryData<string, Inputs>();
        foreach (string name in Models.Keys)
        {
            cases.Add(name, Inputs.Ordinary);
            cases.Add(name, Inputs.Hostile);
        }

        return cases;
    }

    public static TheoryData<string> Names() => [.. Models.Keys];

    public void Dispose() => OptimizeOptions.MaxDegreeOfParallelism = -1;

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheBitsAreThoseOfSeparatePasses(string name, Inputs inputs)
    {
        OptimizeOptions.MaxDegreeOfParallelism = 1;
        foreach (int length in Lengths)
            Assert.Null(Difference(name, length, inputs) is { } difference ? $"{length}: {difference}" : null);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OnSeveralThreadsTheyAreTheSame(string name)
    {
        OptimizeOptions.MaxDegreeOfParallelism = 3;
        Assert.Null(Difference(name, 70_011, Inputs.Ordinary));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void OtherPassesHaveOtherBits(string name)
    {
        // Later by a step.
        Assert.NotNull(Difference(name, 65, Inputs.Ordinary, begin: 3));

        // State that is not cleared, or is where it is of rows and columns.
        Assert.NotNull(Difference(name, 65, Inputs.Ordinary, initial: state => double.IsNaN(Models[name].Initial(state)) ? 0 : double.NaN));
    }

    /// <summary>The gradients of pruned weights that nothing measures have no effect: their elements are set to 0 afterwards.</summary>
    [Theory]
    [InlineData(nameof(PrunedKinds), false)]
    [InlineData(nameof(PrunedAdagrad), false)]
    [InlineData(nameof(PrunedNAdam), false)]
    [InlineData(nameof(PrunedGuarded), true)]
    [InlineData(nameof(PrunedClippedAdagrad), true)]
    [InlineData(nameof(PrunedTransformed), true)]
    [InlineData(nameof(PrunedLambAveraged), true)]
    [InlineData(nameof(PrunedAdafactor), true)]
    public void WhereGradientsAreMeasuredThoseOfPrunedWeightsWouldBeSeen(string name, bool isSeen) =>
        Assert.Equal(isSeen, Difference(name, 65, Inputs.Ordinary, masksGradients: false) is not null);

    [Fact]
    public void AGradientOfAPrunedWeightThatIsNotFiniteDoesNoHarm()
    {
        var model = new PrunedGuarded(600);
        Writer.Parameters(model, [.. Enumerable.Range(1, 600).Select(i => (double)i)]);
        Writer.Gradients(model, [0.5]);
        for (int step = 1; step <= 9; step++)
            model.Step();
        Assert.Equal(0f, model.Grid[0, 0]);
        model.Gradients.Grid[0, 0] = float.NaN;
        model.Gradients.Grid[0, 1] = float.PositiveInfinity;
        model.Step();
        Assert.Equal((10, 0), (model.StepCount, model.SkippedSteps));
        Assert.Equal(float.NaN, model.Gradients.Grid[0, 0]); // in memory it stays what it was
        Assert.True(double.IsFinite(model.GradientNorm));
        Assert.All(model.Grid.Cast<float>(), w => Assert.True(float.IsFinite(w)));

        // The norm of a model that is not pruned is NaN.
        model.Gradients.Grid[0, 599] = float.NaN;
        model.Step();
        Assert.Equal((10, 1), (model.StepCount, model.SkippedSteps));
    }

    [Fact]
    public void ItIsTheRuleItselfAndThenTheMask()
    {
        const int Length = 777;
        var model = new PrunedSgd(Length) { LearningRate = 0.125 };
        double[] values = Values.Fill(Length, seed: 5, Inputs.Hostile), slopes = Values.Fill(Length, seed: 6, Inputs.Ordinary);
        float[] expected = [.. values.Select(v => (float)v)], unpruned = [.. expected];
        Writer.Parameters(model, values);
        HashSet<int> pruned = [];
        for (int step = 1; step <= 3; step++)
        {
            Writer.Gradients(model, slopes);
            if (step == 2)
                // round(0.5 * 777), to even
                pruned =
                [
                    .. Enumerable.Range(0, Length)
                        .OrderBy(i => float.IsNaN(expected[i]) ? 1 : 0)
                        .ThenBy(i => MathF.Abs(expected[i]))
                        .Take(388),
                ];
            for (int i = 0; i < Length; i++)
            {
                float none = 0;
                Rules.SgdRule.Update(ref expected[i], (float)slopes[i], ref none, step, learningRate: 0.125);
                Rules.SgdRule.Update(ref unpruned[i], (float)slopes[i], ref none, step, learningRate: 0.125);
                if (pruned.Contains(i))
                    expected[i] = 0;
            }

            model.Step();
            Assert.Null(Memory.Difference(expected, model.Weights.Cast<float>().ToArray()));
        }

        Assert.NotNull(Memory.Difference(unpruned, model.Weights.Cast<float>().ToArray()));
    }

    [Fact]
    public void TheShareOfZerosFollowsTheSchedule()
    {
        var model = new PrunedKinds(1000);
        var schedule = new Pruning(Kinds, isPerTensor: false, _ => 0);
        Writer.Parameters(model, Values.Fill(10_007, seed: 1, Inputs.Ordinary));
        const int Elements = 1000 + 1000 + 3 + 1000 + (5 * 137);
        var seen = new HashSet<double>();
        for (int step = 1; step <= 12; step++)
        {
            Writer.Gradients(model, [0.5, -0.25, 1]);
            model.Step();
            double level = step < 2 ? 0 : schedule.Level(step);
            Assert.Equal(Math.Round(level * Elements) / Elements, model.Sparsity);
            seen.Add(model.Sparsity);
        }

        // 0 until step 5, then after steps 5, 8 and 9.
        Assert.Equal(4, seen.Count);
        Assert.Equal(0.8, seen.Max(), 0.5 / Elements);
        Assert.DoesNotContain(0f, model.Bias);
        Assert.DoesNotContain(0f, model.Dense.Cast<float>());
    }

    [Fact]
    public void WhatIsPrunedStaysPositiveZero()
    {
        var model = new PrunedSgd(64);
        Writer.Parameters(model, [-0.0, -1, 2]);
        model.Step();
        model.Step();
        bool[] pruned = [.. model.Weights.Cast<float>().Select(w => w == 0)];
        Assert.Equal(32, pruned.Count(p => p));
        for (int i = 0; i < 64; i++)
            model.Weights[0, i] = -5;
        model.Step();
        Assert.Equal(pruned, model.Weights.Cast<float>().Select(w => BitConverter.SingleToInt32Bits(w) == 0));
    }

    [Fact]
    public void AModelThatIsLoadedFindsWhatWasPruned()
    {
        // The zeros that there are to be: those before, and the smallest of the rest.
        var model = new PrunedSgd(8) { Weights = new float[,] { { 3, 0, 0, 4, 0, 5, 0, 6 } } };
        model.Step();
        model.Step();
        Writer.Gradients(model, [1]);
        model.Step();
        Assert.Equal([false, true, true, false, true, false, true, false], model.Weights.Cast<float>().Select(w => w == 0));
    }

    [Fact]
    public void EachClassPrunesItsOwn()
    {
        var model = new PrunedDerived(100);
        Writer.Parameters(model, [.. Enumerable.Range(1, 100).Select(i => (double)i)]);
        model.Step();
        Assert.Equal((0.25, 0.0, 0.0), (model.Sparsity, ((PrunedSgd)model).Sparsity, model.Part.Sparsity));
        model.Step();
        Assert.Equal((0.25, 0.5, 0.5), (model.Sparsity, ((PrunedSgd)model).Sparsity, model.Part.Sparsity));
    }

    [Fact]
    public void AnArrayOfAnotherLengthIsRefused()
    {
        var model = new PrunedSgd(9);
        model.Step();
        model.Step();
        model.Weights = new float[1, 200];
        model.Gradients.Weights = new float[1, 200];
        Assert.Equal(
            "PrunedSgd.Weights has 200 elements, and had 9 when it was pruned. The length of a parameter must not change once it has been "
                + "pruned.",
            Assert.Throws<InvalidOperationException>(model.Step).Message);
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        OptimizeOptions.MaxDegreeOfParallelism = 1;
        var model = new PrunedKinds(1000);
        Writer.Parameters(model, Values.Fill(1000, seed: 3, Inputs.Ordinary));
        model.Step();
        model.Step(); // masks are made where they are first chosen
        Assert.Equal(0, Allocation.Of(model.Step)); // of which some are due
        Assert.True(model.StepCount > 9);
        Assert.NotEqual(0, Allocation.Of(() => Memory.Of(model)));
    }

    private static string? Difference(
        string name, int length, Inputs inputs, int begin = 2, Func<string, double>? initial = null, bool masksGradients = true)
    {
        var of = Models[name];
        IOptimizable model = of.Pruned(length), plain = of.Plain(length);
        var passes = new Pruning(of.Names, of.IsPerTensor, initial ?? of.Initial) { Begin = begin, MasksGradients = masksGradients };
        double[] values = Values.Fill(5003, seed: length, inputs);
        Writer.Parameters(model, values);
        Writer.Parameters(plain, values);
        for (int step = 1; step <= Steps; step++)
        {
            double[] slopes = Values.Fill(997, seed: length + step, step % 4 == 0 ? inputs : Inputs.Ordinary);
            Writer.Gradients(model, slopes);
            Writer.Gradients(plain, slopes);
            model.Step();
            passes.Step(plain);
            if (Memory.Of(model).Difference(Memory.Of(plain)) is { } difference)
                return $"step {step}, {difference}";
        }

        return null;
    }
}
