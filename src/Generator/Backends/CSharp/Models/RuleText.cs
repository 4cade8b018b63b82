using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>
/// Writes the rule of a class, the stages and all settings that a step depends on as one text: checkpoints hold the text, and compare it.
/// </summary>
/// <remarks>The learning rate is no part of the text, since it may change at any time.</remarks>
internal static class RuleText
{
    /// <summary>Returns the text: <c>AdamW(beta1 = 0.9, ...) + Ema(decay = 0.999, warmup = true); Bias: weightDecay = 0</c>.</summary>
    public static string Write(LoweredModel model) =>
        string.Join("; ", Parameters(model).Concat(Options(model.Target)).Prepend(Programs(model)));

    private static string Programs(LoweredModel model) => string.Join(" + ", model.Composed.Programs.Select((program, i) =>
    {
        EquatableArray<long> values = model.Composed.ValuesOf(i, model.ClassValues);
        IEnumerable<string> settings = program.Hyperparameters
            .Select((h, n) => new Setting(h, values[n]))
            .Where(s => !s.Hyperparameter.IsLearningRate)
            .Select(s => s.Text);
        return Call(program.Name, settings);
    }));

    // The settings of parameters that differ from those of the class. A sparse gradient leaves rows untouched that a dense one would step,
    // and pruning takes weights of one parameter in place of those of another: training would go on differently.
    private static IEnumerable<string> Parameters(LoweredModel model)
    {
        foreach (ModelParameter p in model.Parameters)
        {
            double scale = p.Specialisation.LearningRateScale;
            string[] own =
            [
                .. p.Specialisation.Difference.Select(s => s.Text),
                .. scale == 1 ? Array.Empty<string>() : [$"learningRateScale = {Literals.Decimal(scale)}"],
                .. p.Field.IsSparse ? ["sparseGradient = true"] : Array.Empty<string>(),
                .. model.Target.Prune is not null && p.Field is { IsWide: true, IsPruned: false }
                    ? ["keepDense = true"]
                    : Array.Empty<string>(),
            ];
            if (own.Length > 0)
                yield return $"{p.Field.Key ?? p.Field.Name}: {string.Join(", ", own)}";
        }
    }

    private static IEnumerable<string> Options(TargetModel target)
    {
        foreach (SubmodelField submodel in target.Submodels.Where(s => s.LearningRateScale != 1 && !double.IsNaN(s.LearningRateScale)))
            yield return $"{submodel.Key ?? submodel.Name}: learningRateScale = {Literals.Decimal(submodel.LearningRateScale)}";
        if (target.State.Precision == StatePrecision.BFloat16)
            yield return FormattableString.Invariant($"State(seed = {target.State.Seed})");
        if (target.NoiseSeed != 0)
            yield return FormattableString.Invariant($"Noise(seed = {target.NoiseSeed})");
        if (target.Guard is { IsActive: true } guard)
            yield return Call("Guard", Settings(guard));
        if (target.Prune is { } prune)
        {
            string steps = FormattableString.Invariant($"begin = {prune.Begin}, end = {prune.End}, every = {prune.Every}");
            yield return $"Prune(sparsity = {Literals.Decimal(prune.Sparsity)}, {steps}, scope = {prune.Scope})";
        }

        if (target.Schedule is { } schedule)
            yield return $"Schedule({schedule})";
        if (target.FastMath)
            yield return "FastMath";
    }

    // The largest norm may be set at any time.
    private static IEnumerable<string> Settings(GuardModel guard)
    {
        if (guard.Clips)
            yield return "norm = " + (guard.IsLargest ? "Infinity" : "Euclidean");
        if (guard.Skips)
            yield return "skipNonFinite = true";
        if (guard.Scales)
            yield return FormattableString.Invariant($"growthInterval = {guard.GrowthInterval}");
        if (guard.Waits)
            yield return FormattableString.Invariant($"microBatches = {guard.MicroBatches}");
    }

    private static string Call(string name, IEnumerable<string> settings)
    {
        string list = string.Join(", ", settings);
        return list.Length == 0 ? name : $"{name}({list})";
    }
}
