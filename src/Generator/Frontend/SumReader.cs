using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads whether a class takes steps over the sum of several gradients.</summary>
internal static class SumReader
{
    /// <summary>Whether it does, because it or the class that has its step says so.</summary>
    public static bool Read(INamedTypeSymbol type, EquatableArray<ParameterField> parameters, EquatableArray<PartField> parts, GuardModel? guard, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        AttributeData? own = type.Attribute(Names.SumGradients);
        INamedTypeSymbol? root = LineageReader.OptimizedBases(type).LastOrDefault();
        bool sums = (root ?? type).Attribute(Names.SumGradients) is not null;
        Location? location = own?.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? Declarations.NameLocation(type);
        if (own is not null && root is not null)
            diagnostics.Add(Descriptors.SummedGradients, location, type.Name, $"it is stepped together with '{root.Name}'; put the attribute there");
        else if (sums && Problem(type, parameters, parts, guard) is { } problem)
            diagnostics.Add(Descriptors.SummedGradients, location, type.Name, problem);
        return sums;
    }

    private static string? Problem(INamedTypeSymbol type, IEnumerable<ParameterField> parameters, EquatableArray<PartField> parts, GuardModel? guard)
    {
        if (type.IsValueType)
            return "a structure holds its gradients in itself; make it a class";
        if (parts.Count > 0)
            return $"'{parts[0].Name}' is stepped with the gradients that it holds itself; put the attribute on classes without models within, and step each";
        if (parameters.FirstOrDefault(p => p.IsSparse) is { } sparse)
            return $"the gradient of '{sparse.Name}' is sparse, and has rows of its own; put the table into a class of its own";
        if (parameters.FirstOrDefault(p => p.IsOwned) is { } owned)
            return $"'{owned.Name}' is a partial property, whose gradient has one place next to it; make it a field";
        return guard is { IsActive: true } ? "what [GuardGradients] measures is one gradient and no sum; leave one of the two" : null;
    }
}
