using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Tells which gradients hide what their class inherits: a gradients class derives from that of an optimized base class, and of no other.</summary>
internal static class HidingReader
{
    /// <summary>Marks the parameters and the submodels whose gradients hide an inherited member.</summary>
    public static void Read(INamedTypeSymbol type, Compilation compilation, ref EquatableArray<ParameterField> parameters, ref EquatableArray<SubmodelField> submodels)
    {
        HashSet<string> inherited = [.. Inherited(type, compilation)];
        parameters = parameters.Select(p => p with { HidesMember = inherited.Contains(p.Name) }).ToEquatableArray();
        submodels = submodels.Select(p => p with { HidesMember = inherited.Contains(p.Name) }).ToEquatableArray();
    }

    private static IEnumerable<string> Inherited(INamedTypeSymbol type, Compilation compilation)
    {
        IEnumerable<ISymbol> ofAll = compilation.GetSpecialType(SpecialType.System_Object).GetMembers().Where(m => m is not IMethodSymbol { MethodKind: MethodKind.Destructor });
        return ofAll.Where(m => compilation.IsSymbolAccessibleWithin(m, type)).Select(m => m.Name)
            .Concat(TypeHierarchyReader.OptimizedBases(type).SelectMany(b => Gradients(b, type, compilation)));
    }

    // What a base class of this project gains is not there to be seen yet. That of another one is, as far as it can be seen from here.
    private static IEnumerable<string> Gradients(INamedTypeSymbol parent, INamedTypeSymbol type, Compilation compilation)
    {
        if (!SymbolEqualityComparer.Default.Equals(parent.ContainingAssembly, compilation.Assembly))
            return parent.GetTypeMembers(GeneratedMemberNames.GradientsType).SelectMany(g => g.GetMembers()).Where(m => compilation.IsSymbolAccessibleWithin(m, type)).Select(m => m.Name);
        (EquatableArray<ParameterField> parameters, EquatableArray<SubmodelField> submodels) = MemberReader.Read(parent.OriginalDefinition, new DiagnosticBag());
        IEnumerable<string> ofSums = SumReader.Sums(parent) ? submodels.Select(p => p.Name).Concat(parameters.Any(p => p.IsPacked) ? [GeneratedMemberNames.GradientSpan] : []) : [];
        return parameters.Select(p => p.Name).Concat(ofSums).Concat(parent.IsRecord ? [GeneratedMemberNames.IsOf] : []);
    }
}
