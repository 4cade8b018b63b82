using System;
using System.Collections.Generic;

namespace FusedOpt;

/// <summary>Operations on models that need no generated code.</summary>
public static class OptimizableExtensions
{
    /// <summary>Copies the values of all parameters into another model, those of submodels too.</summary>
    /// <remarks>
    /// Both models have the same parameters: the same names, types and lengths, in the same order. The gradients, the state, the step count
    /// and the learning rate of the target stay as they are, so that a new model begins its own training from the copied values. The values
    /// are copied as they are now: a source in evaluation gives the values that it is evaluated with. The copies are kept in memory of
    /// their size during the call.
    /// </remarks>
    /// <param name="source">The model whose parameters are read.</param>
    /// <param name="target">The model whose parameters are written; no structure, whose copy is an assignment.</param>
    /// <exception cref="ArgumentException">The target is a structure, or has other parameters; nothing has changed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The target is in evaluation, or one of the models is not ready to be stepped; nothing has changed.
    /// </exception>
    public static void CopyParametersTo(this IOptimizable source, IOptimizable target)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        string name = target.GetType().Name;
        if (target.GetType().IsValueType)
            throw new ArgumentException(
                $"{name} is a structure, and what was handed over is a copy of it. Assign the structure instead.", nameof(target));
        if (!target.IsTraining)
            throw new InvalidOperationException(
                $"{name} is to be evaluated: its parameters are not where gradients are taken. Call Train() before parameters are copied "
                    + "to it.");
        if (ReferenceEquals(source, target))
            return;

        var read = new ValueReader([]);
        source.Visit(ref read);
        var check = new ValueWriter(read.Values, writes: false);
        target.Visit(ref check);
        if (check.Count < read.Values.Count)
            throw ValueWriter.Misfit(read.Values[check.Count].Name);
        var write = new ValueWriter(read.Values, writes: true);
        target.Visit(ref write);
    }

    private readonly struct ValueReader(List<(string Name, Array Values)> values) : IParameterVisitor
    {
        public List<(string Name, Array Values)> Values { get; } = values;

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged => Values.Add((name, parameter.ToArray()));

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }
    }

    private struct ValueWriter(List<(string Name, Array Values)> values, bool writes) : IParameterVisitor
    {
        public int Count { get; private set; }

        public static ArgumentException Misfit(string name) => new(
            $"The models have different parameters: {name} is not in both, or not with the same type and length. Copy between models of "
                + "one class whose arrays have the same lengths.");

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
            if (Count == values.Count
                || values[Count].Name != name
                || values[Count].Values is not T[] copied
                || copied.Length != parameter.Length)
                throw Misfit(name);
            if (writes)
                copied.CopyTo(parameter);
            Count++;
        }

        public readonly void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged
        {
        }
    }
}
