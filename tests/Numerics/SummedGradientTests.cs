using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// A step over several gradients has the bits of one over their sum, which a loop has made in the order of the gradients.
/// </summary>
[Collection(nameof(ThreadTests))]
public sealed class SummedGradientTests : IDisposable
{
    private static readonly int[] Lengths = [0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 1029, 4097];

    private static readonly Dictionary<string, Func<int, Summed>> Models = new()
    {
        [nameof(SummedKinds)] = length => Of(
            () => new SummedKinds(length), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g)),
        [nameof(SummedWholes)] = length => Of(
            () => new SummedWholes(length), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g)),
        [nameof(SummedLines)] = length => Of(
            () => new SummedLines(length), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g)),
        [nameof(SummedNarrow)] = length => Of(
            () => new SummedNarrow(length), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g)),
        [nameof(SummedDerived)] = length => Of(
            () => new SummedDerived(length), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g)),
        [nameof(SummedOwned)] = _ => Of(
            () => new SummedOwned(), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g)),
        [nameof(SummedOwnedWholes)] = _ => Of(
            () => new SummedOwnedWholes(), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g)),
        [nameof(SummedOwnedNarrow)] = _ => Of(
            () => new SummedOwnedNarrow(), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g)),
        [nameof(SummedPruned)] = length => Of(
            () => new SummedPruned(length), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g)),
        [nameof(SummedPrunedClipped)] = length => Of(
            () => new SummedPrunedClipped(length), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g)),
        [nameof(SummedTree)] = length => Of(
            () => new SummedTree(length), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g)),
        [nameof(SummedClipped)] = length => Of(
            () => new SummedClipped(length), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g)),
        [nameof(SummedBatches)] = length => Of(
            () => new SummedBatches(length), m => m.Gradients, (m, g) => m.Step(g), (m, g) => m.StepAndZeroGradients(g)),
    };

    private static readonly int[] Counts = [1, 2, 3, 5];

    public static TheoryData<string> Names() => [.. Models.Keys];

    public static TheoryData<string, int> Cases()
    {
        var cases = new TheoryData<string, int>();
        foreach (string name in Models.Keys)
        {
            foreach (int count in Counts)
                cases.Add(name, count);
        }

        return cases;
    }

    public void Dispose() => OptimizeOptions.MaxDegreeOfParallelism = -1;

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheBitsAreThoseOfTheSum(string name, int count)
    {
        OptimizeOptions.MaxDegreeOfParallelism = 1;
        foreach (int length in Lengths)
        {
            foreach (Inputs inputs in Enum.GetValues<Inputs>())
            {
                string? difference = Difference(name, length, count, inputs);
                Assert.True(difference is null, $"length {length}, {inputs}: {difference}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void SoAreThoseOfSeveralThreads(string name, int count)
    {
        foreach (int threads in new[] { 2, 3, 16 })
        {
            OptimizeOptions.MaxDegreeOfParallelism = threads;
            Assert.Null(Difference(name, 20_011, count, Inputs.Ordinary));
        }
    }

    // (g1 + g2) + g3 is not (g3 + g2) + g1, and what is left out is missed.
    [Theory]
    [MemberData(nameof(Names))]
    public void AnotherOrderAndAnotherNumberAreSeen(string name)
    {
        Assert.NotNull(Difference(name, 1029, 3, Inputs.Ordinary, order: g => [.. g.Reverse()]));
        Assert.NotNull(Difference(name, 1029, 3, Inputs.Ordinary, order: g => g[..2]));
    }

    [Fact]
    public void OneMayBeThereTwice()
    {
        var model = new SummedBase(600);
        var other = new SummedBase(600);
        Writer.Gradients(model, [1, -0.5, 0.3]);
        Writer.Gradients(other, [2, -1, 0.6f]);
        model.Gradients.Array.AsSpan().CopyTo(other.Gradients.Array);
        for (int i = 0; i < 600; i++)
            other.Gradients.Array[i] += model.Gradients.Array[i];
        other.Gradients.Number = model.Gradients.Number + model.Gradients.Number;
        model.StepAndZeroGradients(model.Gradients, model.Gradients);
        other.StepAndZeroGradients();
        Assert.Null(Memory.Of(other).Difference(Memory.Of(model)));
        Assert.Equal(1, model.StepCount);
    }

    [Fact]
    public void GradientsAreMadeForAModel()
    {
        var model = new SummedDerived(3);
        var gradients = new SummedDerived.ParameterGradients(model);
        Assert.Equal((3, 3), (gradients.Array.Length, gradients.Doubles.Length));
        Assert.NotSame(model.Gradients.Array, gradients.Array);
    }

    [Fact]
    public void WhatDoesNotFitIsRefusedBeforeAnythingChanges()
    {
        var model = new SummedDerived(3);
        SummedDerived.ParameterGradients good = new(model), late = new(model), missing = new(model);
        late.Doubles = new double[2];
        missing.Array = null!;
        Memory before = Memory.Of(model);
        Assert.Contains(
            "gradients[1] of a step of SummedBase is null",
            Assert.Throws<ArgumentException>(() => model.Step(good, null!)).Message,
            StringComparison.Ordinal);
        Assert.Contains("no gradients to add up", Assert.Throws<ArgumentException>(() => model.Step([])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "SummedDerived.Doubles has 3 elements, but its gradient has 2",
            Assert.Throws<InvalidOperationException>(() => model.Step(good, late)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "The gradient of SummedBase.Array is null",
            Assert.Throws<InvalidOperationException>(() => model.StepAndZeroGradients(missing)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "new SummedDerived.ParameterGradients(model)",
            Assert.Throws<ArgumentException>(() => model.Step(good, new SummedBase.ParameterGradients(model))).Message,
            StringComparison.Ordinal);
        Assert.Null(before.Difference(Memory.Of(model)));
        Assert.Equal(0, model.StepCount);
        model.Step(good, good);
        Assert.Equal(1, model.StepCount);
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        foreach (int threads in new[] { 1, 2 })
        {
            OptimizeOptions.MaxDegreeOfParallelism = threads;
            var model = new SummedBase(1 << 20);
            SummedBase.ParameterGradients a = new(model), b = new(model);
            Assert.Equal(0, Allocation.Of(() => model.Step(a, b, model.Gradients)));
            Assert.Equal(0, Allocation.Of(() => model.StepAndZeroGradients(a, b)));
            Assert.NotEqual(0, Allocation.Of(() => a = new(model)));
        }
    }

    private static string? Difference(string name, int length, int count, Inputs inputs, Func<object[], object[]>? order = null)
    {
        (Summed one, Summed two) = (Models[name](length), Models[name](length));
        Summed[] donors = [.. Enumerable.Range(0, count).Select(_ => Models[name](length))];
        Writer.Parameters(one.Model, Values.Fill(1029, seed: 1, inputs));
        Writer.Parameters(two.Model, Values.Fill(1029, seed: 1, inputs));
        for (int step = 1; step <= 3; step++)
        {
            for (int d = 0; d < count; d++)
                Writer.Gradients(donors[d].Model, Values.Fill(1029, seed: 100 * step + d, inputs));
            Memory[] gradients = [.. donors.Select(d => Memory.Of(d.Model))];
            var sum = new SumWriter(gradients);
            two.Model.Visit(ref sum);
            object[] given = [.. donors.Select(d => d.Gradients())];
            bool zeroes = step == 2;
            one.Step(order?.Invoke(given) ?? given, zeroes);
            two.Model.Step();
            two.Model.ZeroGradients();
            if (Memory.Of(two.Model).Difference(Memory.Of(one.Model)) is { } difference)
                return $"step {step}: {difference}";
            for (int d = 0; d < count; d++)
            {
                Memory after = Memory.Of(donors[d].Model);
                if ((zeroes ? Cleared(after) : gradients[d].Difference(after)) is { } changed)
                    return $"step {step}, gradients {d}: {changed}";
            }
        }

        return null;
    }

    private static string? Cleared(Memory memory)
    {
        foreach ((string name, Array gradient) in memory.Arrays.Where(a => a.Key.EndsWith("/gradient", StringComparison.Ordinal)))
        {
            if (Memory.Difference(Array.CreateInstance(gradient.GetType().GetElementType()!, gradient.Length), gradient) is { } at)
                return name + at;
        }

        return null;
    }

    private static Summed Of<TModel, TGradients>(
        Func<TModel> create, Func<TModel, TGradients> gradients, Action<TModel, TGradients[]> step,
        Action<TModel, TGradients[]> stepAndZero)
        where TModel : IOptimizable
    {
        TModel model = create();
        return new(model, () => gradients(model)!, (given, zeroes) => (zeroes ? stepAndZero : step)(model, [.. given.Cast<TGradients>()]));
    }

    /// <summary>A model, its gradients, and its step over the sum of some.</summary>
    private sealed record Summed(IOptimizable Model, Func<object> Gradients, Action<object[], bool> Step);
}
