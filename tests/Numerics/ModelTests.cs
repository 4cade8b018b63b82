using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>The behaviour of a model around its steps, whatever its rule.</summary>
public class ModelTests
{
    [Theory]
    [MemberData(nameof(BitEqualityTests.Variants), MemberType = typeof(BitEqualityTests))]
    public void NothingIsAllocatedAfterTheFirstStep(string name)
    {
        IOptimizable model = Variant.Named(name).Create(1000);
        Assert.Equal(0, Allocation.Of(model.Step));
        Assert.Equal(0, Allocation.Of(() => model.LearningRate = 0.5));
        Assert.Equal(0, Allocation.Of(model.ZeroGradients));
        Assert.NotEqual(0, Allocation.Of(() => Memory.Of(model)));
    }

    [Fact]
    public void StateHasItsInitialValueBeforeTheFirstStep()
    {
        Memory memory = Memory.Of(new AdagradDecay(2));
        Assert.Equal([0.1f, 0.1f], (float[])memory.Arrays["Singles/sum"]);
        Assert.Equal([0.1], (double[])memory.Arrays["Double/sum"]);
        Assert.Equal([0], (double[])Memory.Of(new AdagradPlain(2)).Arrays["Double/sum"]);
    }

    [Fact]
    public void ZeroGradientsSetsGradientsToZeroAndNothingElse()
    {
        var model = new AdamPlain(33);
        Writer.Parameters(model, Values.Fill(33, 1, Inputs.Ordinary));
        Writer.Gradients(model, Values.Fill(33, 2, Inputs.Ordinary));
        model.Step();
        Memory expected = Memory.Of(model);
        model.ZeroGradients();
        Assert.StartsWith("Singles/gradient", expected.Difference(Memory.Of(model)), StringComparison.Ordinal);
        foreach (string gradient in expected.Arrays.Keys.Where(k => k.EndsWith("/gradient", StringComparison.Ordinal)))
            Array.Clear(expected.Arrays[gradient]);
        Assert.Null(expected.Difference(Memory.Of(model)));
        Assert.Equal(1, model.StepCount);
    }
}
