using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the declarations of types: everything that is needed to add a part to a type.</summary>
internal static class Declarations
{
    // The compiler puts the files of a generator into a folder named after the generator.
    private static readonly string GeneratedFolder = typeof(OptimizeGenerator).FullName;

    /// <summary>Reads the declaration of a type.</summary>
    public static DeclaredType Read(INamedTypeSymbol type) => new(
        HintName.Create(type),
        type.ContainingNamespace.IsGlobalNamespace ? "" : Namespace(type.ContainingNamespace),
        Outermost(type).Select(Header).ToEquatableArray(),
        type.Name,
        Self(type));

    /// <summary>Reads the modifiers of a partial property, which its other part must repeat.</summary>
    public static PropertyDeclaration Read(IPropertySymbol property)
    {
        var syntax = (PropertyDeclarationSyntax)property.DeclaringSyntaxReferences[0].GetSyntax();
        AccessorDeclarationSyntax? setter = syntax.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.SetAccessorDeclaration));
        return new(
            Text(syntax.Modifiers),
            setter is null ? null : Text(setter.Modifiers),
            property.Attribute(Names.JsonIgnore) is not null);
    }

    /// <summary>Returns the type and the types around it, from the outermost.</summary>
    public static IEnumerable<INamedTypeSymbol> Outermost(INamedTypeSymbol type)
    {
        var types = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
            types.Insert(0, around);
        return types;
    }

    /// <summary>Returns the classes that a type derives from, from the nearest.</summary>
    public static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType)
            yield return parent;
    }

    /// <summary>Returns true if every declaration of the type says partial; true for a type without declarations.</summary>
    public static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(r => r.GetSyntax())
        .OfType<TypeDeclarationSyntax>()
        .All(d => d.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>Returns true if the user declared the member.</summary>
    /// <remarks>Analyzers see generated members, too, and must not take them for the user's.</remarks>
    public static bool IsOwn(ISymbol member) =>
        member.DeclaringSyntaxReferences.IsEmpty || !member.DeclaringSyntaxReferences.All(r => IsGenerated(r.SyntaxTree));

    /// <summary>Returns the location of the type's name in its first declaration. Diagnostics about the type belong there.</summary>
    public static Location? NameLocation(INamedTypeSymbol type) =>
        type.Locations.FirstOrDefault(l => l.SourceTree is { } tree && !IsGenerated(tree));

    /// <summary>Returns the accessibility of a member as C# writes it.</summary>
    public static string Access(ISymbol member) => member.DeclaredAccessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Private => "private",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedAndInternal => "private protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        _ => "internal",
    };

    private static string Text(SyntaxTokenList modifiers) => string.Join(" ", modifiers.Select(m => m.Text));

    /// <summary>Returns true if this generator has added the file.</summary>
    public static bool IsGenerated(SyntaxTree tree) => tree.FilePath.Contains(GeneratedFolder);

    private static string Namespace(INamespaceSymbol space)
    {
        string name = Identifiers.Escape(space.Name);
        return space.ContainingNamespace.IsGlobalNamespace ? name : Namespace(space.ContainingNamespace) + "." + name;
    }

    private static string Header(INamedTypeSymbol type)
    {
        string keyword = (type.IsRecord, type.TypeKind) switch
        {
            (true, TypeKind.Struct) => "record struct",
            (true, _) => "record",
            (_, TypeKind.Struct) => "struct",
            (_, TypeKind.Interface) => "interface",
            _ => "class",
        };
        return $"partial {keyword} {Self(type)}";
    }

    private static string Self(INamedTypeSymbol type)
    {
        string parameters = type.TypeParameters.Length == 0
            ? ""
            : "<" + string.Join(", ", type.TypeParameters.Select(p => Identifiers.Escape(p.Name))) + ">";
        return Identifiers.Escape(type.Name) + parameters;
    }
}
