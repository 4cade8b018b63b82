using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Safety;

/// <summary>A manager that refuses its memory, at whichever call, leaves a model as it was.</summary>
[Collection(nameof(HalfAStepTests))]
[CollectionDefinition(nameof(HalfAStepTests), DisableParallelization = true)]
public sealed class HalfAStepTests : IDisposable
{
    private static readonly Dictionary<string, Func<Lender<float>, IOptimizable>> s_models = new()
    {
        [nameof(Plain)] = lender => new Plain { Lent = lender.Memory },
        ["gradient"] = lender => With(new Plain(), m => m.Gradients.Lent = lender.Memory),
        ["table"] = lender => With(new Kinds { Table = lender.Memory[..12] }, m => m.Gradients.Table.Add(2, [1, 2, 3])),
        [nameof(Measured)] = lender => new Measured { Lent = lender.Memory },
        [nameof(Guarded)] = lender => new Guarded { Last = lender.Memory },
        ["guarded gradient"] = lender => With(new Guarded(), m => m.Gradients.Last = lender.Memory),
        [nameof(Summed)] = lender => new Summed { Lent = lender.Memory },
        [nameof(Averaged)] = lender => new Averaged { Last = lender.Memory },
        [nameof(Derived)] = lender => new Derived { Last = lender.Memory },
        ["derived gradient"] = lender => With(new Derived(), m => m.Gradients.Last = lender.Memory),
        [nameof(Outer)] = lender => With(new Outer(), m => m.Head!.Lent = lender.Memory),
        ["two that overlap in their manager"] = lender => With(
            new Outer(), m => (m.Layers[0].Lent, m.Layers[1].Lent) = (lender.Memory[..4], lender.Memory[4..8])),
        [nameof(Large)] = lender => new Large { Lent = lender.Memory },
    };

    private static readonly Dictionary<string, Action<IOptimizable>> s_calls = new()
    {
        [nameof(IOptimizable.Step)] = m => m.Step(),
        [nameof(IOptimizable.StepAndZeroGradients)] = m => m.StepAndZeroGradients(),
        [nameof(IOptimizable.ZeroGradients)] = m => m.ZeroGradients(),
        [nameof(IOptimizable.Evaluate)] = m => m.Evaluate(),
        [nameof(IOptimizable.Train)] = m => m.Train(),
    };

    public static TheoryData<string, string, bool> Cases()
    {
        var cases = new TheoryData<string, string, bool>();
        foreach (string model in s_models.Keys)
        {
            foreach (string call in s_calls.Keys.Where(c => model == nameof(Averaged) || c.EndsWith('p') || c.EndsWith('s')))
            {
                cases.Add(model, call, false);

                // Before the first step an average is where its parameters are: these calls would change nothing.
                if (call is not (nameof(IOptimizable.Evaluate) or nameof(IOptimizable.Train)))
                    cases.Add(model, call, true);
            }
        }

        return cases;
    }

    public void Dispose() => OptimizeOptions.MaxDegreeOfParallelism = -1;

    [Theory]
    [MemberData(nameof(Cases))]
    public void NothingHasChanged(string name, string call, bool isFirst)
    {
        OptimizeOptions.MaxDegreeOfParallelism = 4;
        foreach ((bool isShort, bool isOnce) in new[] { (false, false), (false, true), (true, true) })
        {
            for (int refused = 1; ; refused++)
            {
                var lender = new Lender<float>(Length(name));
                IOptimizable model = s_models[name](lender);
                if (model is not Kinds)
                    Snapshot.Write(model, 2, 0.5);
                for (int i = 0; !isFirst && i < 3; i++)
                    model.Step();
                if (call == nameof(IOptimizable.Train))
                    model.Evaluate();
                Snapshot before = Snapshot.Of(model);
                (long steps, bool isTraining, double rate) = (model.StepCount, model.IsTraining, model.LearningRate);
                model.LearningRate = 0.125;

                lender.Restart();
                (lender.IsShort, lender.FirstRefused, lender.LastRefused) = (isShort, refused, isOnce ? refused : int.MaxValue);
                Exception? refusal = Record.Exception(() => s_calls[call](model));
                bool wasRefused = lender.Calls >= refused;
                lender.FirstRefused = 0;
                Assert.Equal(wasRefused, refusal is ObjectDisposedException or ArgumentOutOfRangeException);
                Assert.False(lender.HasBeenAskedElsewhere);
                if (!wasRefused)
                {
                    Assert.True(refused > 1);
                    Assert.NotEqual("", before.Difference(Snapshot.Of(model)));
                    break;
                }

                Assert.Equal("", before.Difference(Snapshot.Of(model)));
                Assert.Equal((steps, isTraining), (model.StepCount, model.IsTraining));
                if (model is Outer outer)
                    Assert.All(outer.Layers, layer => Assert.Equal(isFirst ? new Inner().LearningRate : rate, layer.LearningRate));
                if (model is Guarded guarded)
                    Assert.Equal(0, guarded.SkippedSteps);

                s_calls[call](model);
                Assert.NotEqual("", before.Difference(Snapshot.Of(model)));
            }
        }
    }

    [Fact]
    public void GuardsAreAsTheyWere()
    {
        for (int refused = 1; ; refused++)
        {
            var lender = new Lender<float>(4);
            var model = new Guarded();
            model.Gradients.Last = lender.Memory;
            model.Step();
            lender.Memory.Span[0] = float.NaN;
            model.Gradients.First[0] = 1;
            double norm = model.GradientNorm;
            lender.Restart();
            (lender.FirstRefused, lender.LastRefused) = (refused, refused);
            Exception? refusal = Record.Exception(model.StepAndZeroGradients);
            if (refusal is null)
            {
                Assert.Equal((1, 0f), (model.SkippedSteps, model.Gradients.First[0]));
                break;
            }

            Assert.Equal((0L, norm, 1f), (model.SkippedSteps, model.GradientNorm, model.Gradients.First[0]));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EachOfSeveralGradients(bool clears)
    {
        for (int refused = 1; ; refused++)
        {
            Lender<float> first = new(4), second = new(4);
            Lender<Half> halves = new(4);
            var model = new Summed { Halves = halves.Memory };
            Snapshot.Write(model, 2, 0.5);
            var other = new Summed.ParameterGradients(model) { Lent = second.Memory };
            model.Gradients.Lent = first.Memory;
            (first.Memory.Span[1], second.Memory.Span[2]) = (1, 2);
            model.Step(model.Gradients, other);
            Snapshot before = Snapshot.Of(model);
            second.Restart();
            second.FirstRefused = refused;
            Exception? refusal = Record.Exception(() => Step(model, other, clears));
            second.FirstRefused = 0;
            if (refusal is null)
            {
                Assert.True(refused > 1);
                Assert.Equal(clears ? 0 : 2, second.Memory.Span[2]);
                break;
            }

            Assert.IsType<ObjectDisposedException>(refusal);
            Assert.Equal("", before.Difference(Snapshot.Of(model)));
            Assert.Equal((1, 2f), (model.StepCount, second.Memory.Span[2]));
        }
    }

    [Fact]
    public void AStructure()
    {
        for (int refused = 1; ; refused++)
        {
            var lender = new Lender<float>(2);
            var model = new Bare { First = [1, 2], Lent = lender.Memory };
            model.Gradients.First[0] = 1;
            lender.Restart();
            (lender.FirstRefused, lender.LastRefused) = (refused, refused);
            try
            {
                model.Step();
            }
            catch (ObjectDisposedException)
            {
                Assert.Equal((1f, 0L), (model.First[0], model.StepCount));
                continue;
            }

            Assert.True(refused > 1);
            Assert.Equal((0.5f, 1L), (model.First[0], model.StepCount));
            break;
        }
    }

    [Fact]
    public void BitsAreThoseOfArraysAndEachManagerIsAskedOnce()
    {
        var lender = new Lender<float>(8);
        var lent = new Outer();
        (lent.Layers[0].Lent, lent.Layers[1].Gradients.Lent) = (lender.Memory[1..5], lender.Memory[4..]);
        Assert.Throws<InvalidOperationException>(lent.Step);
        lent.Layers[1].Gradients.Lent = lender.Memory[5..];
        Assert.Throws<InvalidOperationException>(lent.Step);
        lender = new(8);
        (lent.Layers[0].Lent, lent.Layers[1].Gradients.Lent) = (lender.Memory[..4], lender.Memory[4..]);
        var owned = new Outer();
        for (int i = 0; i < 3; i++)
        {
            foreach (Outer model in new[] { lent, owned })
            {
                for (int k = 0; k < 4; k++)
                {
                    model.Layers[0].Gradients.Lent.Span[k] = 1 + k;
                    model.Layers[1].Gradients.Lent.Span[k] = i + k;
                }
            }

            lender.Restart();
            lent.Step();
            owned.Step();
            if (i > 0)
                Assert.Equal(2, lender.Calls);
            Assert.Equal("", Snapshot.Of(lent).Difference(Snapshot.Of(owned)));
        }

        Assert.NotEqual(0, lent.Layers[0].Lent.Span[2]);
        Assert.Equal(0, Allocation.Of(lent.Step));
        Assert.NotEqual(0, Allocation.Of(() => Snapshot.Of(lent)));
    }

    [Fact]
    public void ManyManagers()
    {
        Lender<float>[] lenders = [.. Enumerable.Range(0, 2000).Select(_ => new Lender<float>(2))];
        var model = new Jagged { Rows = [.. lenders.Select(l => l.Memory)] };
        model.Gradients.Rows[^1].Span.Fill(1);
        model.Step();
        lenders[^1].Restart();
        lenders[^1].FirstRefused = 1;
        model.Gradients.Rows[0].Span.Fill(1);
        Assert.Throws<ObjectDisposedException>(model.Step);
        lenders[^1].FirstRefused = 0;
        Assert.Equal((0f, -1f), (model.Rows[0].Span[0], model.Rows[^1].Span[1]));
    }

    [Fact]
    public void AScheduleThatFailsLeavesTheModelsWithinAsTheyWere()
    {
        var model = new Scheduled { Inner = new() { LearningRate = 0.75 } };
        model.Inner.Gradients.Weights[0] = 1;
        model.Rate = new Failing { Rate = 0.5 };
        model.Last = null!;
        Assert.Throws<InvalidOperationException>(model.Step);
        Assert.Equal((0L, 0.75, 0L, 0f), (model.StepCount, model.Inner.LearningRate, model.Inner.StepCount, model.Inner.Weights[0]));
        model.Last = new() { Rate = new Failing { Rate = double.NaN } };
        Assert.Throws<InvalidOperationException>(model.Step);
        Assert.Equal((0L, 0.75, 0L, 0f), (model.StepCount, model.Inner.LearningRate, model.Inner.StepCount, model.Inner.Weights[0]));
        model.Last.Rate = new Failing { Rate = -1 };
        Assert.Throws<TimeoutException>(model.Step);
        Assert.Equal((0L, 0.75, 0L, 0f), (model.StepCount, model.Inner.LearningRate, model.Inner.StepCount, model.Inner.Weights[0]));
        model.Last.Rate = new Failing { Rate = 0.25 };
        model.Step();
        Assert.Equal((1L, 0.5, 1L, -0.5f), (model.StepCount, model.Inner.LearningRate, model.Inner.StepCount, model.Inner.Weights[0]));
    }

    private static int Length(string name) =>
        name == nameof(Large) ? 1 << 17 : name == "table" ? 12 : name.StartsWith("two", StringComparison.Ordinal) ? 8 : 4;

    private static T With<T>(T model, Action<T> change)
    {
        change(model);
        return model;
    }

    private static void Step(Summed model, Summed.ParameterGradients other, bool clears)
    {
        if (clears)
            model.StepAndZeroGradients(model.Gradients, other);
        else
            model.Step(model.Gradients, other);
    }
}

[Optimize(Optimizer.Sgd, LearningRate = 1)]
internal sealed partial class Jagged
{
    public Memory<float>[] Rows = [];
}

[Optimize(Optimizer.Sgd), Schedule(nameof(Rate))]
internal sealed partial class Scheduled
{
    public Failing Rate;
    public Inner Inner = new();
    public ScheduledLast Last = new();
}

[Optimize(Optimizer.Sgd), Schedule(nameof(Rate))]
internal sealed partial class ScheduledLast
{
    public Failing Rate;
    public float Weight;
}

/// <summary>Fails at a rate below 0, and gives any other.</summary>
internal struct Failing : global::FusedOpt.Schedules.ISchedule
{
    public double Rate;

    public readonly double GetLearningRate(long step) => Rate < 0 ? throw new TimeoutException() : Rate;
}
