using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Benchmarks.Cases;
using FusedOpt.Benchmarks.Memory;
using FusedOpt.Benchmarks.Models;

namespace FusedOpt.Benchmarks.Around;

/// <summary>The features that can be around a rule, in the order of the table, and the bytes that each moves.</summary>
internal static class AroundCatalogue
{
    private static readonly Slot[] Rule = [Slot.Parameter, Slot.First, Slot.Second];

    // The sweep over the gradients before the step, and the steps.
    private static readonly Sweep Measure = new([], [Slot.Gradient]);
    private static readonly Sweep Plain = new(Rule, [Slot.Gradient]);
    private static readonly Sweep Zeroing = new([.. Rule, Slot.Gradient], []);
    private static readonly Sweep Averaging = new([.. Rule, Slot.Extra], [Slot.Gradient]);
    private static readonly Sweep AveragingAndZeroing = new([.. Rule, Slot.Extra, Slot.Gradient], []);
    private static readonly Sweep Mask = new([], [Slot.Extra]) { Stride = 32 };
    private static readonly Sweep Summing = new(Rule, [Slot.Gradient, Slot.Extra]);

    /// <summary>The cases.</summary>
    public static IEnumerable<Case> Cases =>
        from size in (int[])[16 * Size.K, Size.M, 16 * Size.M]
        from feature in Features
        select new AroundCase($"Adam, {Size.Text(size)}, {feature.Name}", size, feature);

    private static IEnumerable<Feature> Features =>
    [
        new("clip by value", new([Plain]), length => (new ClippedByValueModel(length), null), Passes.ClipByValue),
        new("clip by norm", new([Measure, Plain]), length => (new ClippedByNormModel(length), null), Passes.ClipByNorm),
        new("global norm", new([Measure, Plain]), length => (new GlobalNormModel(length), null), Passes.ClipByNorm),
        new("skip non-finite", new([Measure, Plain]), length => (new FiniteModel(length), null), Passes.SkipNonFinite)
        {
            Steps = [Gradients.Ordinary, Gradients.Infinite, Gradients.Ordinary],
        },
        new("micro-batches", new([Plain]), MicroBatches, Passes.MicroBatches),
        new("zeroing", new([Zeroing]), length => ZeroingGradients(new AdamModel(length)), Passes.Zeroing),
        new("Ema", new([Averaging]), length => (new EmaModel(length), null), Passes.Ema),
        new("Swa", new([Averaging]), length => (new SwaModel(length), null), Passes.Swa),
        new(
            "Lookahead",
            new([.. Enumerable.Repeat<Sweep[]>([Plain], LookaheadModel.K - 1), [Averaging]]),
            length => (new LookaheadModel(length), null),
            Passes.Lookahead)
        {
            Steps = [.. Referee<float>.Steps, .. Referee<float>.Steps],
        },
        new("pruned", new([Mask, Plain]), length => (new PrunedModel(length), null), Passes.Prune),
        new("sum of two", new([Summing]), Summed, Passes.Sum),
        new("schedule", new([Plain]), length => (new ScheduledModel(length), null), Passes.Schedule),
        new(
            "norm, Ema, zeroing",
            new([Measure, AveragingAndZeroing]),
            length => ZeroingGradients(new TogetherModel(length)),
            Passes.Together),
    ];

    private static (IOptimizable Model, Action<int>? Run) ZeroingGradients(IOptimizable model) => (model, steps =>
    {
        for (int i = 0; i < steps; i++)
            model.StepAndZeroGradients();
    });

    // Calls that only count are part of the step.
    private static (IOptimizable Model, Action<int>? Run) MicroBatches(int length)
    {
        var model = new MicroBatchesModel(length);
        return (model, steps =>
        {
            for (int i = 0; i < MicroBatchesModel.Count * steps; i++)
                model.Step();
        });
    }

    private static (IOptimizable Model, Action<int>? Run) Summed(int length)
    {
        var model = new SummedModel(length);
        SummedModel.ParameterGradients[] gradients = [model.Gradients, new(model)];
        Values.Gradients(1, gradients[1].Weights.AsSpan(), Gradients.Ordinary);
        return (model, steps =>
        {
            for (int i = 0; i < steps; i++)
                model.Step(gradients);
        });
    }
}
