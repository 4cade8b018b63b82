using System;
using System.Globalization;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// One bad array, wherever it stands among good ones, stops a step before it has changed anything, and is named with its
/// lengths. <see cref="BadInputTests"/> holds the wording.
/// </summary>
public class RefusalTests
{
    public static TheoryData<string, bool, bool, bool, int> Damages()
    {
        var damages = new TheoryData<string, bool, bool, bool, int>();
        foreach (string field in new[] { "First", "Middle", "Last" })
        {
            foreach (int length in new[] { -1, 0, 1, 5, 1000 })
            {
                for (int bits = 0; bits < 8; bits++)
                    damages.Add(field, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, length);
            }
        }

        return damages;
    }

    /// <param name="field">The name of the array.</param>
    /// <param name="gradient">True for the gradient's array.</param>
    /// <param name="stateful">True if the rule has state.</param>
    /// <param name="stepped">True if there were steps before.</param>
    /// <param name="length">The new length; -1 for null.</param>
    [Theory]
    [MemberData(nameof(Damages))]
    public void ABadArrayStopsTheStepBeforeAnythingChanged(string field, bool gradient, bool stateful, bool stepped, int length)
    {
        IOptimizable model = Model(stateful);
        Writer.Gradients(model, [1, -1, 2]);
        for (int step = 0; stepped && step < 3; step++)
            model.Step();
        var fields = new Fields(model);
        Memory before = Memory.Of(model);
        long steps = model.StepCount;

        Array good = fields[field, gradient]!;
        fields[field, gradient] = length < 0 ? null : fields.OfLength(field, length);
        string spoilt = fields.Text();
        string message = Assert.Throws<InvalidOperationException>(model.Step).Message;
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(model.ZeroGradients).Message);
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => Memory.Of(model)).Message);
        Assert.Contains($"{model.GetType().Name}.{field} ", message, StringComparison.Ordinal);
        if (length >= 0)
        {
            Assert.Contains($" {length.ToString(CultureInfo.InvariantCulture)}", message, StringComparison.Ordinal);
            Assert.Contains($" {good.Length.ToString(CultureInfo.InvariantCulture)}", message, StringComparison.Ordinal);
        }

        Assert.Equal(spoilt, fields.Text());
        Assert.Equal(steps, model.StepCount);

        fields[field, gradient] = good;
        Assert.Null(before.Difference(Memory.Of(model)));

        model.Step();
        Assert.NotEqual(spoilt, fields.Text());
        Assert.NotNull(before.Difference(Memory.Of(model)));
        Assert.Equal(steps + 1, model.StepCount);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnotherArrayOfTheSameLengthIsTakenAsItIs(bool gradient)
    {
        var model = new Stateless { LearningRate = 1 };
        Writer.Gradients(model, [1]);
        model.Step();
        var fields = new Fields(model);
        fields["Middle", gradient] = new[] { 100.0, 200 };
        model.Step();
        Assert.Equal(gradient ? [4 - 100, 5 - 200] : [99, 199], model.Middle!);
    }

    [Fact]
    public void UntilItsGradientIsAskedForAnArrayMayHaveAnyLength()
    {
        var model = new Stateful { Last = null };
        model.Last = [1, 2, 3, 4, 5, 6];
        Assert.Equal(6, model.Gradients.Last.Length);
        model.Step();
        Assert.Equal(1, model.StepCount);
    }

    [Theory]
    [InlineData(-0.125)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void ALearningRateThatIsRefusedIsNamedAndChangesNothing(double learningRate)
    {
        IOptimizable model = Model(stateful: true);
        model.LearningRate = 0.25;
        Writer.Gradients(model, [1, -1, 2]);
        model.Step();
        Memory before = Memory.Of(model);

        ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(() => model.LearningRate = learningRate);
        Assert.Contains(learningRate.ToString(CultureInfo.CurrentCulture), refusal.Message, StringComparison.Ordinal);
        Assert.Equal((0.25, 1L), (model.LearningRate, model.StepCount));
        Assert.Null(before.Difference(Memory.Of(model)));

        model.Step();
        Assert.NotNull(before.Difference(Memory.Of(model)));
    }

    private static IOptimizable Model(bool stateful) => stateful ? new Stateful() : new Stateless();
}
