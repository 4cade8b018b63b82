using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds the gradients that hide an inherited member.</summary>
/// <remarks>A gradients class derives from the gradients class of an optimized base class, and of no other class.</remarks>
internal static class HidingReader
{
    /// <summary>Marks the parameters and the submodels whose gradients hide an inherited member.</summary>
    public static void Read(
        INamedTypeSymbol type,
        Compilation compilation,
        ref EquatableArray<ParameterField> parameters,
        ref EquatableArray<SubmodelField> submodels)
    {
        INamedTypeSymbol root = compilation.GetSpecialType(SpecialType.System_Object);
        HashSet<string> inherited = [.. TypeHierarchyReader.OptimizedBases(type).SelectMany(b => Gradients(b, type, compilation))];
        bool IsInherited(ISymbol member) =>
            member is not IMethodSymbol { MethodKind: MethodKind.Destructor } && compilation.IsSymbolAccessibleWithin(member, type);
        bool Hides(string name) => inherited.Contains(name)
            || root.GetMembers(name) is { IsEmpty: false } ofAll && ofAll.Any(IsInherited);
        parameters = parameters.Select(p => Hides(p.Name) ? p with { HidesMember = true } : p);
        submodels = submodels.Select(p => Hides(p.Name) ? p with { HidesMember = true } : p);
    }

    // Generated members of a base class in this project cannot be seen yet. Those members of a class in another project can, if accessible.
    private static IEnumerable<string> Gradients(INamedTypeSymbol parent, INamedTypeSymbol type, Compilation compilation)
    {
        if (!SymbolEqualityComparer.Default.Equals(parent.ContainingAssembly, compilation.Assembly))
        {
            return parent.GetTypeMembers(GeneratedMemberNames.GradientsType)
                .SelectMany(g => g.GetMembers())
                .Where(m => compilation.IsSymbolAccessibleWithin(m, type))
                .Select(m => m.Name);
        }

        (EquatableArray<ParameterField> parameters, EquatableArray<SubmodelField> submodels) =
            MemberReader.ReadBase(parent.OriginalDefinition);
        IEnumerable<string> ofSums = SumReader.Sums(parent)
            ? submodels.Select(p => p.Name).Concat(parameters.Any(p => p.IsPacked) ? [GeneratedMemberNames.GradientSpan] : [])
            : [];
        return parameters.Select(p => p.Name).Concat(ofSums).Concat(parent.IsRecord ? [GeneratedMemberNames.IsOf] : []);
    }
}
