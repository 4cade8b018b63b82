using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>A rule's own <c>Update</c>, called on one element after the other: what a step must be equal to, bit for bit.</summary>
/// <typeparam name="T">The element type: float for the rule as it is, double for the rule widened.</typeparam>
internal sealed class Oracle<T>
    where T : unmanaged
{
    private static readonly ConcurrentDictionary<(MethodInfo Update, IReadOnlyDictionary<string, object> Hyperparameters), Oracle<T>> Made = new();

    private readonly ParameterInfo[] _parameters;
    private readonly object?[] _values;
    private readonly Call _update;

    /// <param name="update">The rule.</param>
    /// <param name="hyperparameters">What the class sets.</param>
    /// <param name="perField">The states that have one value for the whole field.</param>
    public Oracle(MethodInfo update, IReadOnlyDictionary<string, object> hyperparameters, IReadOnlySet<string> perField)
    {
        _parameters = update.GetParameters();
        string[] unknown = [.. hyperparameters.Keys.Except(_parameters.Select(p => p.Name!))];
        if (unknown.Length > 0)
            throw new InvalidOperationException($"The rule has no {string.Join(", ", unknown)}");
        _values = [.. _parameters.Select(p => hyperparameters.TryGetValue(p.Name!, out object? value) ? Convert.ChangeType(value, p.ParameterType, null) : p.HasDefaultValue ? p.DefaultValue : null)];
        States = [.. _parameters.Skip(2).Where(p => p.ParameterType.IsByRef).Select(p => p.Name!)];
        PerField = [.. States.Select(perField.Contains)];
        _update = Compile(update);
    }

    private delegate void Call(T[] parameter, T[] gradient, T[]?[] states, double[]?[] fieldStates, int index, long step, double learningRate);

    /// <summary>The names of the rule's states, in order.</summary>
    public IReadOnlyList<string> States { get; }

    /// <summary>Whether each has one value, a double, for the whole field.</summary>
    public IReadOnlyList<bool> PerField { get; }

    /// <summary>The same, made once for each rule and class.</summary>
    /// <inheritdoc cref="Oracle{T}(MethodInfo, IReadOnlyDictionary{string, object}, IReadOnlySet{string})"/>
    public static Oracle<T> Of(MethodInfo update, IReadOnlyDictionary<string, object> hyperparameters, IReadOnlySet<string> perField) =>
        Made.GetOrAdd((update, hyperparameters), static (key, fields) => new(key.Update, key.Hyperparameters, fields), perField);

    /// <summary>The value of a state before the first step.</summary>
    public object Initial(string state)
    {
        StateAttribute? attribute = _parameters.Single(p => p.Name == state).GetCustomAttribute<StateAttribute>();
        object value = attribute?.InitialFrom is { } from
            ? _values[Array.FindIndex(_parameters, p => p.Name == from)]!
            : attribute?.Initial ?? 0.0;
        return Convert.ChangeType(value, PerField[States.ToList().IndexOf(state)] ? typeof(double) : typeof(T), null);
    }

    /// <summary>One step for every element; <paramref name="states"/> holds an array for each of <see cref="States"/>.</summary>
    public void Step(T[] parameter, T[] gradient, Array[] states, long step, double learningRate)
    {
        T[]?[] elements = [.. states.Select((s, i) => PerField[i] ? null : (T[])s)];
        double[]?[] fields = [.. states.Select((s, i) => PerField[i] ? (double[])s : null)];
        double[]?[] before = [.. fields.Select(f => (double[]?)f?.Clone())];

        // State of the whole field is the same before every element. It changes once, also where there is no element.
        if (parameter.Length == 0)
            _update(new T[1], new T[1], [.. elements.Select(e => e is null ? null : new T[1])], fields, 0, step, learningRate);
        for (int i = 0; i < parameter.Length; i++)
        {
            for (int s = 0; s < fields.Length; s++)
                before[s]?.CopyTo(fields[s]!, 0);
            _update(parameter, gradient, elements, fields, i, step, learningRate);
        }
    }

    // Nothing but the call: reflection would take a hundred times as long as the rule.
    private Call Compile(MethodInfo update)
    {
        ParameterExpression parameter = Expression.Parameter(typeof(T[])), gradient = Expression.Parameter(typeof(T[]));
        ParameterExpression states = Expression.Parameter(typeof(T[][])), fieldStates = Expression.Parameter(typeof(double[][]));
        ParameterExpression index = Expression.Parameter(typeof(int)), step = Expression.Parameter(typeof(long)), learningRate = Expression.Parameter(typeof(double));
        int state = -1;
        Expression Argument(ParameterInfo p, int position) =>
            position == 0 ? Expression.ArrayAccess(parameter, index)
            : position == 1 ? Expression.ArrayAccess(gradient, index)
            : p.ParameterType.IsByRef ? State(++state)
            : p.Name == "learningRate" ? learningRate
            : p.ParameterType == typeof(long) && !p.HasDefaultValue ? step
            : Expression.Constant(_values[position], p.ParameterType);
        Expression State(int slot) => PerField[slot]
            ? Expression.ArrayAccess(Expression.ArrayIndex(fieldStates, Expression.Constant(slot)), Expression.Constant(0))
            : Expression.ArrayAccess(Expression.ArrayIndex(states, Expression.Constant(slot)), index);
        return Expression.Lambda<Call>(Expression.Call(update, _parameters.Select(Argument)), parameter, gradient, states, fieldStates, index, step, learningRate).Compile();
    }
}
