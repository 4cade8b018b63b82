using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds members of the user's that have the name of a generated member.</summary>
internal static class CollisionReader
{
    private static readonly Dictionary<string, (string Get, string Set)> AccessorNames =
        GeneratedMemberNames.All.Distinct().Except(GeneratedMemberNames.Methods).ToDictionary(n => n, n => ("get_" + n, "set_" + n));

    /// <summary>Reports the members that collide. Returns the names of generated members that the type has already.</summary>
    /// <remarks>
    /// Inherited members count: a generated member would hide them. Generated members of an optimized base class are inherited.
    /// </remarks>
    public static EquatableArray<string> Read(
        INamedTypeSymbol type,
        Compilation compilation,
        TypeHierarchy hierarchy,
        bool ownsMemory,
        GuardModel? guard,
        PruneModel? prune,
        DiagnosticBag diagnostics)
    {
        var own = new List<string>();
        string[] gained =
        [
            .. GeneratedMemberNames.Members(hierarchy.IsOpen || hierarchy.Base is not null, ownsMemory),
            .. hierarchy.Base is null ? GeneratedMemberNames.Guard(guard, hierarchy.IsOpen) : [],
            .. prune is null ? Array.Empty<string>() : [GeneratedMemberNames.Sparsity],
        ];
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
            ISymbol implemented = InterfaceMember(member)!;
            int parameters = member is IMethodSymbol method ? method.Parameters.Length : 0;
            own.Add(GeneratedMemberNames.Implementation(implemented.Name, parameters));
            diagnostics.Add(
                Descriptors.ImplementationCollision,
                member.Locations.FirstOrDefault(),
                type.Name,
                $"{implemented.ContainingType.Name}.{implemented.Name}");
        }

        // A user's own Dispose is no error.
        if (ownsMemory && Unoptimized(type).Any(declaring => Own(type, declaring, GeneratedMemberNames.Dispose, compilation) is not null))
            own.Add(GeneratedMemberNames.Dispose);
        if (ownsMemory && TypeHierarchyReader.OptimizedBases(type).FirstOrDefault(OwnsMemory) is { } owner)
            diagnostics.Add(Descriptors.MemberCollision, Declarations.NameLocation(type), owner.Name, GeneratedMemberNames.ParameterSpan);

        if (gained.Contains(type.Name))
        {
            own.Add(type.Name);
            diagnostics.Add(Descriptors.MemberCollision, Declarations.NameLocation(type), type.Name, type.Name);
        }

        return own.ToEquatableArray();
    }

    /// <summary>
    /// Reads the members of a type that have the name of a generated mode member, which a class has if its rule moves parameters.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="overrides">True if the type may override the members of its base class.</param>
    public static EquatableArray<string> Modes(INamedTypeSymbol type, Compilation compilation, bool overrides)
    {
        bool Collides(ISymbol? member) => member is not null && !(overrides && member.IsOverride);
        return GeneratedMemberNames.Modes
            .Where(name => Unoptimized(type).Any(declaring => Collides(Own(type, declaring, name, compilation))))
            .ToEquatableArray();
    }

    /// <summary>Reports the members that <see cref="Modes"/> has found.</summary>
    public static void ReportModes(
        INamedTypeSymbol type, Compilation compilation, IEnumerable<string> modes, DiagnosticBag diagnostics)
    {
        foreach (string name in modes)
        {
            INamedTypeSymbol declaring = Unoptimized(type).First(d => Own(type, d, name, compilation) is not null);
            Report(type, declaring, Own(type, declaring, name, compilation)!, diagnostics);
        }
    }

    /// <summary>Reads the members found by <see cref="Modes"/> that would implement the interface by their name alone.</summary>
    public static EquatableArray<string> OtherModes(INamedTypeSymbol type, Compilation compilation) =>
        Modes(type, compilation, overrides: false)
            .Where(name => Unoptimized(type).Select(declaring => Own(type, declaring, name, compilation)).Any(IsImplementation))
            .ToEquatableArray();

    /// <summary>Returns the parameters of a class's own constructor, which its members can name.</summary>
    public static ImmutableArray<IParameterSymbol> PrimaryParameters(INamedTypeSymbol type)
    {
        if (!type.IsRecord)
        {
            foreach (IMethodSymbol constructor in type.InstanceConstructors)
            {
                if (constructor is { Parameters.IsEmpty: false, DeclaringSyntaxReferences: [var declaration, ..] }
                    && declaration.GetSyntax() is TypeDeclarationSyntax)
                    return constructor.Parameters;
            }
        }

        return [];
    }

    private static bool OwnsMemory(INamedTypeSymbol type) => type.GetMembers().Any(IsOwned) || InheritedParameters.Find(type).Any();

    // The property that implements an inherited one has no attribute of its own.
    private static bool IsOwned(ISymbol member)
    {
        for (IPropertySymbol? property = member as IPropertySymbol; property is not null; property = property.OverriddenProperty)
        {
            if (property.Attribute(Names.Parameter) is not null)
                return true;
        }

        return false;
    }

    private static bool IsImplementation(ISymbol? member) => member
        is IMethodSymbol { DeclaredAccessibility: Accessibility.Public, IsStatic: false, Parameters.Length: 0, Arity: 0 }
        or IPropertySymbol { DeclaredAccessibility: Accessibility.Public, IsStatic: false };

    // Returns the type and its bases, up to a base that is optimized as well.
    private static IEnumerable<INamedTypeSymbol> Unoptimized(INamedTypeSymbol type) =>
        Declarations.Bases(type).TakeWhile(b => b.Attribute(Names.Optimize) is null).Prepend(type);

    // Called for every generated name, mostly with a result of null.
    private static ISymbol? Own(INamedTypeSymbol type, INamedTypeSymbol declaring, string name, Compilation compilation)
    {
        if (!ReferenceEquals(declaring, type))
            return FirstVisible(declaring.GetMembers(name), type, compilation);
        return FirstOwn(type.GetMembers(name))
            ?? Accessor(type, name)
            ?? Named(type.TypeParameters, name)
            ?? (ISymbol?)Named(PrimaryParameters(type), name);
    }

    private static ISymbol? FirstOwn(ImmutableArray<ISymbol> members) => First(members, Declarations.IsOwn);

    private static ISymbol? FirstVisible(ImmutableArray<ISymbol> members, INamedTypeSymbol type, Compilation compilation) =>
        members.IsEmpty ? null : members.FirstOrDefault(m => compilation.IsSymbolAccessibleWithin(m, type));

    // Returns a method that takes the name of a property's accessor.
    private static ISymbol? Accessor(INamedTypeSymbol type, string name) =>
        AccessorNames.TryGetValue(name, out (string Get, string Set) names)
            ? First(type.GetMembers(names.Get), IsOwnMethod) ?? First(type.GetMembers(names.Set), IsOwnMethod)
            : null;

    private static bool IsOwnMethod(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Ordinary } && Declarations.IsOwn(member);

    private static ISymbol? First(ImmutableArray<ISymbol> members, Func<ISymbol, bool> isWanted) =>
        members.IsEmpty ? null : members.FirstOrDefault(isWanted);

    private static T? Named<T>(ImmutableArray<T> symbols, string name)
        where T : class, ISymbol
    {
        foreach (T symbol in symbols)
        {
            if (symbol.Name == name)
                return symbol;
        }

        return null;
    }

    private static void Report(INamedTypeSymbol type, INamedTypeSymbol declaring, ISymbol member, DiagnosticBag diagnostics) =>
        diagnostics.Add(
            member is ITypeParameterSymbol or IParameterSymbol ? Descriptors.ParameterCollision : Descriptors.MemberCollision,
            ReferenceEquals(declaring, type) ? member.Locations.FirstOrDefault() : Declarations.NameLocation(type),
            declaring.Name,
            member.Name);

    // Returns the user's own implementations of the interfaces that the generated part implements.
    private static IEnumerable<ISymbol> Implementations(INamedTypeSymbol type) =>
        type.GetMembers().Where(m => InterfaceMember(m) is not null && Declarations.IsOwn(m));

    private static ISymbol? InterfaceMember(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation } method =>
            method.ExplicitInterfaceImplementations.FirstOrDefault(IsOurs),
        IPropertySymbol { ExplicitInterfaceImplementations: { IsEmpty: false } implemented } => implemented.FirstOrDefault(IsOurs),
        _ => null,
    };

    private static bool IsOurs(ISymbol member) => member.ContainingType.Is(Names.Optimizable) || member.ContainingType.Is(Names.ModelNode);
}
