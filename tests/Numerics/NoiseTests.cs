using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// A step that draws random numbers has the bits of the rule and its stages, called on one element after the other with the
/// <see cref="Noise"/> of that element; in parameters of every kind, in every vector width.
/// </summary>
public class NoiseTests
{
    private static readonly Dictionary<string, Func<int, IOptimizable>> Models = new()
    {
        [nameof(NoisyKinds)] = length => new NoisyKinds(length),
        [nameof(NoisyLines)] = length => new NoisyLines(length),
        [nameof(NoisyRule)] = length => new NoisyRule(length),
        [nameof(NoisyNarrow)] = length => new NoisyNarrow(length),
        [nameof(NoisyStack)] = _ => new NoisyStack(),
        [nameof(NoisyDerived)] = _ => new NoisyDerived(),
    };

    public NoiseTests() => VectorWidth.AssertDemanded();

    public static TheoryData<string> Names() => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepHasTheBitsOfItsParts(string model)
    {
        foreach (int length in model is nameof(NoisyStack)
            or nameof(NoisyDerived) ? [33] : new[] { 0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 4097 })
        {
            foreach (Inputs inputs in Enum.GetValues<Inputs>())
            {
                string? difference = Whole.Difference(Models[model](length), inputs);
                Assert.True(difference is null, difference);
            }
        }
    }

    [Theory]
    [InlineData(nameof(NoisyKinds), "noise.Normal()", "noise.Normal(1)")]
    [InlineData(nameof(NoisyKinds), "noise.Normal()", "noise.Skip(1).Normal()")]
    [InlineData(nameof(NoisyKinds), "Math.Pow(step, gamma)", "Math.Pow(step + 1, gamma)")]
    [InlineData(nameof(NoisyLines), "noise.Normal(5)", "noise.Uniform(5)")]
    [InlineData(nameof(NoisyLines), "noise.Uniform(2)", "noise.Uniform(3)")]
    [InlineData(nameof(NoisyRule), "noise.Uniform(255)", "(1 - noise.Uniform(255))")]
    [InlineData(nameof(NoisyRule), "gradient > 0f ? noise.Normal()", "gradient >= 1f ? noise.Normal()")]
    [InlineData(nameof(NoisyStack), "noise.Normal()", "(float)(1.000001 * noise.Normal())")]
    public void AnotherDrawIsSeen(string model, string original, string mutated)
    {
        bool isFound = false;
        Assert.NotNull(Whole.Difference(Models[model](33), Inputs.Ordinary, text =>
        {
            isFound |= text.Contains(original, StringComparison.Ordinal);
            return text.Replace(original, mutated, StringComparison.Ordinal);
        }));
        Assert.True(isFound);
    }

    // Numbers written down by hand, for each kind of place that a parameter has.
    [Fact]
    public void APlaceIsWhatTheDocumentationSays()
    {
        Assert.Equal(new Place(0, 0, 0), PlaceOf(new NoisyKinds(3), "Singles"));
        Assert.Equal(new Place(0, 4, 0), PlaceOf(new NoisyKinds(3), "Single"));
        Assert.Equal([2, 0], PlaceOf(new NoisyKinds(3), "Nested[2][0]").Arrays);
        Assert.Equal(8, PlaceOf(new NoisyKinds(3), "Nested[2][0]").Parameter);

        // Spans from multiples of 16 on, single values after them; what has another learning rate comes behind.
        Assert.Equal(new Place(0, 16, 0), PlaceOf(new NoisyKinds(3), "Owned"));
        Assert.Equal(new Place(0, 16, 32), PlaceOf(new NoisyKinds(3), "OwnedWide"));
        Assert.Equal(new Place(0, 16, 632), PlaceOf(new NoisyKinds(3), "OwnedNumber"));
        Assert.Equal(new Place(0, 16, 633), PlaceOf(new NoisyKinds(3), "OwnedOther"));
        Assert.Equal(new Place(0, 16, 640), PlaceOf(new NoisyKinds(3), "OwnedSlow"));

        // Parameters of the base class are numbered apart; submodels are numbered as a step comes to them.
        Assert.Equal(new Place(0, 1, 0), PlaceOf(new NoisyDerived(), "Bias"));
        Assert.Equal(new Place(0, 65536, 0), PlaceOf(new NoisyDerived(), "More"));
        Assert.Equal(new Place(1, 0, 0), PlaceOf(new NoisyDerived(), "Parts[0].Weights"));
        Assert.Equal(new Place(2, 1, 0), PlaceOf(new NoisyDerived(), "Parts[1].Bias"));
        Assert.Equal(new Place(1, 0, 0), PlaceOf(new NoisyStack(), "First.Weights"));
        Assert.Equal(new Place(2, 65536, 0), PlaceOf(new NoisyStack(), "Layers[0].More"));
        Assert.Equal(new Place(4, 0, 0), PlaceOf(new NoisyStack(), "Layers[0].Parts[1].Weights"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(33)]
    public void TheElementsOfATableAreThoseOfTheTable(int columns)
    {
        Assert.Null(SparseDifference(columns, rule => rule));
        Assert.NotNull(
            SparseDifference(columns, rule => rule.Replace("noise.Normal()", "noise.Skip(1).Normal()", StringComparison.Ordinal)));
    }

    [Fact]
    public void AStepOverASumOfGradientsDrawsOnce()
    {
        foreach (int length in new[] { 1, 17, 1029 })
        {
            var (summed, plain) = (new NoisySummed(length), new NoisySummed(length));
            double[] numbers = [1, -0.5, 0.25, -2];
            var other = new NoisySummed.ParameterGradients(summed);
            for (int step = 0; step < 3; step++)
            {
                Writer.Gradients(summed, numbers);
                Writer.Gradients(plain, [.. numbers.Select(x => 2 * x)]);
                summed.Gradients.Singles.CopyTo(other.Singles, 0);
                summed.Gradients.Halves.CopyTo(other.Halves, 0);
                other.Single = summed.Gradients.Single;
                summed.Step(summed.Gradients, other);
                plain.Step();
                Writer.Gradients(plain, numbers);
                Assert.Null(Memory.Of(plain).Difference(Memory.Of(summed)));
            }

            plain.Step();
            Assert.NotNull(Memory.Of(plain).Difference(Memory.Of(summed)));
        }
    }

    // One step from weights that are larger than the noise: half of them are pruned, and the others are those of the class that prunes
    // nothing.
    [Fact]
    public void WhatIsNotPrunedHasTheSameNoise()
    {
        var (pruned, whole) = (new NoisyPruned(700), new NoisyUnpruned(700));
        Writer.Parameters(pruned, [100, -200, 300, -400]);
        Writer.Parameters(whole, [100, -200, 300, -400]);
        pruned.Step();
        whole.Step();
        Assert.Equal(0.5, pruned.Sparsity);
        (float Pruned, float Whole)[] pairs =
            [
                .. pruned.Matrix.Cast<float>().Zip(whole.Matrix.Cast<float>()),
                .. pruned.Rows.SelectMany(r => r).Zip(whole.Rows.SelectMany(r => r)),
            ];
        Assert.All(pairs, p => Assert.True(p.Pruned == 0 || p.Pruned == p.Whole));
        Assert.Equal(pairs.Length / 2, pairs.Count(p => p.Pruned == p.Whole));
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        var model = new NoisyKinds(4097);
        model.Step();
        Assert.Equal(0, Allocation.Of(model.Step));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    public void ADrawThatThereIsNotIsRefused(int draw)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Noise(0, 1).Normal(draw));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Noise(0, 1).Uniform(draw));
    }

    private static Place PlaceOf(IOptimizable model, string path) => Whole.PlaceOf(model, path);

    private static string? SparseDifference(int columns, Func<string, string> change) =>
        Touches.Difference(new NoisySparse(50, columns), 50, columns, [2, 11, 0, 30], Inputs.Ordinary, change);
}
