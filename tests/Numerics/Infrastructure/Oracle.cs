using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>A rule's own <c>Update</c>, called on one element after the other: what a step must be equal to, bit for bit.</summary>
/// <typeparam name="T">The element type: float for the rule as it is, double for the rule widened.</typeparam>
internal sealed class Oracle<T>
    where T : unmanaged
{
    private readonly MethodInfo _update;
    private readonly object?[] _defaults;
    private readonly int _step;
    private readonly int _learningRate;

    /// <param name="update">The rule.</param>
    /// <param name="hyperparameters">What the class sets.</param>
    /// <param name="perField">The states that have one value for the whole field.</param>
    public Oracle(MethodInfo update, IReadOnlyDictionary<string, object> hyperparameters, IReadOnlySet<string> perField)
    {
        _update = update;
        ParameterInfo[] parameters = update.GetParameters();
        string[] unknown = [.. hyperparameters.Keys.Except(parameters.Select(p => p.Name!))];
        if (unknown.Length > 0)
            throw new InvalidOperationException($"The rule has no {string.Join(", ", unknown)}");
        _defaults = [.. parameters.Select(p => hyperparameters.TryGetValue(p.Name!, out object? value) ? Convert.ChangeType(value, p.ParameterType, null) : p.HasDefaultValue ? p.DefaultValue : null)];
        _step = Array.FindIndex(parameters, p => p.ParameterType == typeof(long) && !p.HasDefaultValue);
        _learningRate = Array.FindIndex(parameters, p => p.Name == "learningRate");
        States = [.. parameters.Skip(2).Where(p => p.ParameterType.IsByRef).Select(p => p.Name!)];
        PerField = [.. States.Select(perField.Contains)];
    }

    /// <summary>The names of the rule's states, in order.</summary>
    public IReadOnlyList<string> States { get; }

    /// <summary>Whether each has one value, a double, for the whole field.</summary>
    public IReadOnlyList<bool> PerField { get; }

    /// <summary>The value of a state before the first step.</summary>
    public object Initial(string state)
    {
        StateAttribute? attribute = _update.GetParameters().Single(p => p.Name == state).GetCustomAttribute<StateAttribute>();
        object value = attribute?.InitialFrom is { } from
            ? _defaults[Array.FindIndex(_update.GetParameters(), p => p.Name == from)]!
            : attribute?.Initial ?? 0.0;
        return Convert.ChangeType(value, PerField[States.ToList().IndexOf(state)] ? typeof(double) : typeof(T), null);
    }

    /// <summary>One step for every element; <paramref name="states"/> holds an array for each of <see cref="States"/>.</summary>
    public void Step(T[] parameter, T[] gradient, Array[] states, long step, double learningRate)
    {
        object?[] arguments = [.. _defaults];
        if (_step >= 0)
            arguments[_step] = step;
        arguments[_learningRate] = learningRate;

        // State of the whole field is the same before every element. It changes once, also where there is no element.
        Array[] before = [.. states.Select(s => (Array)s.Clone())];
        for (int i = 0; i < Math.Max(parameter.Length, 1); i++)
        {
            bool exists = i < parameter.Length;
            arguments[0] = exists ? parameter[i] : default;
            arguments[1] = exists ? gradient[i] : default;
            for (int s = 0; s < states.Length; s++)
                arguments[2 + s] = PerField[s] ? before[s].GetValue(0) : exists ? before[s].GetValue(i) : default(T);
            _update.Invoke(null, arguments);
            if (exists)
                parameter[i] = (T)arguments[0]!;
            for (int s = 0; s < states.Length; s++)
            {
                if (exists || PerField[s])
                    states[s].SetValue(arguments[2 + s], PerField[s] ? 0 : i);
            }
        }
    }
}
