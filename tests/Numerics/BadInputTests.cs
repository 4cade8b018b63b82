using System;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>Bad input is refused in these words, before anything has changed. <see cref="RefusalTests"/> tries every array.</summary>
public class BadInputTests
{
    [Fact]
    public void ANullArrayIsNamedWhereItsGradientIsAskedFor()
    {
        var model = new TwoArrays { Last = null };
        Assert.Equal(
            "TwoArrays.Last is null. Assign it before the model is used.",
            Assert.Throws<InvalidOperationException>(() => model.Gradients).Message);
        Assert.Throws<InvalidOperationException>(model.Step);
        Assert.Equal(0, model.StepCount);
        model.Last = [1];
        model.Step();
        Assert.Equal(1, model.StepCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnArrayThatBecameNullIsNamed(bool stepped) => AssertRefused(
        stepped, m => m.Last = null, (m, last) => m.Last = last,
        "TwoArrays.Last is null. Assign it before the model is used.");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnArrayOfAnotherLengthIsNamed(bool stepped) => AssertRefused(
        stepped, m => m.Last = [1, 2, 3], (m, last) => m.Last = last,
        "TwoArrays.Last has 3 elements, but its gradient has 2. The length of a parameter cannot change; build a new model instead.");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AGradientOfAnotherLengthIsNamed(bool stepped) => AssertRefused(
        stepped, m => m.Gradients.Last = [1], (m, _) => m.Gradients.Last = [1, -1],
        "TwoArrays.Last has 2 elements, but its gradient has 1. The length of a parameter cannot change; build a new model instead.");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AGradientThatBecameNullIsNamed(bool stepped) => AssertRefused(
        stepped, m => m.Gradients.Last = null!, (m, _) => m.Gradients.Last = [1, -1],
        "The gradient of TwoArrays.Last is null. Assign an array of the parameter's shape to it, or leave the one it had.");

    [Fact]
    public void AMatrixOfAnotherShapeIsNamed()
    {
        var model = new AdafactorMatrices(2, 3);
        model.Step();
        float[,] singles = model.Singles;
        model.Singles = new float[3, 2];
        Assert.Equal(
            "AdafactorMatrices.Singles is 3 x 2, but its gradient is 2 x 3. The shape of a parameter cannot change; build a new model "
                + "instead.",
            Assert.Throws<InvalidOperationException>(model.Step).Message);
        model.Gradients.Singles = new float[3, 2];
        Assert.Equal(
            "AdafactorMatrices.Singles has 3 rows, but its optimizer state has 2. The length of a parameter cannot change; build a new "
                + "model instead.",
            Assert.Throws<InvalidOperationException>(model.Step).Message);
        (model.Singles, model.Gradients.Singles) = (singles, null!);
        Assert.Equal(
            "The gradient of AdafactorMatrices.Singles is null. Assign an array of the parameter's shape to it, or leave the one it had.",
            Assert.Throws<InvalidOperationException>(model.Step).Message);
        model.Gradients.Singles = new float[2, 3];
        (model.Shaped, model.Gradients.Shaped) = (new float[64], new float[64]);
        Assert.Equal(
            "AdafactorMatrices.Shaped has 64 elements, but its attribute says 7 x 9. Give it as many elements, or change the attribute.",
            Assert.Throws<InvalidOperationException>(model.Step).Message);
        Assert.Equal(1, model.StepCount);
        (model.Shaped, model.Gradients.Shaped) = (new float[63], new float[63]);
        model.Step();
        Assert.Equal(2, model.StepCount);
    }

    [Fact]
    public void AnArrayAndItsGradientOfAnotherLengthDoNotFitTheState() => AssertRefused(
        stepped: true,
        m => (m.Last, m.Gradients.Last) = ([1, 2, 3], [1, 2, 3]),
        (m, last) => (m.Last, m.Gradients.Last) = (last, [1, -1]),
        "TwoArrays.Last has 3 elements, but its optimizer state has 2. The length of a parameter cannot change; build a new model "
            + "instead.");

    [Theory]
    [InlineData(-1e-300)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void ALearningRateOutOfRangeIsRefused(double learningRate)
    {
        var model = new TwoArrays { LearningRate = 0.25 };
        ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(() => model.LearningRate = learningRate);
        Assert.Equal(learningRate, refusal.ActualValue);
        Assert.StartsWith("Invalid learning rate: ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0.25, model.LearningRate);
        model.LearningRate = 0;
        Assert.Equal(0, model.LearningRate);
    }

    // The last array is bad: whatever is before it must not have been stepped either.
    private static void AssertRefused(bool stepped, Action<TwoArrays> spoil, Action<TwoArrays, double[]> mend, string message)
    {
        var model = new TwoArrays();
        Writer.Gradients(model, [1, -1]);
        if (stepped)
            model.Step();
        Memory before = Memory.Of(model);
        double[] last = model.Last!;

        spoil(model);
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(model.Step).Message);
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(model.ZeroGradients).Message);

        mend(model, last);
        Assert.Equal(stepped ? 1 : 0, model.StepCount);
        Assert.Null(before.Difference(Memory.Of(model)));
        model.Step();
        Assert.NotNull(before.Difference(Memory.Of(model)));
    }
}
