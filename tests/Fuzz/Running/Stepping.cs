using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Tests.Shared;

namespace FusedOpt.Fuzz.Tests.Running;

/// <summary>A class of a case, stepped beside its rule, on one thread and cut for several.</summary>
/// <param name="type">The class.</param>
internal sealed class Stepping(Type type)
{
    private const int Steps = 5;
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly int[] Rows = [3, 0, 8, 5, 1];

    private readonly PropertyInfo? _gradients = type.GetProperty("Gradients", Any);

    // Pruned weights, and codes of 8 bits, have tests of their own by their definition; here a step over them is compared with itself.
    private bool HasRule =>
        type.GetCustomAttribute<PruneAttribute>() is null
            && type.GetCustomAttribute<OptimizeAttribute>()!.StatePrecision != StatePrecision.Block8;

    // A guard takes no steps with what is not finite, or makes all of it NaN.
    private bool IsSkipped(Inputs inputs) => inputs == Inputs.Hostile && type.GetCustomAttribute<GuardGradientsAttribute>() is not null;

    /// <summary>The number of values that have been compared.</summary>
    public long Compared { get; private set; }

    /// <summary>
    /// Describes the first difference between a step and the rule called on one element after the other, or between several threads and
    /// one; null if none.
    /// </summary>
    public string? Difference(Inputs inputs) => IsSkipped(inputs) ? null : (HasRule ? FromRule(inputs) : null) ?? FromThreads(inputs);

    /// <summary>Describes the first element for which fast math is beyond its bound; null if none.</summary>
    /// <param name="fast">The class with fast math.</param>
    public string? Difference(Type fast) =>
        Closeness.Of(Create(type), Create(fast), 33, Inputs.Ordinary, fromZero: false).Difference is { } difference
            ? "fast math: " + difference
            : null;

    /// <summary>The bits after each step, as one number.</summary>
    public ulong Fingerprint(Inputs inputs)
    {
        ulong hash = 14695981039346656037;
        IOptimizable model = Begin(inputs);
        for (int step = 1; step <= Steps; step++)
        {
            Feed(model, inputs, step);
            model.Step();
            foreach ((string name, Array array) in Memory.Of(model).Arrays.OrderBy(a => a.Key, StringComparer.Ordinal))
            {
                foreach (char c in name)
                    hash = (hash ^ c) * 1099511628211;
                foreach (object value in array)
                    hash = (hash ^ BitsOf(value)) * 1099511628211;
            }
        }

        return hash;
    }

    private static ulong BitsOf(object value) => value switch
    {
        float f => float.IsNaN(f) ? 1 : BitConverter.SingleToUInt32Bits(f),
        double d => double.IsNaN(d) ? 1 : BitConverter.DoubleToUInt64Bits(d),
        Half h => Half.IsNaN(h) ? 1ul : BitConverter.HalfToUInt16Bits(h),
        ushort u => (u & 0x7FFF) > 0x7F80 ? 1ul : u,
        _ => (byte)value,
    };

    private string? FromRule(Inputs inputs)
    {
        IOptimizable model = Begin(inputs);
        IReadOnlyDictionary<string, Stepped> parameters = Whole.Parameters(model);
        Memory expected = Memory.Of(model);
        (string Name, Track Track)[] tracks = [.. parameters.Select(p => (p.Key, Track.Of(p.Key, p.Value, expected)))];
        for (int step = 1, taken = 0; step <= Steps; step++)
        {
            int[] rows = Feed(model, inputs, step);
            Memory before = Memory.Of(model), shown = Memory.Of(model);
            long skipped = model.Guard?.SkippedSteps ?? 0;
            model.Step();
            if (Guarded(model, before, skipped) is { } problem)
                return $"{inputs}, step {step}: {problem}";
            if ((model.Guard?.SkippedSteps ?? 0) == skipped)
            {
                taken++;
                foreach ((string name, Track track) in tracks)
                    Step(name, track, expected, before, taken, name == "Table" ? rows : null);
            }

            foreach (string name in shown.Arrays.Keys.Where(k => k.EndsWith("/gradient", StringComparison.Ordinal)))
                expected.Arrays[name] = shown.Arrays[name];
            Memory actual = Memory.Of(model);
            Compared += actual.Arrays.Values.Sum(a => a.LongLength);
            if (expected.Difference(actual) is { } difference)
                return $"{inputs}, step {step}: {difference} (the rule's and the step's)";
        }

        return null;
    }

    // The factor that the guard says, on every gradient; that its norm is one is held against a plain sum.
    private static string? Guarded(IOptimizable model, Memory before, long skipped)
    {
        if (model.Guard is not { } guard)
            return null;
        double[] all =
        [
            .. before.Arrays.Where(a => a.Key.EndsWith("/gradient", StringComparison.Ordinal))
                .SelectMany(a => a.Value.Cast<object>())
                .Select(x => x is Half half ? (double)half : Convert.ToDouble(x, null)),
        ];
        bool isLargest = model.GetType().GetCustomAttribute<GuardGradientsAttribute>()!.Norm == NormKind.Infinity;
        double norm = isLargest ? all.Select(Math.Abs).Aggregate(0.0, Math.Max) : Norm(all), last = guard.LastNorm;
        if (double.IsFinite(norm) && Math.Abs(norm - last) > 1e-12 * norm)
            return FormattableString.Invariant($"the norm is {last} and should be {norm}");
        if (guard.SkippedSteps != skipped)
            return double.IsFinite(norm) ? "a step was skipped whose gradients are finite" : null;
        double scale = Math.Min(guard.MaxNorm / (last + 1e-6), 1);
        if (double.IsPositiveInfinity(guard.MaxNorm))
            scale = 1;
        foreach (string key in before.Arrays.Keys.Where(k => k.EndsWith("/gradient", StringComparison.Ordinal)).ToArray())
        {
            before.Arrays[key] = before.Arrays[key] switch
            {
                float[] singles => singles.Select(g => g * (float)scale).ToArray(),
                Half[] halves => halves.Select(g => (float)g * (float)scale).ToArray(),
                double[] doubles => doubles.Select(g => g * scale).ToArray(),
                var other => other,
            };
        }

        return null;
    }

    // The norm of numbers whose squares may leave the range.
    private static double Norm(double[] all)
    {
        double largest = all.Select(Math.Abs).Append(0).Max();
        int power = largest > 0 && double.IsFinite(largest) ? Math.ILogB(largest) : 0;
        return Math.ScaleB(Math.Sqrt(all.Select(x => Math.ScaleB(x, -power)).Sum(x => x * x)), power);
    }

    // Rows of a table with a sparse gradient that were not touched stay as they are.
    private static void Step(string name, Track track, Memory expected, Memory before, int step, int[]? rows)
    {
        if (rows is null)
        {
            track.Step(expected, before, step);
            return;
        }

        Dictionary<string, Array> untouched = expected.Arrays.Where(
            a => a.Key == name || a.Key.StartsWith(name + "/", StringComparison.Ordinal))
            .ToDictionary(a => a.Key, a => (Array)a.Value.Clone());
        int length = expected.Arrays[name].Length, columns = length / 9;
        Array values = before.Arrays[name + "/gradient"], dense = Array.CreateInstance(values.GetType().GetElementType()!, length);
        for (int i = 0; i < rows.Length; i++)
            Array.Copy(values, i * columns, dense, rows[i] * columns, columns);
        before.Arrays[name + "/gradient"] = dense;
        track.Step(expected, before, step);
        foreach ((string key, Array was) in untouched.Where(u => u.Value.Length == length))
        {
            for (int row = 0; row < 9; row++)
            {
                if (Array.IndexOf(rows, row) < 0)
                    Array.Copy(was, row * columns, expected.Arrays[key], row * columns, columns);
            }
        }
    }

    private string? FromThreads(Inputs inputs)
    {
        IOptimizable one = Begin(inputs), cut = Begin(inputs);
        for (int step = 1; step <= Steps; step++)
        {
            Feed(one, inputs, step);
            Feed(cut, inputs, step);
            bool zeroes = step % 2 == 0;
            if (zeroes)
                one.StepAndZeroGradients();
            else
                one.Step();
            if (step == 3)
                CutStep.AtOnce(cut, 2, zeroes);
            else
                CutStep.InTurn(cut, 3, zeroes);
            if (Memory.Of(one).Difference(Memory.Of(cut)) is { } difference)
                return $"threads: {inputs}, step {step}: {difference} (one thread's and several threads')";
        }

        return null;
    }

    private IOptimizable Begin(Inputs inputs)
    {
        IOptimizable model = Create(type);
        Writer.Parameters(model, Values.Fill(997, seed: 1, inputs));
        return model;
    }

    // The rows of the table that have a gradient.
    private int[] Feed(IOptimizable model, Inputs inputs, int step)
    {
        model.LearningRate = 0.01 / step;
        model.ZeroGradients();
        int[] rows = [.. Rows.Skip(step % 3).Take(step)];
        object? table = _gradients?.GetValue(model) is { } gradients
            ? gradients.GetType().GetField("Table", Any)?.GetValue(gradients)
                ?? gradients.GetType().GetProperty("Table", Any)?.GetValue(gradients)
            : null;
        foreach (int row in rows)
            Touch(table, row);
        Writer.Gradients(model, Values.Fill(991, seed: 1000 * step, inputs));
        return rows;
    }

    private static void Touch(object? table, int row)
    {
        switch (table)
        {
            case RowGradients<float> singles:
                singles[row].Clear();
                break;
            case RowGradients<double> doubles:
                doubles[row].Clear();
                break;
            case RowGradients<Half> halves:
                halves[row].Clear();
                break;
        }
    }

    private static IOptimizable Create(Type type) => (IOptimizable)Activator.CreateInstance(type)!;
}
