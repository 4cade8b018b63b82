using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;
using ScheduleFree = FusedOpt.Rules.ScheduleFreeAdamWRule;

namespace FusedOpt.Numerics.Tests;

/// <summary>A rule that evaluates parameters elsewhere than it takes their gradients gives its models the way there and back.</summary>
public class ModeTests
{
    private const int Length = 65;

    [Fact]
    public void TheWayThereAndBackHasTheBitsOfTheRule()
    {
        ScheduleFreePlain model = Trained();
        (float[] singles, float[] z) = ((float[])model.Singles.Clone(), (float[])Memory.Of(model).Arrays["Singles/z"]);
        float single = model.Single, singleZ = ((float[])Memory.Of(model).Arrays["Single/z"])[0];

        model.Evaluate();
        for (int i = 0; i < Length; i++)
            ScheduleFree.Evaluate(ref singles[i], z[i], model.StepCount, 0.9);
        ScheduleFree.Evaluate(ref single, singleZ, model.StepCount, 0.9);
        Assert.Null(Memory.Difference(singles, model.Singles));
        Assert.Equal(single, model.Single);

        model.Train();
        for (int i = 0; i < Length; i++)
            ScheduleFree.Train(ref singles[i], z[i], model.StepCount, 0.9);
        Assert.Null(Memory.Difference(singles, model.Singles));
        Assert.NotNull(Memory.Difference(z, model.Singles));
    }

    // The average follows from the other two; here it is kept.
    [Fact]
    public void EvaluationIsAtTheAverageOfTheIterates()
    {
        var model = new ScheduleFreePlain(Length) { LearningRate = 0.01 };
        Writer.Parameters(model, Values.Fill(Length, 1, hostile: false));
        double[] average = new double[Length];
        for (int step = 1; step <= 9; step++)
        {
            Writer.Gradients(model, Values.Fill(Length, 1 + step, hostile: false));
            model.Step();
            double[] z = (double[])Memory.Of(model).Arrays["Doubles/z"];
            average = [.. average.Zip(z, (a, b) => a + ((b - a) / step))];
        }

        double Error() => model.Doubles.Zip(average, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(Error() > 1e-4);
        model.Evaluate();
        Assert.InRange(Error(), 0, 1e-14);
    }

    [Fact]
    public void OnceThereItStays()
    {
        ScheduleFreePlain model = Trained();
        Assert.True(model.IsTraining);
        model.Train();
        float[] training = [.. model.Singles];
        model.Evaluate();
        float[] evaluated = [.. model.Singles];
        Assert.False(model.IsTraining);
        model.Evaluate();
        Assert.Equal(evaluated, model.Singles);
        model.Train();
        Assert.True(model.IsTraining);
        Assert.NotEqual(evaluated, training);
        Assert.All(training.Zip(model.Singles), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
    }

    [Fact]
    public void BeforeTheFirstStepBothPlacesAreOne()
    {
        var model = new ScheduleFreePlain(3) { Singles = [1, 2, 3] };
        model.Evaluate();
        Assert.Equal([1f, 2f, 3f], model.Singles);
        model.Train();
        Assert.Equal([1f, 2f, 3f], model.Singles);
    }

    [Fact]
    public void AStepInEvaluationIsRefusedAndChangesNothing()
    {
        ScheduleFreePlain model = Trained();
        model.Evaluate();
        Memory before = Memory.Of(model);
        Assert.Equal(
            "ScheduleFreePlain is to be evaluated: its parameters are not where gradients are taken. Call Train() before Step().",
            Assert.Throws<InvalidOperationException>(model.Step).Message);
        Assert.Null(before.Difference(Memory.Of(model)));
        Assert.Equal(9, model.StepCount);
        model.Train();
        model.Step();
        Assert.Equal(10, model.StepCount);
    }

    private static ScheduleFreePlain Trained()
    {
        var model = new ScheduleFreePlain(Length) { LearningRate = 0.01 };
        Writer.Parameters(model, Values.Fill(Length, 1, hostile: false));
        for (int step = 1; step <= 9; step++)
        {
            Writer.Gradients(model, Values.Fill(Length, 1 + step, hostile: false));
            model.Step();
        }

        return model;
    }
}
