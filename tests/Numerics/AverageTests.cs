using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Averages;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Transforms;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>Averages of the weights are what their papers say, and the way to them and back changes no bit.</summary>
public class AverageTests
{
    private static readonly double[] Path = [8, 3, -1, 7, 5, -6, 2, 4, 1];

    public static TheoryData<string> Names() => ["ema", "swa", "lookahead"];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheWayThereAndBackChangesNoBit(string name)
    {
        foreach (Inputs inputs in Enum.GetValues<Inputs>())
        {
            IOptimizable model = Model(name);
            Writer.Parameters(model, Values.Fill(65, 1, inputs));
            for (int step = 1; step <= 4; step++)
            {
                Writer.Gradients(model, Values.Fill(65, 1 + step, inputs));
                model.Step();
            }

            Memory before = Memory.Of(model);
            string state = before.States("Weights").Single();
            model.Evaluate();
            Memory there = Memory.Of(model);
            Assert.Null(Memory.Difference(before.Arrays["Weights/" + state], there.Arrays["Weights"]));
            Assert.NotNull(Memory.Difference(before.Arrays["Weights"], there.Arrays["Weights"]));
            model.Train();
            Assert.Null(before.Difference(Memory.Of(model)));
        }
    }

    // The average is a float, and is rounded where the weights are halves.
    [Fact]
    public void OfHalvesTheWeightsComeBackAndTheAverageIsRounded()
    {
        var model = new EmaModel();
        Writer.Parameters(model, Values.Fill(65, 1, Inputs.Ordinary));
        for (int step = 1; step <= 4; step++)
        {
            Writer.Gradients(model, Values.Fill(65, 1 + step, Inputs.Ordinary));
            model.Step();
        }

        (Half[] weights, float[] average) = ([.. model.Halves], (float[])Memory.Of(model).Arrays["Halves/ema_average"]);
        model.Evaluate();
        Assert.Equal(average.Select(a => (Half)a), model.Halves);
        model.Train();
        Assert.Equal(weights, model.Halves);
        Assert.Equal(average.Select(a => (float)(Half)a), (float[])Memory.Of(model).Arrays["Halves/ema_average"]);
    }

    [Fact]
    public void BeforeTheFirstStepBothPlacesAreOne()
    {
        foreach (string name in (string[])["ema", "swa", "lookahead"])
        {
            IOptimizable model = Model(name);
            Writer.Parameters(model, Path);
            Memory before = Memory.Of(model);
            model.Evaluate();
            Assert.Null(before.Difference(Memory.Of(model)));
            model.Train();
            Assert.Null(before.Difference(Memory.Of(model)));
        }
    }

    [Fact]
    public void TheExponentialAverageBeginsAtTheWeightsBeforeTheFirstStepAndWarmsUp()
    {
        double average = 1;
        foreach ((double weight, double seen, int step) in StepContext(new EmaModel(), 1))
        {
            average += (1 - Math.Min(0.25, (1.0 + step) / (10.0 + step))) * (weight - average);
            Assert.Equal(average, seen, 1e-12);
        }
    }

    // Start = 3, Every = 2: the weights after steps 3, 5, 7 and 9.
    [Fact]
    public void TheEqualAverageIsTheMeanOfTheWeightsThatCount()
    {
        var counted = new List<double>();
        foreach ((double weight, double seen, int step) in StepContext(new SwaModel(), 1))
        {
            if (step >= 3 && (step - 3) % 2 == 0)
                counted.Add(weight);
            Assert.Equal(counted.DefaultIfEmpty(0).Average(), seen, 1e-12);
        }

        Assert.Equal([-1, 5, 2, 1], counted);
    }

    // K = 3, Alpha = 0.25; between them the weights go where the gradients take them, from the slow ones.
    [Fact]
    public void SlowWeightsGoAWayTowardsTheFastOnesEveryKSteps()
    {
        var model = new LookaheadModel { LearningRate = 1 };
        model.Weights.AsSpan().Fill(1);
        (double fast, double slow) = (1, 1);
        for (int step = 1; step <= Path.Length; step++)
        {
            model.Gradients.Weights.AsSpan().Fill(Path[step - 1]);
            model.Step();
            fast -= Path[step - 1];
            if (step % 3 == 0)
                fast = slow += 0.25 * (fast - slow);
            Assert.Equal(fast, model.Weights[5], 1e-12);
            Assert.Equal(slow, ((double[])Memory.Of(model).Arrays["Weights/lookahead_slow"])[5], 1e-12);
        }

        Assert.NotEqual(1, slow);
    }

    // Takes the weights along the path, by gradients that lead there.
    private static IEnumerable<(double Weight, double Average, int Step)> StepContext(IOptimizable model, double start)
    {
        model.LearningRate = 1;
        Writer.Parameters(model, [start]);
        double at = start;
        for (int step = 1; step <= Path.Length; step++)
        {
            Writer.Gradients(model, [at - Path[step - 1]]);
            model.Step();
            at = Path[step - 1];
            Memory memory = Memory.Of(model);
            Assert.Equal(at, ((double[])memory.Arrays["Weights"])[5]);
            yield return (at, ((double[])memory.Arrays["Weights/" + memory.States("Weights").Single()])[5], step);
        }
    }

    private static IOptimizable Model(string name) =>
        name switch { "ema" => new EmaModelOfDoubles(), "swa" => new SwaModel(), _ => new LookaheadModel() };
}

[Optimize(Optimizer.Sgd), Average(typeof(Ema), Decay = 0.25)]
internal sealed partial class EmaModel
{
    public double[] Weights = new double[65];
    public Half[] Halves = new Half[65];
}

[Optimize(Optimizer.Sgd), Average(typeof(Ema), Decay = 0.25), Transform(typeof(ClipByValue))]
internal sealed partial class EmaModelOfDoubles
{
    public double[] Weights = new double[65];
    public float Bias;
    [Parameter(5, 3)] public partial Span<float> Owned { get; }
}

[Optimize(Optimizer.Sgd), Average(typeof(Swa), Start = 3, Every = 2)]
internal sealed partial class SwaModel
{
    public double[] Weights = new double[65];
}

[Optimize(Optimizer.Sgd), Average(typeof(Lookahead), K = 3, Alpha = 0.25)]
internal sealed partial class LookaheadModel
{
    public double[] Weights = new double[65];
}
