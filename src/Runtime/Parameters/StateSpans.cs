using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace FusedOpt;

/// <summary>The state of a model, by name.</summary>
public static class StateSpans
{
    /// <summary>
    /// A state of a parameter where it is kept, such as the values of an average:
    /// <c>model.StateSpan&lt;float&gt;("Weights", "ema_average")</c>.
    /// </summary>
    /// <remarks>
    /// The span is the model's own memory: it changes with the next step, and the next step finds values that are written to it. State that
    /// no step has used yet has its initial value: see <see cref="IOptimizable.Visit{TVisitor}(ref TVisitor)"/>.
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="parameter">The name of the parameter; in a submodel, the path to it: <c>Layers[2].Weights</c>.</param>
    /// <param name="state">
    /// The name of the state as checkpoints have it: <c>exp_avg</c>. The name of a stage's state begins with the stage's name:
    /// <c>ema_average</c>.
    /// </param>
    /// <typeparam name="T">The type of the state: see <see cref="IParameterVisitor.State{T}"/>.</typeparam>
    /// <returns>The values of the state: one for each element, row or column, or one for the whole parameter.</returns>
    /// <exception cref="ArgumentException">The model has no such state of this type; the message names the states that it has.</exception>
    public static Span<T> StateSpan<T>(this IOptimizable model, string parameter, string state)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(model);
        var finding = new Finding<T>(parameter, state);
        model.Visit(ref finding);
        return finding.IsFound ? finding.Found : throw Missing<T>(model, parameter, state);
    }

    private static ArgumentException Missing<T>(IOptimizable model, string parameter, string state)
    {
        var naming = new Naming([]);
        model.Visit(ref naming);
        return new(
            $"There is no state '{state}' of '{parameter}' of type {typeof(T).Name}; there are "
                + $"{(naming.Names.Count == 0 ? "none" : string.Join(", ", naming.Names))}.");
    }

    private ref struct Finding<T>(string parameter, string state) : IParameterVisitor
        where T : unmanaged
    {
        public bool IsFound { get; private set; }

        public Span<T> Found { get; private set; }

        public readonly void Parameter<TElement>(string name, Span<TElement> parameter, Span<TElement> gradient)
            where TElement : unmanaged
        {
        }

        public void State<TElement>(string of, string name, Span<TElement> values)
            where TElement : unmanaged
        {
            if (typeof(TElement) != typeof(T) || of != parameter || name != state)
                return;
            IsFound = true;
            Found = MemoryMarshal.Cast<TElement, T>(values);
        }
    }

    private readonly struct Naming(List<string> names) : IParameterVisitor
    {
        public List<string> Names => names;

        public void Parameter<T>(string name, Span<T> parameter, Span<T> gradient)
            where T : unmanaged
        {
        }

        public void State<T>(string parameter, string name, Span<T> state)
            where T : unmanaged => names.Add($"'{name}' of '{parameter}' ({typeof(T).Name})");
    }
}
