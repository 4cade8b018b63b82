using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds members of the user's that have the name of a generated one.</summary>
internal static class CollisionReader
{
    // Inherited members count: a generated one would hide them. What an optimized base class has gained is inherited.
    public static EquatableArray<string> Read(INamedTypeSymbol type, Lineage lineage, bool ownsMemory, GuardModel? guard, PruneModel? prune, DiagnosticBag diagnostics)
    {
        var own = new List<string>();
        string[] gained = [.. Surface.Members(lineage.IsOpen || lineage.Base is not null, ownsMemory).Concat(lineage.Base is null ? Surface.Guard(guard, lineage.IsOpen) : []).Concat(prune is null ? [] : [Surface.Sparsity])];
        foreach (INamedTypeSymbol declaring in Unoptimized(type))
        {
            foreach (string name in gained.Where(n => !own.Contains(n)))
            {
                if (Own(type, declaring, name) is not { } member)
                    continue;
                own.Add(name);
                Location? location = ReferenceEquals(declaring, type) ? member.Locations.FirstOrDefault() : Declarations.NameLocation(type);
                diagnostics.Add(Descriptors.MemberCollision, location, declaring.Name, name);
            }
        }

        // One's own way to dispose is one's own business.
        if (ownsMemory && Unoptimized(type).Any(declaring => Own(type, declaring, Surface.Dispose) is not null))
            own.Add(Surface.Dispose);
        if (ownsMemory && LineageReader.OptimizedBases(type).FirstOrDefault(b => b.GetMembers().Any(m => m is IPropertySymbol && m.Attribute(Names.Parameter) is not null)) is { } owner)
            diagnostics.Add(Descriptors.MemberCollision, Declarations.NameLocation(type), owner.Name, Surface.ParameterSpan);

        if (gained.Contains(type.Name))
        {
            own.Add(type.Name);
            diagnostics.Add(Descriptors.MemberCollision, Declarations.NameLocation(type), type.Name, type.Name);
        }

        return own.ToEquatableArray();
    }

    /// <summary>Members that a type has already and would gain from a rule that moves parameters.</summary>
    public static EquatableArray<string> Modes(INamedTypeSymbol type) =>
        Surface.Modes.Where(name => Unoptimized(type).Any(declaring => Own(type, declaring, name) is not null)).ToEquatableArray();

    // The type and its bases, up to one that is optimized as well.
    private static IEnumerable<INamedTypeSymbol> Unoptimized(INamedTypeSymbol type) => Declarations.Bases(type).TakeWhile(b => b.Attribute(Names.Optimize) is null).Prepend(type);

    private static ISymbol? Own(INamedTypeSymbol type, INamedTypeSymbol declaring, string name) => declaring.GetMembers(name)
        .FirstOrDefault(m => Declarations.IsOwn(m) && (ReferenceEquals(declaring, type) || m.DeclaredAccessibility != Accessibility.Private));
}
