using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>
/// Gradients for rows of tables, given to a model and, by itself, to the rule: what a step over sparse gradients must be equal to.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="seed">The seed of rows and gradients.</param>
internal sealed class Touches(IOptimizable model, int seed, Inputs inputs)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, Array> _sums = [];

    /// <summary>Steps a model with tables of singles, doubles and halves, and the rule beside it: what differs, or null.</summary>
    /// <param name="model">The model.</param>
    /// <param name="height">The number of rows of each table.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="rows">The number of rows that each step touches.</param>
    /// <param name="inputs">The kind of numbers of parameters and gradients.</param>
    /// <param name="change">A change to the rule's text.</param>
    public static string? Difference(IOptimizable model, int height, int columns, int[] rows, Inputs inputs, Func<string, string>? change)
    {
        Writer.Parameters(model, Values.Fill(height * columns, seed: columns, inputs));
        Memory expected = Memory.Of(model);
        var touches = new Touches(model, seed: columns, inputs);
        for (int step = 1; step <= rows.Length; step++)
        {
            model.LearningRate = 0.02 / step;
            touches.Touch<float>("Singles", rows[step - 1]);
            touches.Touch<double>("Doubles", rows[step - 1]);
            touches.Touch<Half>("Halves", rows[step - 1]);
            model.Step();
            touches.Step<float>("Singles", expected, step, change);
            touches.Step<double>("Doubles", expected, step, change);
            touches.Step<Half>("Halves", expected, step, change);
            if (expected.Difference(Memory.Of(model)) is { } difference)
                return $"{model.GetType().Name}, {columns} columns, {inputs}, step {step}: {difference}";
            model.ZeroGradients();
            touches.Clear();
        }

        return null;
    }

    /// <summary>The gradient of a table.</summary>
    public static RowGradients<T> Of<T>(IOptimizable model, string table)
        where T : unmanaged, INumberBase<T>
    {
        object gradients = model.GetType()
            .GetProperty("Gradients", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)!
            .GetValue(model)!;
        return (RowGradients<T>)gradients.GetType()
            .GetField(table, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!
            .GetValue(gradients)!;
    }

    /// <summary>Touches rows of a table, some of them several times, in each of the ways there are.</summary>
    public void Touch<T>(string table, int rows)
        where T : unmanaged, INumberBase<T>
    {
        RowGradients<T> gradient = Of<T>(model, table);
        for (int turn = 0; turn < 3; turn++)
        {
            int[] touched = [.. Enumerable.Range(0, rows).Select(_ => _random.Next(gradient.Height))];
            T[] values = [.. Values.Fill(rows * gradient.Columns, _random.Next(), inputs).Select(T.CreateTruncating)];
            for (int i = 0; i < rows; i++)
                Sum(table, touched[i], values.AsSpan(i * gradient.Columns, gradient.Columns));
            if (turn == 0)
            {
                gradient.Add(touched, values);
                continue;
            }

            for (int i = 0; i < rows; i++)
            {
                ReadOnlySpan<T> value = values.AsSpan(i * gradient.Columns, gradient.Columns);
                if (turn == 1)
                {
                    gradient.Add(touched[i], value);
                    continue;
                }

                Span<T> sum = gradient[touched[i]];
                for (int c = 0; c < sum.Length; c++)
                    sum[c] += value[c];
            }
        }
    }

    /// <summary>A step of the rule over the touched rows of a table.</summary>
    public void Step<T>(string table, Memory expected, int step, Func<string, string>? change = null)
        where T : unmanaged, INumberBase<T>
    {
        FieldOrProperty member = new(model.GetType(), table);
        Variant variant = Variant.Of(member.Info.DeclaringType!, member.Info);
        string text = RuleSource.Of(variant.Rule);
        text = change?.Invoke(text) ?? text;
        double rate = model.LearningRate * member.Scale;
        var place = Place.Of(model, table, name => new FieldOrProperty(model.GetType(), name).Info);
        Noise NoiseOf(int element) => place.NoiseOf(variant.NoiseSeed, step, 0).Skip(element);
        if (typeof(T) == typeof(double))
            Step<T, double>(
                table,
                expected,
                Oracle<double>.Of(RuleSource.Compile(RuleSource.Widened(text)), variant.Hyperparameters, variant.Scopes),
                step,
                rate,
                NoiseOf);
        else
            Step<T, float>(
                table, expected, Oracle<float>.Of(RuleSource.Compile(text), variant.Hyperparameters, variant.Scopes), step, rate, NoiseOf);
        expected.Arrays[table + "/gradient"] = Gradient<T>(table);
    }

    private void Step<T, TWide>(
        string table, Memory expected, Oracle<TWide> oracle, int step, double learningRate, Func<int, Noise> noiseOf)
        where T : unmanaged, INumberBase<T>
        where TWide : unmanaged, INumberBase<TWide>
    {
        int columns = Of<T>(model, table).Columns;
        var parameter = (T[])expected.Arrays[table];
        foreach ((int row, T[] sum) in Sums<T>(table))
        {
            TWide[] values = [.. parameter.Skip(row * columns).Take(columns).Select(TWide.CreateTruncating)];

            // A state that the specialised rule never reads is not there, and what the rule writes to it goes nowhere.
            TWide[]?[] all =
            [
                .. oracle.States.Select(
                    s => expected.Arrays.TryGetValue($"{table}/{Comparison.Snake(s)}", out Array? state) ? (TWide[])state : null),
            ];
            TWide[][] states = [.. all.Select(s => s is null ? new TWide[columns] : s[(row * columns)..((row + 1) * columns)])];
            oracle.Step(
                ParameterShape.Vector(columns), values, [.. sum.Select(TWide.CreateTruncating)], states, step, learningRate,
                noiseOf(row * columns));
            values.Select(T.CreateTruncating).ToArray().CopyTo(parameter, row * columns);
            foreach ((TWide[]? whole, TWide[] changed) in all.Zip(states))
                changed.CopyTo(whole ?? changed, whole is null ? 0 : row * columns);
        }
    }

    /// <summary>Forgets what has been touched.</summary>
    public void Clear() => _sums.Clear();

    private void Sum<T>(string table, int row, ReadOnlySpan<T> gradient)
        where T : unmanaged, INumberBase<T>
    {
        string key = FormattableString.Invariant($"{table}[{row}]");
        if (!_sums.TryGetValue(key, out Array? sum))
            _sums.Add(key, sum = new T[gradient.Length]);
        for (int i = 0; i < gradient.Length; i++)
            ((T[])sum)[i] += gradient[i];
    }

    private IEnumerable<(int Row, T[] Sum)> Sums<T>(string table) => _sums
        .Where(s => s.Key.StartsWith(table + "[", StringComparison.Ordinal))
        .Select(s => (int.Parse(s.Key[(table.Length + 1)..^1], null), (T[])s.Value));

    // A dictionary that nothing is taken from keeps the order in which its keys came.
    private T[] Gradient<T>(string table) => [.. Sums<T>(table).SelectMany(s => s.Sum)];

    private sealed class FieldOrProperty(Type type, string name)
    {
        private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

        public MemberInfo Info { get; } = type.GetField(name, Any) ?? (MemberInfo)type.GetProperty(name, Any)!;

        public double Scale =>
            Variant.Set(Info).Where(s => s.Name == "learningRateScale").Select(s => (double)s.Value).DefaultIfEmpty(1).Single();
    }
}
