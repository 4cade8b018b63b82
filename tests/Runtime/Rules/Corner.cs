using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;

namespace FusedOpt.Runtime.Tests.Rules;

/// <summary>A rule, transform or average with its hyperparameters at the ends of their ranges.</summary>
internal sealed class Corner
{
    // Stands for an end that a range does not have.
    private const double Large = 10;

    private static readonly string[] Methods = ["Update", "Transform", "Average"], Moves = ["Evaluate", "Train"];

    private readonly MethodInfo _method;
    private readonly ParameterInfo[] _parameters;
    private readonly MethodInfo[] _moves;
    private readonly int[] _hyperparameters;

    private Corner(Type type)
    {
        _method = Methods.Select(type.GetMethod).First(m => m is not null)!;
        _parameters = _method.GetParameters();
        _moves = [.. Moves.Select(type.GetMethod).OfType<MethodInfo>()];
        _hyperparameters = [.. Enumerable.Range(0, _parameters.Length).Where(i => _parameters[i].HasDefaultValue)];
    }

    /// <summary>The built-in rules and stages.</summary>
    public static IEnumerable<Type> All =>
        typeof(IOptimizable).Assembly.GetTypes()
            .Where(t => t is { IsPublic: true, Namespace: "FusedOpt.Rules" or "FusedOpt.Transforms" or "FusedOpt.Averages" });

    public static Corner Of(string type) =>
        new(typeof(IOptimizable).Assembly.GetType(type) ?? typeof(Corner).Assembly.GetType(type, throwOnError: true)!);

    /// <summary>
    /// The values of all hyperparameters: each pair of them at the ends of their ranges with the others at their defaults, and all at one
    /// end, for each choice of the flags.
    /// </summary>
    public IEnumerable<object[]> Values()
    {
        object[] defaults = [.. _hyperparameters.Select(i => _parameters[i].DefaultValue!)];
        object[][] ends = [.. _hyperparameters.Select(i => Ends(_parameters[i]))];
        int[] numbers = [.. Enumerable.Range(0, ends.Length).Where(i => defaults[i] is not bool)],
            flags = [.. Enumerable.Range(0, ends.Length).Except(numbers)];
        for (int choice = 0; choice < 1 << flags.Length; choice++)
        {
            object[] chosen = [.. defaults];
            for (int f = 0; f < flags.Length; f++)
                chosen[flags[f]] = (choice >> f & 1) != 0;
            yield return chosen;
            for (int end = 0; end < 2; end++)
                yield return [.. chosen.Select((v, i) => v is bool ? v : ends[i][Math.Min(end, ends[i].Length - 1)])];
            foreach (int first in numbers)
            {
                foreach (int second in numbers.Where(n => n >= first))
                {
                    foreach (object one in ends[first])
                    {
                        foreach (object other in ends[second])
                        {
                            object[] values = [.. chosen];
                            (values[first], values[second]) = (one, other);
                            yield return values;
                        }
                    }
                }
            }
        }
    }

    /// <summary>Returns true if the rule allows the values together.</summary>
    public bool Allows(object[] values)
    {
        try
        {
            Run(values, [1], [1], 1);
            return true;
        }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentException)
        {
            return false;
        }
    }

    /// <summary>
    /// Returns true if an epsilon that keeps a denominator from 0 is 0. Where 0 stands for something else it has another name.
    /// </summary>
    public bool HasNoEpsilon(object[] values) =>
        _hyperparameters.Select((p, i) => (_parameters[p].Name, values[i])).Any(v => v is ("epsilon", 0.0));

    /// <summary>Takes steps, and moves to where the parameter is evaluated and back after each.</summary>
    /// <returns>The name of the value that is not finite; null if all are.</returns>
    public string? Run(object[] values, float[] gradients, long[] steps, float start)
    {
        object?[] arguments = new object?[_parameters.Length];
        for (int i = 0; i < values.Length; i++)
            arguments[_hyperparameters[i]] = values[i];
        for (int i = 1; i < arguments.Length; i++)
        {
            if (_parameters[i].ParameterType.IsByRef)
                arguments[i] = Initial(_parameters[i], values);
        }

        arguments[0] = start;
        for (int s = 0; s < steps.Length; s++)
        {
            for (int i = 1; i < arguments.Length; i++)
            {
                if (_parameters[i] is { ParameterType: var type, HasDefaultValue: false } && !type.IsByRef)
                    arguments[i] = type == typeof(long) ? steps[s]
                        : type == typeof(Noise) ? default(Noise)
                        : _method.Name == "Update" ? gradients[s]
                        : arguments[0];
            }

            if (_method.Name == "Transform")
                arguments[0] = gradients[s];
            else if (_method.Name == "Average")
                arguments[0] = (float)arguments[0]! - gradients[s];
            _method.Invoke(null, arguments);
            if (NotFinite(arguments) is { } text)
                return $"step {steps[s]}: {text}";
            foreach (MethodInfo move in _moves)
            {
                object?[] moved =
                [
                    .. move.GetParameters().Select((p, i) => arguments[i == 0 ? 0 : Array.FindIndex(_parameters, q => q.Name == p.Name)]),
                ];
                move.Invoke(null, moved);
                if (!float.IsFinite((float)moved[0]!))
                    return $"step {steps[s]}: {move.Name} gives {moved[0]}";
            }
        }

        return null;
    }

    /// <summary>The values in words.</summary>
    public string Describe(object[] values)
    {
        IEnumerable<string> set = _hyperparameters.Select(
            (p, i) => string.Create(CultureInfo.InvariantCulture, $"{_parameters[p].Name} = {values[i]}"));
        return $"{_method.DeclaringType!.Name} with {string.Join(", ", set)}";
    }

    private string? NotFinite(object?[] arguments)
    {
        int i = Array.FindIndex(
            _parameters,
            p => p.ParameterType.IsByRef && !double.IsFinite(Convert.ToDouble(arguments[p.Position], CultureInfo.InvariantCulture)));
        return i < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{_parameters[i].Name} is {arguments[i]}");
    }

    private object Initial(ParameterInfo state, object[] values)
    {
        StateAttribute? attribute = state.GetCustomAttribute<StateAttribute>();
        double initial = attribute?.InitialFrom is { } from
            ? (double)values[Array.FindIndex(_hyperparameters, p => _parameters[p].Name == from)]
            : attribute?.Initial ?? 0;
        return Convert.ChangeType(initial, state.ParameterType.GetElementType()!, CultureInfo.InvariantCulture);
    }

    // Both ends of the range, as near as a number comes to one that does not belong to it.
    private static object[] Ends(ParameterInfo hyperparameter)
    {
        if (hyperparameter.ParameterType == typeof(bool))
            return [false, true];
        string range = hyperparameter.GetCustomAttribute<IntervalAttribute>()?.Interval ?? "(-inf, inf)";
        string[] bounds = range[1..^1].Split(',', StringSplitOptions.TrimEntries);
        double low = bounds[0] == "-inf" ? double.NegativeInfinity : double.Parse(bounds[0], CultureInfo.InvariantCulture);
        double high = bounds[1] == "inf" ? double.PositiveInfinity : double.Parse(bounds[1], CultureInfo.InvariantCulture);
        if (hyperparameter.ParameterType == typeof(long))
            return [(long)low, low < Large ? (long)Large : (long)low, double.IsInfinity(high) ? long.MaxValue : (long)high];
        object least = double.IsInfinity(low) ? -Large : range[0] == '[' ? low : Math.BitIncrement(low);
        object most = !double.IsInfinity(high) ? range[^1] == ']' ? high : Math.BitDecrement(high) : Math.Max(Large, low + 1);
        return range.EndsWith("inf]", StringComparison.Ordinal) ? [least, most, high] : [least, most];
    }
}
