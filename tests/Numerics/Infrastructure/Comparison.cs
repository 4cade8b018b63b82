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

    /// <summary>Where a model first departs from its rule, or null.</summary>
    /// <param name="variant">The model.</param>
    /// <param name="rule">The rule for floats; the variant's own where null.</param>
    /// <param name="wideRule">The rule for doubles; the variant's own, widened, where null.</param>
    /// <param name="length">The length of its arrays.</param>
    /// <param name="inputs">What parameters and gradients are drawn from.</param>
    public static string? Difference(Variant variant, MethodInfo? rule, MethodInfo? wideRule, int length, Inputs inputs)
    {
        var shapes = new Dictionary<string, Shape> { ["Singles"] = Shape.Vector(length), ["Doubles"] = Shape.Vector(length), ["Single"] = Shape.Vector(1), ["Double"] = Shape.Vector(1) };
        return Difference(variant, rule, wideRule, variant.Create(length), shapes, inputs);
    }

    /// <summary>The same for parameters of any shape.</summary>
    public static string? Difference(Variant variant, MethodInfo? rule, MethodInfo? wideRule, IOptimizable model, IReadOnlyDictionary<string, Shape> shapes, Inputs inputs)
    {
        int length = shapes.Values.Max(s => s.Count);
        Writer.Parameters(model, Values.Fill(Math.Max(length, 1), seed: length, inputs));
        var singles = Oracle<float>.Of(rule ?? variant.Update, variant.Hyperparameters, variant.Scopes);
        var doubles = Oracle<double>.Of(wideRule ?? RuleSource.Compile(RuleSource.Widened(RuleSource.Of(variant.Rule))), variant.Hyperparameters, variant.Scopes);
        Memory expected = Memory.Of(model);
        string[] singleFields = [.. shapes.Keys.Where(name => expected.Arrays[name] is float[])], doubleFields = [.. shapes.Keys.Except(singleFields)];
        var singleStates = singleFields.ToDictionary(n => n, n => States(singles, expected, n, shapes[n]));
        var doubleStates = doubleFields.ToDictionary(n => n, n => States(doubles, expected, n, shapes[n]));

        for (int step = 1; step <= Steps; step++)
        {
            double[] gradients = Values.Fill(Math.Max(length, 1), seed: 1000 * step + length, inputs);
            model.LearningRate = 0.02 / step;
            Writer.Gradients(model, gradients);
            Memory before = Memory.Of(model);
            model.Step();

            foreach ((string name, Array[] states) in singleStates)
                singles.Step(shapes[name], (float[])expected.Arrays[name], (float[])before.Arrays[name + "/gradient"], states, step, model.LearningRate);
            foreach ((string name, Array[] states) in doubleStates)
                doubles.Step(shapes[name], (double[])expected.Arrays[name], (double[])before.Arrays[name + "/gradient"], states, step, model.LearningRate);

            Memory actual = Memory.Of(model);
            foreach (string name in before.Arrays.Keys.Where(k => k.EndsWith("/gradient", StringComparison.Ordinal)))
                expected.Arrays[name] = before.Arrays[name];
            if (expected.Difference(actual) is { } difference)
                return $"{variant.Name}, {inputs}, length {length}, step {step}: {difference}";
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

    // An array for every state of the rule. Those that the model has are the ones compared; a state that the specialised
    // rule never reads is not allocated, and what the rule writes to it here goes nowhere.
    private static Array[] States<T>(Oracle<T> oracle, Memory memory, string parameter, Shape shape)
        where T : unmanaged =>
    [
        .. oracle.States.Select((state, index) =>
        {
            string key = $"{parameter}/{Snake(state)}";
            Array initial = oracle.Scopes[index] switch
            {
                Scope.Parameter => new double[1],
                Scope.Row => new T[shape.Rows],
                Scope.Column => new T[shape.Columns],
                _ => new T[shape.Count],
            };
            for (int i = 0; i < initial.Length; i++)
                initial.SetValue(oracle.Initial(state), i);
            if (memory.Arrays.ContainsKey(key))
                memory.Arrays[key] = initial;
            return initial;
        }),
    ];
}
