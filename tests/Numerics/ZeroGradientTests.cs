using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary><c>StepAndZeroGradients</c> is <c>Step</c> and then <c>ZeroGradients</c>, bit for bit.</summary>
public class ZeroGradientTests
{
    private static readonly Dictionary<string, Func<IOptimizable>> Models = Variant.All
        .SelectMany(
            v => new[] { 0, 1, 17, 65, 1029 }.Select(length => ($"{v.Name} {length}", (Func<IOptimizable>)(() => v.Create(length)))))
        .Concat(
        [
            (nameof(ElementKinds), () => new ElementKinds(65)),
            (nameof(LineKinds), () => new LineKinds(65)),
            (nameof(AdafactorMatrices), () => new AdafactorMatrices(16, 33)),
            (nameof(OwnedSingles), () => new OwnedSingles()),
            (nameof(OwnedDoubles), () => new OwnedDoubles()),
            (nameof(OwnedLines), () => new OwnedLines()),
            (nameof(Stack), () => new Stack().Sharing()),
            (nameof(Derived), () => new Derived()),
            (nameof(Affine), () => default(Affine)),
            (nameof(Holder), () => new Holder()),
            (nameof(Copied), () => new Copied(13)),
            (nameof(Ungraded), () => new Ungraded()),
            (nameof(Measured), () => new Measured()),
            (nameof(ClippedLambAveraged), () => new ClippedLambAveraged(33)),
            (nameof(SoftenedAdamWSwa), () => new SoftenedAdamWSwa(33)),
            (nameof(AdaptiveRAdamLookahead), () => new AdaptiveRAdamLookahead(1029)),
        ]).ToDictionary(m => m.Item1, m => m.Item2);

    public static TheoryData<string> Names() => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void OnePassHasTheBitsOfTwo(string name)
    {
        foreach (Inputs inputs in Enum.GetValues<Inputs>())
        {
            string? difference = Difference(name, inputs, model => model.StepAndZeroGradients());
            Assert.True(difference is null, $"{inputs}: {difference}");
        }
    }

    [Theory]
    [InlineData("AdamPlain 17")]
    [InlineData(nameof(LineKinds))]
    [InlineData(nameof(Ungraded))]
    [InlineData(nameof(Measured))]
    public void AStepAloneIsSeen(string name) => Assert.NotNull(Difference(name, Inputs.Ordinary, model => model.Step()));

    [Theory]
    [InlineData("AdamPlain 17")]
    [InlineData(nameof(LineKinds))]
    public void NothingButZeroingIsSeen(string name) => Assert.NotNull(Difference(name, Inputs.Ordinary, model => model.ZeroGradients()));

    [Fact]
    public void WhatLiesBetweenGradientsIsClearedToo()
    {
        var model = new OwnedLines();
        model.GradientSpan.Fill(1);
        model.Step();
        Assert.DoesNotContain(0f, model.GradientSpan.ToArray());
        model.StepAndZeroGradients();
        Assert.All(model.GradientSpan.ToArray(), g => Assert.Equal(0, BitConverter.SingleToInt32Bits(g)));
    }

    [Fact]
    public void ARefusedStepLeavesTheGradients()
    {
        var model = new AdamPlain(3);
        model.Gradients.Singles.AsSpan().Fill(1);
        model.Gradients.Doubles = new double[2];
        Assert.Throws<InvalidOperationException>(model.StepAndZeroGradients);
        Assert.Equal([1f, 1f, 1f], model.Gradients.Singles);
    }

    private static string? Difference(string name, Inputs inputs, Action<IOptimizable> step)
    {
        (IOptimizable one, IOptimizable two) = (Models[name](), Models[name]());
        Writer.Parameters(one, Values.Fill(1029, seed: 1, inputs));
        Writer.Parameters(two, Values.Fill(1029, seed: 1, inputs));
        for (int i = 1; i <= 3; i++)
        {
            Writer.Gradients(one, Values.Fill(1029, seed: 1 + i, inputs));
            Writer.Gradients(two, Values.Fill(1029, seed: 1 + i, inputs));
            step(one);
            two.Step();
            two.ZeroGradients();
            if (Memory.Of(two).Difference(Memory.Of(one)) is { } difference)
                return $"step {i}: {difference}";
        }

        return null;
    }
}
