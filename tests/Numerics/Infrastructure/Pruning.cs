using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>Pruning in passes of its own around the step of a model that prunes nothing: sorted, one element after the other.</summary>
/// <param name="names">The arrays that are pruned, in order.</param>
/// <param name="isPerTensor">True if each parameter is pruned by itself.</param>
/// <param name="initial">
/// Returns the initial value of a state of every element, by <c>Weights/exp_avg</c>; NaN for a state that stays.
/// </param>
internal sealed class Pruning(string[] names, bool isPerTensor, Func<string, double> initial) : IParameterVisitor
{
    private readonly Dictionary<string, bool[]> _masks = [];
    /// <summary>The pruned elements of each array, once there are any.</summary>
    public IReadOnlyDictionary<string, bool[]> Masks => _masks;

    private readonly Dictionary<string, Array> _gradients = [];
    private bool _isBefore;
    private bool _isSkipped;

    /// <summary>The first step that is due.</summary>
    public int Begin { get; init; } = 2;

    /// <summary>True if the gradients of pruned elements count as 0.</summary>
    public bool MasksGradients { get; init; } = true;

    private const int End = 9;

    private const int Every = 3;

    /// <summary>
    /// The share of zeros after a step, as in the paper: s(t) = s_f + (s_i - s_f) (1 - (t - t_0) / (n dt))^3, with s_i = 0.
    /// </summary>
    public double Level(int step)
    {
        int due = step >= End ? End : step - ((step - Begin) % Every);
        return 0.8 + ((0 - 0.8) * Math.Pow(1 - ((due - Begin) / (double)(End - Begin)), 3));
    }

    public void Step(IOptimizable model)
    {
        int step = (int)model.StepCount + 1;
        Choose(Memory.Of(model), step);
        Pruning pass = this;
        (_isBefore, _isSkipped) = (true, false);
        model.Visit(ref pass);
        model.Step();
        (_isBefore, _isSkipped) = (false, model.StepCount < step);
        model.Visit(ref pass);
    }

    public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
        where T : unmanaged
    {
        if (_isBefore)
        {
            _gradients[name] = gradient.ToArray();
            if (MasksGradients)
                Clear(name, gradient, default);
            return;
        }

        ((T[])_gradients[name]).CopyTo(gradient);
        Clear(name, parameter, default);
    }

    public void State<T>(string parameter, string name, Span<T> state)
        where T : unmanaged
    {
        double value = initial($"{parameter}/{name}");
        if (!_isBefore && !double.IsNaN(value))
            Clear(parameter, state, typeof(T) == typeof(float) ? (T)(object)(float)value : (T)(object)value);
    }

    private void Clear<T>(string name, Span<T> values, T value)
    {
        if (_isSkipped || !_masks.TryGetValue(name, out bool[]? mask))
            return;
        for (int i = 0; i < values.Length; i++)
        {
            if (mask[i])
                values[i] = value;
        }
    }

    /// <summary>Chooses what is pruned from a step on, where it is due.</summary>
    public void Choose(Memory memory, int step)
    {
        if (step != End && (step < Begin || step > End || (step - Begin) % Every != 0))
            return;
        double level = Level(step);
        (string Name, int Index, double Magnitude)[] all =
        [
            .. names.SelectMany(name => memory.Arrays[name].Cast<object>().Select((value, i) => (name, i, Math.Abs(Convert(value))))),
        ];
        foreach (string name in names)
            _masks.TryAdd(name, new bool[memory.Arrays[name].Length]);
        foreach (var group in all.GroupBy(e => isPerTensor ? e.Name : ""))
        {
            // Elements that are pruned already come first, NaN last; the sort is stable.
            var sorted = group.OrderBy(e => _masks[e.Name][e.Index] ? 0 : 1)
                .ThenBy(e => double.IsNaN(e.Magnitude) ? 1 : 0)
                .ThenBy(e => e.Magnitude);
            foreach (var (name, index, _) in sorted.Take((int)Math.Round(level * group.Count())))
                _masks[name][index] = true;
        }
    }

    private static double Convert(object value) => value switch { Half half => (double)half, float single => single, _ => (double)value };
}
