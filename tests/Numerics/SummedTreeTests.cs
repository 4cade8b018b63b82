using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Gradients of a model and all within it, made apart from the model: they fit it, or are refused before anything has changed.
/// </summary>
[Collection(nameof(ThreadTests))]
public sealed class SummedTreeTests : IDisposable
{
    // The words of the error, and the change by which a model and gradients come not to fit.
    private static readonly Dictionary<string, Action<SummedTree, SummedTree.ParameterGradients>> Changes = new()
    {
        ["SummedTree.Leaves has 3 models, but gradients of a step are for 2."] = (m, g) => m.Leaves.Add(new(3)),
        ["SummedTree.Leaves has 1 models, but gradients of a step are for 2."] = (m, g) => m.Leaves.RemoveAt(1),
        ["gradients[1] of a step have none for SummedTree.Gaps[0], which was null"] = (m, g) => m.Gaps[0] = new(3),
        ["gradients[1] of a step have none for SummedTree.Absent, which was null"] = (m, g) => m.Absent = new(3),
        ["gradients[1] of a step do not fit SummedTree.Tied: what is one model now was two"] = (m, g) => m.Tied = new(3),
        ["gradients[1] of a step do not fit SummedTree.Tied: what is one model now was two when"] = (m, g) => m.Tied = m.Leaves[1],
        ["Gradients for a step of SummedBranch were made for another class"] = (m, g) => m.Gaps[2] = new SummedBranch(3),
        ["SummedLeaf.Rows[0] has 4 elements, but its gradient has 2"] = (m, g) => m.Leaves[1] = new(4),
        ["SummedOwned.Outside has 19 elements, but its gradient has 1"] = (m, g) => g.Owned.Outside = new float[1],
    };

    public static TheoryData<string> Messages() => [.. Changes.Keys];

    public void Dispose() => OptimizeOptions.MaxDegreeOfParallelism = -1;

    // The reference holds the sum in gradients of its own; replicas hold what is summed.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(1029)]
    [InlineData(20_011)]
    public void TheBitsAreThoseOfTheSum(int length)
    {
        foreach (int threads in new[] { 1, 2, 16 })
        {
            OptimizeOptions.MaxDegreeOfParallelism = threads;
            (SummedTree model, SummedTree reference) = (new(length), new(length));
            SummedTree.ParameterGradients[] made = [new(model), new(model), new(model)];
            for (int step = 1; step <= 3; step++)
            {
                Memory[] replicas = [.. made.Select((g, i) => Written(g, length, seed: 10 * step + i))];
                var sum = new SumWriter(replicas);
                ((IOptimizable)reference).Visit(ref sum);
                reference.Step();
                reference.ZeroGradients();
                if (step == 2)
                    model.StepAndZeroGradients(made);
                else
                    model.Step(made);
                Assert.Null(Memory.Of(reference).Difference(Memory.Of(model)));
                Assert.Equal(
                    (step, step, step), (model.StepCount, model.Leaves[0].StepCount, ((SummedBranch)model.Gaps[1]!).Pair.Second.StepCount));
                Assert.Equal(step == 2, made.All(IsZero));
            }

            // A value that one of the gradients lacks is missed.
            Written(made[0], length, seed: 1);
            model.Step(made[0], made[1]);
            reference.Step();
            Assert.NotNull(Memory.Of(reference).Difference(Memory.Of(model)));
        }
    }

    [Fact]
    public void AModelsOwnAreThoseOfItsParts()
    {
        var model = new SummedTree(3);
        SummedTree.ParameterGradients own = model.Gradients, made = new(model);
        Assert.Same(model.Owned.Gradients, own.Owned);
        Assert.Same(model.Leaves[1].Gradients, own.Leaves[1]);
        Assert.Same(((SummedBranch)model.Gaps[1]!).Pair.First.Gradients, ((SummedBranch.ParameterGradients)own.Gaps[1]!).Pair.First);
        Assert.Null(own.Gaps[0]);
        Assert.Null(own.Absent);
        Assert.Same(own.Tied, own.Leaves[0]);
        Assert.Equal((3, 2), (own.Gaps.Count, own.Leaves.Count));
        (model.Leaves[1], model.Absent) = (new(5), new(1));
        model.Leaves.Add(new(4));
        Assert.Equal((3, 5, 1), (own.Leaves.Count, own.Leaves[1].Rows[0].Length, own.Absent!.Rows[0].Length));

        Assert.NotSame(own.Owned, made.Owned);
        Assert.Same(made.Tied, made.Leaves[0]);
        Assert.NotSame(made.Tied, made.Leaves[1]);
        Assert.Equal((3, 2, null), (made.Gaps.Count, made.Leaves.Count, made.Absent));
        made.Owned.Weights[3] = 1;
        Assert.Equal((0, 1), (model.Owned.Gradients.Weights[3], made.Owned.GradientSpan[3]));
    }

    [Fact]
    public void GradientsCanBeCleared()
    {
        var model = new SummedTree(3);
        foreach (SummedTree.ParameterGradients gradients in new[] { model.Gradients, new(model) })
        {
            Write(gradients, seed: 1);
            Assert.False(IsZero(gradients));
            gradients.ZeroGradients();
            Assert.True(IsZero(gradients));
        }
    }

    [Fact]
    public void APartIsSteppedAloneAsBefore()
    {
        var model = new SummedTree(3);
        SummedLeaf part = model.Leaves[1];
        SummedLeaf.ParameterGradients a = new(part), b = new SummedTree.ParameterGradients(model).Leaves[1];
        (a.Number, b.Number, part.LearningRate) = (1, 2, 0.5);
        part.Step(a, b);
        Assert.Equal((-1.5, 1, 0), (part.Number, part.StepCount, model.StepCount));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void WhatDoesNotFitIsRefusedBeforeAnythingChanges(string message)
    {
        var model = new SummedTree(3);
        var gradients = new SummedTree.ParameterGradients(model);
        Write(gradients, seed: 1);
        model.Step(gradients);
        Changes[message](model, gradients);
        Memory before = Memory.Of(model);
        Exception refused = Assert.ThrowsAny<Exception>(() => model.StepAndZeroGradients(model.Gradients, gradients));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Null(before.Difference(Memory.Of(model)));
        Assert.Equal((1, 1, 1), (model.StepCount, model.Owned.StepCount, model.Gaps[1]!.StepCount));

        // The model's own fit whatever it is.
        if (gradients.Owned.Outside.Length > 1)
            model.Step(model.Gradients);
    }

    [Fact]
    public void AModelThatHoldsItselfHasNoGradients()
    {
        var node = new SummedNode();
        node.Next = new() { Next = node };
        Assert.Contains(
            "SummedNode.Next is a model that it is itself a part of: a cycle",
            Assert.Throws<InvalidOperationException>(() => new SummedNode.ParameterGradients(node)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "a cycle", Assert.Throws<InvalidOperationException>(node.Gradients.ZeroGradients).Message, StringComparison.Ordinal);
        node.Next.Next = new();
        Assert.Equal(0, new SummedNode.ParameterGradients(node).Next!.Next!.Weight);
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        foreach (int threads in new[] { 1, 2 })
        {
            OptimizeOptions.MaxDegreeOfParallelism = threads;
            var model = new SummedClipped(100_003);
            SummedClipped.ParameterGradients a = new(model), b = new(model);
            Assert.Equal(0, Allocation.Of(() => model.Step(a, b, model.Gradients)));
            Assert.Equal(0, Allocation.Of(() => model.StepAndZeroGradients(a, b)));
            long skipped = model.SkippedSteps;
            Assert.Equal(0, Allocation.Of(() =>
            {
                a.Single = float.NaN;
                model.StepAndZeroGradients(a, b);
            }));
            Assert.NotEqual(skipped, model.SkippedSteps);
            Assert.NotEqual(0, Allocation.Of(() => a = new(model)));
        }
    }

    // A replica of the model whose own gradients are the same.
    private static Memory Written(SummedTree.ParameterGradients gradients, int length, int seed)
    {
        var replica = new SummedTree(length);
        Write(gradients, seed);
        Write(replica.Gradients, seed);
        return Memory.Of(replica);
    }

    private static void Write(SummedTree.ParameterGradients gradients, int seed)
    {
        double[] values = Values.Fill(1029, seed, Inputs.Ordinary);
        int next = 0;
        Each(gradients, _ => values[next++ % values.Length]);
    }

    private static bool IsZero(SummedTree.ParameterGradients gradients)
    {
        bool isZero = true;
        Each(gradients, x =>
        {
            isZero &= x == 0;
            return x;
        });
        return isZero;
    }

    // Every number in them, under the name that a user writes.
    private static void Each(SummedTree.ParameterGradients gradients, Func<double, double> become)
    {
        Each(gradients.Array, become);
        foreach (SummedOwned.ParameterGradients owned in new[] { gradients.Owned, gradients._hidden! })
        {
            (owned.Scale, owned.Slow) = ((float)become(owned.Scale), (float)become(owned.Slow));
            Each(owned.Weights, become);
            Each(owned.Bias, become);
            Each(owned.Outside, become);
        }

        foreach (SummedLeaf.ParameterGradients? leaf in gradients.Gaps.Concat(gradients.Leaves))
        {
            if (leaf is not null)
                Each(leaf, become);
        }
    }

    private static void Each(SummedLeaf.ParameterGradients gradients, Func<double, double> become)
    {
        gradients.Number = become(gradients.Number);
        foreach (float[] row in gradients.Rows)
            Each(row, become);
        if (gradients is SummedBranch.ParameterGradients branch)
        {
            Each(branch.More, become);
            Each(branch.Pair.First, become);
            Each(branch.Pair.Second, become);
        }
    }

    private static void Each(Span<float> values, Func<double, double> become)
    {
        foreach (ref float x in values)
            x = (float)become(x);
    }
}
