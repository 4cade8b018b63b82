using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>Runs a generated step and a rule side by side.</summary>
internal static class Comparison
{
    public const int Steps = 9;

    /// <summary>Describes the first difference between a model and its rule; null if none.</summary>
    /// <param name="variant">The model.</param>
    /// <param name="rule">The rule for floats; null for the variant's own.</param>
    /// <param name="wideRule">The rule for doubles; null for the variant's own, widened.</param>
    /// <param name="length">The length of its arrays.</param>
    /// <param name="inputs">The values from which parameters and gradients are drawn.</param>
    public static string? Difference(Variant variant, MethodInfo? rule, MethodInfo? wideRule, int length, Inputs inputs)
    {
        var shapes = new Dictionary<string, ParameterShape>
        {
            ["Singles"] = ParameterShape.Vector(length),
            ["Doubles"] = ParameterShape.Vector(length),
            ["Single"] = ParameterShape.Vector(1),
            ["Double"] = ParameterShape.Vector(1),
        };
        return Difference(variant, rule, wideRule, variant.Create(length), shapes, inputs);
    }

    /// <summary>Describes the first difference for parameters of any shape; null if none.</summary>
    public static string? Difference(
        Variant variant,
        MethodInfo? rule,
        MethodInfo? wideRule,
        IOptimizable model,
        IReadOnlyDictionary<string, ParameterShape> shapes,
        Inputs inputs) =>
        Difference(
            variant.Name,
            model,
            shapes.ToDictionary(s => s.Key, s => new Stepped(variant, s.Value, rule, wideRule, () => model.LearningRate)),
            inputs);

    /// <summary>Describes the first difference for any model, each of whose parameters is stepped in its own way; null if none.</summary>
    public static string? Difference(string title, IOptimizable model, IReadOnlyDictionary<string, Stepped> parameters, Inputs inputs)
    {
        int length = Math.Max(parameters.Values.Max(p => p.Shape.Count), 1);
        Writer.Parameters(model, Values.Fill(length, seed: length, inputs));
        Memory expected = Memory.Of(model);
        Track[] tracks = [.. parameters.Select(p => Track.Of(p.Key, p.Value, expected))];
        for (int step = 1; step <= Steps; step++)
        {
            model.LearningRate = 0.02 / step;
            Writer.Gradients(model, Values.Fill(length, seed: (1000 * step) + length, inputs));
            Memory before = Memory.Of(model);
            model.Step();
            foreach (Track track in tracks)
                track.Step(expected, before, step);

            Memory actual = Memory.Of(model);
            foreach (string name in before.Arrays.Keys.Where(k => k.EndsWith("/gradient", StringComparison.Ordinal)))
                expected.Arrays[name] = before.Arrays[name];
            if (expected.Difference(actual) is { } difference)
                return $"{title}, {inputs}, length {length}, step {step}: {difference}";
        }

        return null;
    }

    /// <summary><c>expAvgSq</c> becomes <c>exp_avg_sq</c>.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
            text.Append(char.IsUpper(c) ? "_" + char.ToLowerInvariant(c) : c);
        return text.ToString();
    }
}
