using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Passes;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Lowering;

/// <summary>The hyperparameters of a rule as a class sets them: a value for each, and the problems.</summary>
/// <param name="Values">The bits of each hyperparameter, in the order of the rule.</param>
/// <param name="Problems">The problems; the values are of use only if there are none.</param>
internal sealed record Binding(EquatableArray<long> Values, IReadOnlyList<BindingProblem> Problems)
{
    /// <summary>Returns the values of all hyperparameters of a rule or stage: arguments, and default values for the rest.</summary>
    public static Binding Create(Program rule, EquatableArray<HyperparameterArgument> arguments)
    {
        var problems = new List<BindingProblem>();
        long[] values = [.. rule.Hyperparameters.Select(h => h.Default)];
        for (int i = 0; i < arguments.Count; i++)
        {
            HyperparameterArgument argument = arguments[i];
            int index = rule.Hyperparameters.ToList().FindIndex(h => h.Name == argument.Name);
            if (index < 0)
            {
                string known = rule.Hyperparameters.Count == 0
                    ? "it has none"
                    : "use one of " + string.Join(", ", rule.Hyperparameters.Select(h => Identifiers.Pascal(h.Name)));
                string name = Identifiers.Pascal(argument.Name);
                string? nearest = NearestName.Find(argument.Name, rule.Hyperparameters.Select(h => Identifiers.Pascal(h.Name)));
                known += NearestName.Question(nearest);
                problems.Add(new(Descriptors.UnknownHyperparameter, i, rule.Name, name, known) { Nearest = nearest });
            }
            else if (Convert(argument, rule.Hyperparameters[index].Type) is not { } bits)
            {
                problems.Add(new(
                    Descriptors.HyperparameterType,
                    i,
                    Identifiers.Pascal(argument.Name),
                    rule.Name,
                    Words(rule.Hyperparameters[index].Type),
                    Words(argument.Type)));
            }
            else if (!rule.Hyperparameters[index].Allowed.Contains(Number(rule.Hyperparameters[index].Type, bits)))
            {
                string value = Literals.Decimal(Number(rule.Hyperparameters[index].Type, bits));
                string range = $"{Identifiers.Pascal(argument.Name)} must be in {rule.Hyperparameters[index].Allowed}";
                problems.Add(new(Descriptors.HyperparameterOutOfRange, i, $"{rule.Hyperparameters[index].Message}: {value}; {range}"));
            }
            else
            {
                values[index] = bits;
            }
        }

        var bound = new EquatableArray<long>(values);
        if (problems.Count == 0)
        {
            long?[] known = ResolveConditions.Known(rule, bound, isMatrix: null);
            problems.AddRange(rule.Requirements
                .Where(r => known[r.Condition] == 0)
                .Select(r => new BindingProblem(Descriptors.HyperparameterOutOfRange, -1, r.Message)));
        }

        return new(bound, problems);
    }

    private static long? Convert(HyperparameterArgument argument, ScalarType type)
    {
        if (argument.Type == type)
            return argument.Bits;
        return (argument.Type, type) switch
        {
            (ScalarType.Long, ScalarType.Double) => BitConverter.DoubleToInt64Bits(argument.Bits),
            (ScalarType.Double, ScalarType.Long) when IsWhole(BitConverter.Int64BitsToDouble(argument.Bits)) =>
                (long)BitConverter.Int64BitsToDouble(argument.Bits),
            _ => null,
        };
    }

    private static bool IsWhole(double value) => Math.Abs(value) <= 1L << 53 && Math.Floor(value) == value;

    private static double Number(ScalarType type, long bits) => type == ScalarType.Double ? BitConverter.Int64BitsToDouble(bits) : bits;

    private static string Words(ScalarType type) => type switch
    {
        ScalarType.Bool => "true or false",
        ScalarType.Long => "a whole number",
        _ => "a number",
    };
}

/// <summary>A problem of the hyperparameters of a class.</summary>
/// <param name="Descriptor">The error to report.</param>
/// <param name="Argument">The index of the argument; -1 for all arguments together.</param>
/// <param name="Details">The arguments of the message.</param>
internal sealed record BindingProblem(DiagnosticDescriptor Descriptor, int Argument, params object[] Details)
{
    /// <summary>The stage in whose attribute the argument stands; -1 for the attributes of the rule.</summary>
    public int Stage { get; init; } = -1;

    /// <summary>The known name that is nearest to the unknown name of the problem; null if there is none.</summary>
    public string? Nearest { get; init; }
}
