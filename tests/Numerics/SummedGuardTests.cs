using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// The guard of a step over several gradients looks at their sum, as if that had been made, measured and scaled in passes of their own.
/// </summary>
[Collection(nameof(ThreadTests))]
public sealed class SummedGuardTests : IDisposable
{
    private const int GradientPiece = 65_536;

    public void Dispose() => OptimizeOptions.MaxDegreeOfParallelism = -1;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(513)]
    [InlineData(4097)]
    [InlineData(2 * GradientPiece + 3)]
    public void ClippingIsAFactorOnTheSum(int length)
    {
        foreach (int threads in new[] { 1, 2, 16 })
        {
            OptimizeOptions.MaxDegreeOfParallelism = threads;
            var guarded = new SummedClipped(length);
            var plain = new SummedUnclipped(length);
            Writer.Parameters(guarded, Values.Fill(1029, seed: 1, Inputs.Ordinary));
            Writer.Parameters(plain, Values.Fill(1029, seed: 1, Inputs.Ordinary));
            for (int step = 1; step <= 2; step++)
            {
                SummedClipped[] replicas = Replicas(length, 3, 10 * step);
                double norm = Sum(length, replicas, plain, clips: true);
                guarded.Step([.. replicas.Select(r => r.Gradients)]);
                plain.Step();
                Assert.Equal(norm, guarded.GradientNorm);
                Assert.Null(States(plain).Difference(States(guarded)));
            }

            // A factor of 1 would be seen.
            SummedClipped[] others = Replicas(length, 3, 30);
            Sum(length, others, plain, clips: false);
            guarded.Step([.. others.Select(r => r.Gradients)]);
            plain.Step();
            Assert.NotNull(States(plain).Difference(States(guarded)));
        }
    }

    [Theory]
    [InlineData(float.MaxValue, float.MaxValue, true)]
    [InlineData(float.NaN, 1, true)]
    [InlineData(float.PositiveInfinity, 1, true)]
    [InlineData(float.MaxValue, -float.MaxValue, false)]
    public void ASumThatIsNotFiniteIsSkipped(float first, float second, bool isSkipped)
    {
        foreach (bool zeroes in new[] { false, true })
        {
            var model = new SummedClipped(600);
            SummedClipped.ParameterGradients a = new(model), b = new(model);
            model.Gradients.Single = a.Single = 1;
            (a.Leaves[1].Rows[0][0], b.Leaves[1].Rows[0][0]) = (first, second);
            b.Owned.Bias[7] = 3;
            Memory before = Memory.Of(model);
            if (zeroes)
                model.StepAndZeroGradients(a, b);
            else
                model.Step(a, b);
            Assert.Equal((isSkipped ? 1 : 0, isSkipped ? 0 : 1), ((int)model.SkippedSteps, (int)model.Leaves[1].StepCount));
            Assert.Equal(isSkipped, before.Difference(Memory.Of(model)) is null);

            // The gradients that the model holds itself have no part in the step.
            Assert.Equal(
                zeroes ? (1f, 0f, 0f, 0f) : (1f, 1f, 3f, second),
                (model.Gradients.Single, a.Single, b.Owned.Bias[7], b.Leaves[1].Rows[0][0]));
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 3)]
    [InlineData(17, 1)]
    [InlineData(4097, 3)]
    [InlineData(GradientPiece + 3, 1)]
    [InlineData(GradientPiece + 3, 3)]
    public void WhatIsPrunedOfATreeCountsAsZero(int length, int threads)
    {
        OptimizeOptions.MaxDegreeOfParallelism = threads;
        var summed = new SummedPrunedClipped(length);
        var plain = new UnsummedPrunedClipped(length);
        Writer.Parameters(summed, Values.Fill(1029, seed: 1, Inputs.Ordinary));
        Writer.Parameters(plain, Values.Fill(1029, seed: 1, Inputs.Ordinary));
        for (int step = 1; step <= 4; step++)
        {
            SummedPrunedClipped[] replicas = [.. Enumerable.Range(0, 3).Select(_ => new SummedPrunedClipped(length))];
            foreach ((int i, SummedPrunedClipped replica) in replicas.Index())
                Writer.Gradients(replica, Values.Fill(1029, (10 * step) + i, Inputs.Ordinary));

            // After step 2 there are pruned ones: NaN in one of the gradients there, here and within, is nothing.
            if (step > 2)
            {
                int pruned = Array.IndexOf(summed.Parts[0].Halves[0], Half.Zero);
                replicas[2].Gradients.Parts[0].Halves[0][pruned] = Half.NaN;
                pruned = Array.IndexOf([.. summed.Grids[1].Cast<double>()], 0.0);
                replicas[1].Gradients.Grids[1][pruned / 5, pruned % 5] = double.NaN;
            }

            var sum = new SumWriter([.. replicas.Select(r => Memory.Of(r))]);
            ((IOptimizable)plain).Visit(ref sum);
            summed.Step([.. replicas.Select(r => r.Gradients)]);

            // The last step sees another gradient.
            if (step == 4)
                plain.Gradients.Vector[0]++;
            plain.Step();
            Assert.True(double.IsFinite(summed.GradientNorm));
            Assert.Equal(step < 4, plain.GradientNorm.Equals(summed.GradientNorm));
            Assert.Equal(step < 4, States(plain).Difference(States(summed)) is null);
        }
    }

    [Fact]
    public void MicroBatchesAreKeptUntilTheStep()
    {
        var model = new SummedBatches(601) { LearningRate = 1 };
        SummedBatches.ParameterGradients a = new(model), b = new(model);
        (a.Weights[600], b.Weights[600], a.Halves[3], b.Halves[3]) = (2, 4, (Half)1, (Half)3);
        model.StepAndZeroGradients(a, b);
        Assert.Equal((1, 0, 2f, 4f), (model.MicroBatch, model.StepCount, a.Weights[600], b.Weights[600]));
        model.StepAndZeroGradients(a, b);

        // The sum 6 over a loss scale of 8 and two batches, which is not clipped.
        const double Norm = 6.0 / 16;
        Assert.Equal((0, 1, 0f, 0f), (model.MicroBatch, model.StepCount, a.Weights[600], b.Weights[600]));
        Assert.Equal((Norm, -(float)Norm, (Half)(-0.25)), (model.GradientNorm, model.Weights[600], model.Halves[3]));

        a.Halves[600] = b.Halves[600] = Half.MaxValue;
        model.StepAndZeroGradients(a, b);
        Assert.Equal((0, 1, Half.MaxValue), (model.SkippedSteps, model.MicroBatch, a.Halves[600]));
        model.StepAndZeroGradients(a, b);
        Assert.Equal((1, 0, Half.Zero, 4.0), (model.SkippedSteps, model.MicroBatch, a.Halves[600], model.LossScale));
    }

    private static SummedClipped[] Replicas(int length, int count, int seed) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var replica = new SummedClipped(length);
            Writer.Gradients(replica, Values.Fill(1029, seed + i, Inputs.Ordinary));
            return replica;
        }),
    ];

    // Writes the sum of gradients, scaled where it is to be clipped, and returns its norm.
    private static double Sum(int length, SummedClipped[] replicas, SummedUnclipped to, bool clips)
    {
        var sum = new SummedClipped(length);
        var adding = new SumWriter([.. replicas.Select(r => Memory.Of(r))]);
        ((IOptimizable)sum).Visit(ref adding);
        Memory sums = Memory.Of(sum);
        double norm = Norm(sum, sums);
        var scaling = new ScaleWriter(sums, clips ? Math.Min(0.5 / (norm + 1e-6), 1) : 1);
        ((IOptimizable)to).Visit(ref scaling);
        return norm;
    }

    // Computed as GradientMeasure documents it: a model's fields, the memory of its partial properties, then the submodels.
    private static double Norm(SummedClipped model, Memory memory)
    {
        IEnumerable<Array> gradients = memory.Arrays
            .Where(a => a.Key.EndsWith("/gradient", StringComparison.Ordinal) && !a.Key.StartsWith("Owned.", StringComparison.Ordinal))
                .Select(a => a.Value)
            .Append(model.Owned.Gradients.Outside).Append(model.Owned.GradientSpan.ToArray());
        IEnumerable<double[]> pieces = gradients.SelectMany(
            g => g.Cast<object>().Select(x => Convert.ToDouble(x, null)).Chunk(GradientPiece));
        return Math.Sqrt(BlockSum.Of([.. pieces.Select(piece => BlockSum.Of([.. piece.Select(x => x * x)]))]));
    }

    private static Memory States(IOptimizable model)
    {
        var states = new Memory();
        foreach ((string name, Array values) in Memory.Of(model).Arrays.Where(a => !a.Key.EndsWith("/gradient", StringComparison.Ordinal)))
            states.Arrays.Add(name, values);
        return states;
    }

    private sealed class ScaleWriter(Memory gradients, double scale) : IParameterVisitor
    {
        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
            for (int i = 0; i < gradient.Length; i++)
            {
                object value = gradients.Arrays[name + "/gradient"].GetValue(i)!;
                gradient[i] = (T)(value is float x ? x * (float)scale : (object)((double)value * scale));
            }
        }

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }
    }
}
