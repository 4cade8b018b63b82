using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>
/// A rule's own <c>Update</c>, or the method of a stage, called on one element after the other: what a step must be equal to, bit for bit.
/// </summary>
/// <typeparam name="T">The element type: float for the rule as it is, double for the rule widened.</typeparam>
internal sealed class Oracle<T>
    where T : unmanaged
{
    private static readonly ConcurrentDictionary<(MethodInfo Update, IReadOnlyDictionary<string, object> Hyperparameters), Oracle<T>> Made =
        new();

    private readonly ParameterInfo[] _parameters;
    private readonly object?[] _values;
    private readonly Call _update;
    private readonly object[] _initials;
    private readonly bool[] _beginAtLearningRate;

    /// <param name="update">The rule.</param>
    /// <param name="hyperparameters">The hyperparameters that the class sets.</param>
    /// <param name="scopes">The unit for which each state has one value.</param>
    public Oracle(MethodInfo update, IReadOnlyDictionary<string, object> hyperparameters, IReadOnlyDictionary<string, Scope> scopes)
    {
        _parameters = update.GetParameters();
        string[] unknown = [.. hyperparameters.Keys.Except(_parameters.Select(p => p.Name!))];
        if (unknown.Length > 0)
            throw new InvalidOperationException($"The rule has no {string.Join(", ", unknown)}");
        _values =
        [
            .. _parameters.Select(
                p => hyperparameters.TryGetValue(p.Name!, out object? value) ? Convert.ChangeType(value, p.ParameterType, null)
                    : p.HasDefaultValue ? p.DefaultValue
                    : null),
        ];
        States = [.. _parameters.Skip(1).Where(p => p.ParameterType.IsByRef).Select(p => p.Name!)];
        Scopes = [.. States.Select(s => scopes[s])];
        StateAttribute?[] attributes =
            [.. States.Select(s => _parameters.Single(p => p.Name == s).GetCustomAttribute<StateAttribute>())];
        _initials = [.. attributes.Select((a, i) => Initial(a, Scopes[i]))];
        _beginAtLearningRate = [.. attributes.Select(a => a?.InitialFrom == "learningRate")];
        _update = Compile(update);
    }

    private delegate void Call(
        T[] parameter, T[] gradient, T[]?[] states, double[]?[] fieldStates, int index, int row, int column, long step, double learningRate,
        Noise noise);

    /// <summary>The names of the rule's states, in order.</summary>
    public IReadOnlyList<string> States { get; }

    /// <summary>The unit for which each state has one value.</summary>
    public IReadOnlyList<Scope> Scopes { get; }

    /// <summary>Returns the oracle of a rule and class, made once for each.</summary>
    /// <inheritdoc cref="Oracle{T}(MethodInfo, IReadOnlyDictionary{string, object}, IReadOnlyDictionary{string, Scope})"/>
    public static Oracle<T> Of(
        MethodInfo update, IReadOnlyDictionary<string, object> hyperparameters, IReadOnlyDictionary<string, Scope> scopes) =>
        Made.GetOrAdd((update, hyperparameters), static (key, given) => new(key.Update, key.Hyperparameters, given), scopes);

    /// <summary>The value of a state before the first step.</summary>
    public object Initial(string state) => _initials[States.ToList().IndexOf(state)];

    /// <summary>Sets the states that begin at the learning rate to that of the first step.</summary>
    public void Begin(Array[] states, double learningRate)
    {
        for (int s = 0; s < states.Length; s++)
        {
            if (!_beginAtLearningRate[s])
                continue;
            object value = Convert.ChangeType(learningRate, states[s].GetType().GetElementType()!, null);
            for (int i = 0; i < states[s].Length; i++)
                states[s].SetValue(value, i);
        }
    }

    /// <summary>
    /// One step for every element: of a rule on parameter and gradient, of a transform on gradient and parameter, of an average on the
    /// parameter after the rule and the one before. <paramref name="states"/> holds an array for each of <see cref="States"/>.
    /// </summary>
    /// <param name="shape">The shape of the parameter.</param>
    /// <param name="parameter">The parameter, which is changed.</param>
    /// <param name="gradient">The gradient, which is changed only by stages.</param>
    /// <param name="states">The states of the rule, in order.</param>
    /// <param name="step">The number of the step.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="noise">The random numbers of the first element.</param>
    public void Step(
        ParameterShape shape, T[] parameter, T[] gradient, Array[] states, long step, double learningRate, Noise noise = default)
    {
        T[]?[] elements = [.. states.Select((s, i) => Scopes[i] == Scope.Parameter ? null : (T[])s)];
        double[]?[] fields = [.. states.Select((s, i) => Scopes[i] == Scope.Parameter ? (double[])s : null)];
        T[] parameterBefore = [.. parameter];
        T[]?[] elementsBefore = [.. elements.Select(s => (T[]?)s?.Clone())];
        double[]?[] fieldsBefore = [.. fields.Select(s => (double[]?)s?.Clone())];

        // A parameter without elements stays as it is, its state too; else every element begins with what was there before the step.
        if (shape.Count == 0)
            return;
        TensorOracle.Run(shape, element =>
        {
            (int row, int column) = (element / shape.Columns, element % shape.Columns);
            for (int s = 0; s < states.Length; s++)
            {
                int at = Scopes[s] switch { Scope.Element => element, Scope.Row => row, Scope.Column => column, _ => 0 };
                if (elements[s] is { } values)
                    values[at] = elementsBefore[s]![at];
                else
                    fields[s]![at] = fieldsBefore[s]![at];
            }

            parameter[element] = parameterBefore[element];
            _update(parameter, gradient, elements, fields, element, row, column, step, learningRate, noise.Skip(element));
        });
    }

    private object Initial(StateAttribute? attribute, Scope scope)
    {
        object value = attribute?.InitialFrom is { } from
            ? _values[Array.FindIndex(_parameters, p => p.Name == from)]!
            : attribute?.Initial ?? 0.0;
        return Convert.ChangeType(value, scope == Scope.Parameter ? typeof(double) : typeof(T), null);
    }

    // Compiled to nothing but the call: reflection would take a hundred times as long as the rule.
    private Call Compile(MethodInfo update)
    {
        ParameterExpression parameter = Expression.Parameter(typeof(T[])), gradient = Expression.Parameter(typeof(T[]));
        ParameterExpression states = Expression.Parameter(typeof(T[][])), fieldStates = Expression.Parameter(typeof(double[][]));
        ParameterExpression row = Expression.Parameter(typeof(int)), column = Expression.Parameter(typeof(int));
        ParameterExpression index = Expression.Parameter(typeof(int)),
            step = Expression.Parameter(typeof(long)),
            learningRate = Expression.Parameter(typeof(double)),
            noise = Expression.Parameter(typeof(Noise));
        int state = -1;
        Expression Argument(ParameterInfo p, int position) =>
            position == 0 ? Expression.ArrayAccess(parameter, index)
            : position == 1 && p.ParameterType == typeof(T) && !p.HasDefaultValue ? Expression.ArrayAccess(gradient, index)
            : p.ParameterType.IsByRef ? State(++state)
            : p.Name == "learningRate" ? learningRate
            : p.ParameterType == typeof(Noise) ? noise
            : p.ParameterType == typeof(long) && !p.HasDefaultValue ? step
            : Expression.Constant(_values[position], p.ParameterType);
        Expression State(int slot) => Scopes[slot] == Scope.Parameter
            ? Expression.ArrayAccess(Expression.ArrayIndex(fieldStates, Expression.Constant(slot)), Expression.Constant(0))
            : Expression.ArrayAccess(
                Expression.ArrayIndex(states, Expression.Constant(slot)),
                Scopes[slot] switch { Scope.Row => row, Scope.Column => column, _ => index });
        return Expression.Lambda<Call>(
            Expression.Call(update, _parameters.Select(Argument)),
            parameter,
            gradient,
            states,
            fieldStates,
            index,
            row,
            column,
            step,
            learningRate,
            noise)
            .Compile();
    }
}

/// <summary>The unit for which a state has one value.</summary>
internal enum Scope
{
    Element,
    Row,
    Column,
    Parameter,
}
