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
    /// <summary>Reports them. Returns the names of generated members that the type has already.</summary>
    /// <remarks>Inherited members count: a generated one would hide them. What an optimized base class has gained is inherited.</remarks>
    public static EquatableArray<string> Read(
        INamedTypeSymbol type, Compilation compilation, TypeHierarchy hierarchy, bool ownsMemory, GuardModel? guard, PruneModel? prune, DiagnosticBag diagnostics)
    {
        var own = new List<string>();
        string[] gained = [.. GeneratedMemberNames.Members(hierarchy.IsOpen || hierarchy.Base is not null, ownsMemory).Concat(hierarchy.Base is null ? GeneratedMemberNames.Guard(guard, hierarchy.IsOpen) : []).Concat(prune is null ? [] : [GeneratedMemberNames.Sparsity])];
        foreach (INamedTypeSymbol declaring in Unoptimized(type))
        {
            foreach (string name in gained.Where(n => !own.Contains(n)))
            {
                if (Own(type, declaring, name, compilation) is not { } member)
                    continue;
                own.Add(name);
                Report(type, declaring, member, diagnostics);
            }
        }

        foreach (ISymbol member in Implementations(type))
        {
            own.Add(GeneratedMemberNames.Implementation(InterfaceMember(member)!.Name, member is IMethodSymbol method ? method.Parameters.Length : 0));
            diagnostics.Add(Descriptors.ImplementationCollision, member.Locations.FirstOrDefault(), type.Name, $"{InterfaceMember(member)!.ContainingType.Name}.{InterfaceMember(member)!.Name}");
        }

        // One's own way to dispose is one's own business.
        if (ownsMemory && Unoptimized(type).Any(declaring => Own(type, declaring, GeneratedMemberNames.Dispose, compilation) is not null))
            own.Add(GeneratedMemberNames.Dispose);
        if (ownsMemory && TypeHierarchyReader.OptimizedBases(type).FirstOrDefault(b => b.GetMembers().Any(m => m is IPropertySymbol && m.Attribute(Names.Parameter) is not null)) is { } owner)
            diagnostics.Add(Descriptors.MemberCollision, Declarations.NameLocation(type), owner.Name, GeneratedMemberNames.ParameterSpan);

        if (gained.Contains(type.Name))
        {
            own.Add(type.Name);
            diagnostics.Add(Descriptors.MemberCollision, Declarations.NameLocation(type), type.Name, type.Name);
        }

        return own.ToEquatableArray();
    }

    /// <summary>Reads the members of a type that have the name of one that a rule brings which moves parameters.</summary>
    /// <param name="type">The type.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="overrides">Whether the type may override those of its base class.</param>
    public static EquatableArray<string> Modes(INamedTypeSymbol type, Compilation compilation, bool overrides) => GeneratedMemberNames.Modes
        .Where(name => Unoptimized(type).Any(declaring => Own(type, declaring, name, compilation) is { } own && !(overrides && own.IsOverride)))
        .ToEquatableArray();

    /// <summary>Reports the members that <see cref="Modes"/> has found.</summary>
    public static void ReportModes(INamedTypeSymbol type, Compilation compilation, IEnumerable<string> modes, DiagnosticBag diagnostics)
    {
        foreach (string name in modes)
        {
            INamedTypeSymbol declaring = Unoptimized(type).First(d => Own(type, d, name, compilation) is not null);
            Report(type, declaring, Own(type, declaring, name, compilation)!, diagnostics);
        }
    }

    /// <summary>Reads those of such members that would implement the interface by their name alone.</summary>
    public static EquatableArray<string> OtherModes(INamedTypeSymbol type, Compilation compilation) => Modes(type, compilation, overrides: false)
        .Where(name => Unoptimized(type).Select(declaring => Own(type, declaring, name, compilation)).Any(m => m is
            IMethodSymbol { DeclaredAccessibility: Accessibility.Public, IsStatic: false, Parameters.Length: 0, Arity: 0 } or IPropertySymbol { DeclaredAccessibility: Accessibility.Public, IsStatic: false }))
        .ToEquatableArray();

    /// <summary>Returns the parameters of a class's own constructor, which its members can name.</summary>
    public static IEnumerable<IParameterSymbol> PrimaryParameters(INamedTypeSymbol type) => type.InstanceConstructors
        .Where(c => !type.IsRecord && c.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax)
        .SelectMany(c => c.Parameters);

    // The type and its bases, up to one that is optimized as well.
    private static IEnumerable<INamedTypeSymbol> Unoptimized(INamedTypeSymbol type) => Declarations.Bases(type).TakeWhile(b => b.Attribute(Names.Optimize) is null).Prepend(type);

    private static ISymbol? Own(INamedTypeSymbol type, INamedTypeSymbol declaring, string name, Compilation compilation) => ReferenceEquals(declaring, type)
        ? type.GetMembers(name).Concat(Accessors(type, name)).Where(Declarations.IsOwn)
            .Concat(type.TypeParameters.Where(p => p.Name == name)).Concat(PrimaryParameters(type).Where(p => p.Name == name)).FirstOrDefault()
        : declaring.GetMembers(name).FirstOrDefault(m => compilation.IsSymbolAccessibleWithin(m, type));

    // Methods that take the names of a property's accessors.
    private static IEnumerable<ISymbol> Accessors(INamedTypeSymbol type, string name) => GeneratedMemberNames.Methods.Contains(name)
        ? []
        : type.GetMembers("get_" + name).Concat(type.GetMembers("set_" + name)).Where(m => m is IMethodSymbol { MethodKind: MethodKind.Ordinary });

    private static void Report(INamedTypeSymbol type, INamedTypeSymbol declaring, ISymbol member, DiagnosticBag diagnostics) => diagnostics.Add(
        member is ITypeParameterSymbol or IParameterSymbol ? Descriptors.ParameterCollision : Descriptors.MemberCollision,
        ReferenceEquals(declaring, type) ? member.Locations.FirstOrDefault() : Declarations.NameLocation(type),
        declaring.Name,
        member.Name);

    // The user's own implementations of the interfaces that the generated part implements.
    private static IEnumerable<ISymbol> Implementations(INamedTypeSymbol type) => type.GetMembers().Where(m => InterfaceMember(m) is not null && Declarations.IsOwn(m));

    private static ISymbol? InterfaceMember(ISymbol member) => (member switch
    {
        IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation } method => method.ExplicitInterfaceImplementations.Cast<ISymbol>(),
        IPropertySymbol property => property.ExplicitInterfaceImplementations,
        _ => [],
    }).FirstOrDefault(i => i.ContainingType.Is(Names.Optimizable) || i.ContainingType.Is(Names.ModelNode));
}
