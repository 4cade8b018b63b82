using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>
/// Finds the parameters that abstract base classes declare as abstract properties. Each optimized class that derives from such a class
/// implements the properties, with memory of its own.
/// </summary>
internal static class InheritedParameters
{
    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Returns true if a class can declare parameters and methods on one example for the classes that derive from it.</summary>
    public static bool CanDeclare(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: true, IsStatic: false } && type.Attribute(Names.Optimize) is null;

    /// <summary>Returns true if a property is a parameter that derived classes implement.</summary>
    public static bool IsDeclaration(ISymbol member) =>
        member is IPropertySymbol { IsAbstract: true, IsIndexer: false } property
        && CanDeclare(property.ContainingType)
        && (property.Attribute(Names.Parameter) is not null || property.Attribute(Names.SparseGradient) is not null);

    /// <summary>Returns the bases of a class that declare for it, from the nearest, up to an optimized base class.</summary>
    public static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type) =>
        Declarations.Bases(type).TakeWhile(b => b.Attribute(Names.Optimize) is null).Where(CanDeclare);

    /// <summary>Returns the properties that a class has to implement, those of the most distant base class first.</summary>
    /// <remarks>A class that implements a property by hand has no parameter of that name.</remarks>
    public static IEnumerable<IPropertySymbol> Find(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Class || type.BaseType is null or { SpecialType: SpecialType.System_Object })
            return [];
        HashSet<string> named = [.. OwnNames(type)];
        var found = new List<IPropertySymbol>();
        foreach (INamedTypeSymbol parent in Declarations.Bases(type).TakeWhile(b => b.Attribute(Names.Optimize) is null))
        {
            IPropertySymbol[] declared = [.. parent.GetMembers().Where(IsDeclaration).Cast<IPropertySymbol>()];
            found.InsertRange(0, declared.Where(p => !named.Contains(p.Name)));
            named.UnionWith(OwnNames(parent));
        }

        return found;
    }

    /// <summary>Returns the member of a class that carries the attributes of a parameter or submodel: its own, or that of a base.</summary>
    public static ISymbol? Member(INamedTypeSymbol type, string name) =>
        Declarations.Bases(type).Prepend(type).SelectMany(t => t.GetMembers(name)).FirstOrDefault(Declarations.IsOwn);

    /// <summary>Returns how a class declares the property that it implements.</summary>
    public static PropertyDeclaration Implement(IPropertySymbol property, INamedTypeSymbol type)
    {
        bool isElsewhere = !SymbolEqualityComparer.Default.Equals(property.ContainingAssembly, type.ContainingAssembly);
        bool isRestricted = property.SetMethod is { } setter && setter.DeclaredAccessibility != property.DeclaredAccessibility;
        return new(
            Access(property, isElsewhere) + " sealed override",
            property.SetMethod is null ? null : isRestricted ? Access(property.SetMethod, isElsewhere) : "",
            IsJsonIgnored: false) { IsInherited = true };
    }

    /// <summary>Returns the declarations that no property of a refused class implements, since they do not fit.</summary>
    public static EquatableArray<UnfitProperty> Unfit(INamedTypeSymbol type, IEnumerable<ParameterField> parameters)
    {
        HashSet<string> fit = [.. parameters.Select(p => p.Name)];
        return Find(type)
            .Where(p => !fit.Contains(p.Name) && p is { RefKind: RefKind.None, Type.TypeKind: not TypeKind.Error })
            .Select(p => new UnfitProperty(
                p.Name,
                p.Type.ToDisplayString(TypeFormat),
                Implement(p, type),
                p.GetMethod is not null,
                p.SetMethod is { IsInitOnly: true }))
            .ToEquatableArray();
    }

    // A class cannot have two members of one name. An override is one, and what hides the declaration is an error of the compiler's.
    private static IEnumerable<string> OwnNames(INamedTypeSymbol type) =>
        type.GetMembers().Where(Declarations.IsOwn).Select(m => m.Name);

    // Another assembly overrides what is protected internal as protected.
    private static string Access(ISymbol member, bool isElsewhere) =>
        isElsewhere && member.DeclaredAccessibility == Accessibility.ProtectedOrInternal
            ? "protected"
            : Declarations.Access(member);
}
