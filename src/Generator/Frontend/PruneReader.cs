using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the pruning of a class, and marks its pruned parameters.</summary>
internal static class PruneReader
{
    private static readonly string[] Scopes = ["Model", "Tensor"];

    /// <summary>Returns the pruning of the class; null if the class is not pruned.</summary>
    /// <param name="type">The class.</param>
    /// <param name="parameters">The parameters of the class. Returns them with the pruned parameters marked.</param>
    /// <param name="state">The storage of its state.</param>
    /// <param name="diagnostics">Takes the errors.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    public static PruneModel? Read(
        INamedTypeSymbol type,
        ref EquatableArray<ParameterField> parameters,
        StateStorage state,
        DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        if (type.Attribute(Names.Prune) is not { } attribute)
            return null;
        PruneModel prune = Create(attribute, TypeHierarchyReader.OptimizedBases(type).Any(b => b.Attribute(Names.Prune) is not null));
        bool IsPruned(ParameterField p) => p.IsWide && InheritedParameters.Member(type, p.Name)!.Attribute(Names.KeepDense) is null;
        parameters = parameters.Select(p => p with { IsPruned = IsPruned(p) }).ToEquatableArray();
        Location? location = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation();
        foreach (string problem in Problems(type, prune, parameters, state))
            diagnostics.Add(Descriptors.Prune, location, type.Name, problem);
        return prune;
    }

    private static IEnumerable<string> Problems(
        INamedTypeSymbol type, PruneModel prune, EquatableArray<ParameterField> parameters, StateStorage state)
    {
        if (type.IsValueType || type.IsRecord)
        {
            yield return "structures and records are copied, and their copies would share what is pruned; use a class";
        }
        else if (state.IsNarrow)
        {
            yield return "its state is kept in fewer bytes, which cannot be pruned in place; leave StatePrecision as it is";
        }
        else if (parameters.FirstOrDefault(p => p is { IsPruned: true, IsSparse: true }) is { } table)
        {
            yield return $"the rows of '{table.Name}' are stepped where they have a gradient, and pruning goes through all of them; "
                + "mark it [KeepDense]";
        }
        else if (!parameters.Any(p => p.IsPruned))
        {
            yield return "it has no parameter of two or more dimensions that is not [KeepDense]; "
                + "use float[,] or float[][], or say the shape of one with [Parameter(rows, columns)]";
        }

        if (!(prune.Sparsity is > 0 and < 1))
            yield return $"Sparsity must be above 0 and below 1, and is {Literals.Decimal(prune.Sparsity)}";
        if (prune.Begin < 1)
            yield return $"Begin must be at least 1, and is {Literals.Decimal(prune.Begin)}";
        if (prune.End < prune.Begin)
            yield return $"End must be at least Begin, which is {Literals.Decimal(prune.Begin)}, and is {Literals.Decimal(prune.End)}";
        if (prune.Every < 1)
            yield return $"Every must be at least 1, and is {Literals.Decimal(prune.Every)}";
        if (prune.Scope.Length == 0)
            yield return "Scope must be PruneScope.Model or PruneScope.Tensor";
    }

    private static PruneModel Create(AttributeData attribute, bool isBasePruned)
    {
        T Value<T>(string name, T otherwise) => attribute.NamedArguments
            .Where(a => a.Key == name)
            .Select(a => a.Value.Value)
            .OfType<T>()
            .DefaultIfEmpty(otherwise)
            .First();
        long begin = Value("Begin", 1L);
        int scope = Value("Scope", 0);
        string scopeName = scope >= 0 && scope < Scopes.Length ? Scopes[scope] : "";
        return new(Value("Sparsity", 0.0), begin, Value("End", begin), Value("Every", 100L), scopeName, isBasePruned);
    }
}
