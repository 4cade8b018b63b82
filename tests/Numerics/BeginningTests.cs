using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.Schedules;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// State that begins at the learning rate begins at the one that its parameter has in the first step, whoever set it and whatever looked at
/// the state before.
/// </summary>
public class BeginningTests
{
    // The factor of a parameter on the rate of its class; 1 for all others. The rate in the attributes is 0.01.
    private static readonly Dictionary<string, double> Scales = new()
    {
        ["Slow"] = 0.25, ["SlowRows[0]"] = 0.25, ["Fast"] = 8, ["OwnedSlow"] = 0.25, ["Most"] = 4, ["Flat"] = 0.25,
    };

    private static readonly string[] Begun = ["each", "row", "column", "whole"];

    private static readonly Func<IOptimizable>[] Models =
    [
        () =>
            new BeginningKinds(70), () =>
                new BeginningKinds(1 << 17), () =>
                    new BeginningDerived(33), () => new BeginningTables(), () => new BeginningGuarded(), () => new BeginningAveraged(),
    ];

    public static TheoryData<int, string> Cases()
    {
        var cases = new TheoryData<int, string>();
        for (int model = 0; model < Models.Length; model++)
        {
            foreach (string before in new[] { "nothing", "ZeroGradients", "Visit", "Evaluate and Train", "another rate and Visit" })
                cases.Add(model, before);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ItBeginsAtTheRateOfTheFirstStep(int number, string before)
    {
        IOptimizable model = Models[number]();
        Look(model, before);
        model.LearningRate = 0.375;
        Writer.Gradients(model, [1, -1]);
        model.Step();
        Memory stepped = Memory.Of(model);
        Assert.Null(Difference(stepped, 0.375, Scales));
        Assert.NotNull(Difference(stepped, 0.01, Scales));
        Assert.NotNull(Difference(stepped, 0.375, []) ?? (Scales.Keys.Any(stepped.Arrays.ContainsKey) ? null : "no scale"));

        // The step size is a state like any other from then on.
        model.LearningRate = 0.75;
        model.Step();
        Assert.Null(Difference(Memory.Of(model), 0.375, Scales));
    }

    [Fact]
    public void EveryElementMovesByIt()
    {
        var model = new BeginningKinds(1 << 17) { LearningRate = 0.375 };
        Array.Fill(model.Gradients.Weights, 1f);
        Array.Fill(model.Gradients.Slow, 1f);
        model.Step();
        Assert.All(model.Weights, w => Assert.Equal(-4 * 0.375f, w));
        Assert.All(model.Slow, w => Assert.Equal(-0.375f, w));
    }

    [Fact]
    public void BeforeTheFirstStepItIsShownAtTheRateThatIsSet()
    {
        var model = new BeginningKinds(5);
        Assert.Null(Difference(Memory.Of(model), 0.01, Scales));
        model.LearningRate = 0.375;
        Assert.Null(Difference(Memory.Of(model), 0.375, Scales));
        model.LearningRate = 0;
        Assert.Null(Difference(Memory.Of(model), 0, Scales));
        Assert.Equal(0, model.StepCount);
    }

    [Fact]
    public void WhatHasBeenWrittenStays()
    {
        foreach (string state in new[] { "each", "sum" })
        {
            var model = new BeginningKinds(5);
            model.StateSpan<float>("Weights", state)[2] = 3;
            model.LearningRate = 0.375;
            Writer.Gradients(model, [0]);
            model.Step();
            Assert.Equal(3, model.StateSpan<float>("Weights", state)[2]);
            Assert.Equal(0.01f, model.StateSpan<float>("Weights", "each")[1]);
        }
    }

    [Fact]
    public void AStepThatIsNotTakenBeginsNothing()
    {
        var model = new BeginningKinds(5) { LearningRate = 0.75 };
        float[] gradient = model.Gradients.Weights;
        model.Gradients.Weights = new float[4];
        Assert.Throws<InvalidOperationException>(model.Step);
        model.Gradients.Weights = gradient;
        model.LearningRate = 0.375;
        model.Step();
        Assert.Null(Difference(Memory.Of(model), 0.375, Scales));

        var guarded = new BeginningGuarded { LearningRate = 0.75 };
        guarded.Gradients.Weights[1] = float.NaN;
        guarded.Step();
        Assert.Equal((0, 1), (guarded.StepCount, guarded.SkippedSteps));
        guarded.Gradients.Weights[1] = 1;
        guarded.LearningRate = 0.375;
        guarded.Step();
        Assert.Equal(-0.375f, guarded.Weights[1]);
    }

    [Fact]
    public void AStructureBeginsLikeAClass()
    {
        var model = default(BeginningStructure);
        model.ZeroGradients();
        model.LearningRate = 0.375;
        model.Gradients.Number = 1;
        model.Gradients.Wide = 1;
        model.Step();
        Assert.Equal((-0.375f, -1.5), (model.Number, model.Wide));
    }

    [Fact]
    public void ASchedulesFirstRateCounts()
    {
        var model = new BeginningScheduled();
        Look(model, "Visit");
        model.Gradients.Weights[0] = model.Gradients.Slow = 1;
        model.Step();
        Assert.Equal((0f, 0f), (model.Weights[0], model.Slow));

        model = new BeginningScheduled { Rate = new Constant(0.375) };
        Look(model, "ZeroGradients");
        model.Rate = new Constant(1.5);
        model.Gradients.Weights[0] = model.Gradients.Slow = 1;
        model.Step();
        Assert.Equal((-1.5f, -0.375f), (model.Weights[0], model.Slow));
    }

    [Fact]
    public void ModelsWithinBeginAtTheRateThatIsHandedDown()
    {
        foreach (string before in new[] { "nothing", "ZeroGradients", "Visit" })
        {
            var model = new BeginningOuter();
            Look(model, before);
            model.LearningRate = 0.75;
            foreach (float[] gradient in new[] { model.Inner, model.Several[0], model.Several[1] }
                .Select(m => m.Gradients.Weights)
                .Append(model.Scheduled.Gradients.Weights))
                gradient[1] = 1;
            model.Step();
            float[][] weights = [model.Inner.Weights, model.Several[0].Weights, model.Several[1].Weights, model.Scheduled.Weights];
        Assert.Equal([-0.75f, -0.375f, -0.375f, -0.125f], weights.Select(w => w[1]));
        }

        // A model that comes later begins later.
        var late = new BeginningOuter();
        late.Step();
        late.LearningRate = 0.25;
        late.Inner = new();
        late.Inner.Gradients.Weights[1] = 1;
        late.Step();
        Assert.Equal(-0.25f, late.Inner.Weights[1]);
    }

    // 0.375 and 1.5 are bfloat16s, and the largest of a block is its scale.
    [Fact]
    public void NarrowStateBeginsAlike()
    {
        foreach (string before in new[] { "nothing", "ZeroGradients", "Visit", "another rate and Visit" })
        {
            var half = new BeginningBFloat16(5000);
            Look(half, before);
            half.LearningRate = 0.375;
            half.Step();
            Memory halves = Memory.Of(half);
            foreach ((string name, float rate) in new[]
                { ("Weights", 0.375f), ("Rows[0]", 0.375f), ("Rows[1]", 0.375f), ("Fast", 1.5f), ("Owned", 0.375f) })
                Assert.All(
                    (ushort[])halves.Arrays[name + "/each"],
                    bits => Assert.Equal((ushort)(BitConverter.SingleToUInt32Bits(rate) >> 16), bits));
            Assert.Equal(0.375f, ((float[])halves.Arrays["Number/each"])[0]);

            var block = new BeginningBlock8(5000);
            Look(block, before);
            block.LearningRate = 0.375;
            block.Step();
            Memory blocks = Memory.Of(block);
            foreach ((string name, float rate) in new[] { ("Weights", 0.375f), ("Rows[0]", 0.375f), ("Fast", 1.5f), ("Owned", 0.375f) })
            {
                Assert.All((byte[])blocks.Arrays[name + "/each"], code => Assert.Equal(255, code));
                Assert.All((float[])blocks.Arrays[name + "/each.scale"], scale => Assert.Equal(rate, scale));
            }

            Assert.All((float[])blocks.Arrays["Rows[1]/each"], value => Assert.Equal(0.375f, value));
        }
    }

    [Fact]
    public void NarrowStateThatHasBeenWrittenStays()
    {
        var half = new BeginningBFloat16(5000);
        half.StateSpan<ushort>("Weights", "sum")[4999] = 0x3F80;
        half.LearningRate = 0.375;
        half.Step();
        Assert.NotEqual(0x3EC0, half.StateSpan<ushort>("Weights", "each")[0]);
        var block = new BeginningBlock8(5000);
        block.StateSpan<byte>("Weights", "each")[4999] = 3;
        block.LearningRate = 0.375;
        block.Step();
        Assert.Equal(3, block.StateSpan<byte>("Weights", "each")[4999]);
        Assert.Equal(0.01f, block.StateSpan<float>("Weights", "each.scale")[0]);
    }

    [Fact]
    public void WhatIsPrunedBeginsAnewAtTheRateOfTheStep()
    {
        var model = new BeginningPruned { LearningRate = 0.375 };
        model.Step();
        Assert.Equal([0.09375f, 0.09375f, 0.09375f, 0.09375f], model.StateSpan<float>("Weights", "each").ToArray());
        model.LearningRate = 0.75;
        model.Step();
        Assert.Equal([0.1875f, 0.1875f, 0.09375f, 0.09375f], model.StateSpan<float>("Weights", "each").ToArray());
    }

    [Fact]
    public void ARateOutOfTheRulesRangeIsRefusedInTheRulesWords()
    {
        var model = new BeginningInner { LearningRate = 1.5 };
        foreach ((double rate, string text) in new[] { (2, "2"), (-1, "-1"), (double.NaN, "NaN"), (double.PositiveInfinity, "Infinity") })
        {
            string message = Assert.Throws<ArgumentOutOfRangeException>(() => model.LearningRate = rate).Message;
            Assert.StartsWith($"A rate of 2 diverges: {text}. It must be in [0, 2).", message, StringComparison.Ordinal);
        }

        Assert.Equal(1.5, model.LearningRate);
        var scheduled = new BeginningScheduled { Rate = new Constant(2) };
        Assert.Equal(
            "BeginningScheduled.Rate gives the learning rate 2 for step 0. A rate of 2 diverges: 2. It must be in [0, 2).",
            Assert.Throws<InvalidOperationException>(scheduled.Step).Message);
        Assert.Equal(0, scheduled.StepCount);
    }

    private static void Look(IOptimizable model, string how)
    {
        switch (how)
        {
            case "ZeroGradients":
                model.ZeroGradients();
                break;
            case "Visit":
                Memory.Of(model);
                break;
            case "Evaluate and Train":
                model.Evaluate();
                model.Train();
                break;
            case "another rate and Visit":
                model.LearningRate = 0.625;
                Memory.Of(model);
                break;
        }
    }

    // The first state that does not stand at the rate of its parameter.
    private static string? Difference(Memory memory, double rate, Dictionary<string, double> scales)
    {
        var states = memory.Arrays.Where(a => Begun.Contains(a.Key.Split('/')[^1])).ToArray();
        Assert.NotEmpty(states);
        foreach ((string key, Array values) in states)
        {
            double expected = scales.GetValueOrDefault(key.Split('/')[0], 1) * rate;
            if (!values.Cast<object>().All(v => v is float single ? single == (float)expected : v is double wide && wide == expected))
                return key;
        }

        return null;
    }
}
