using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Generator.Frontend;

/// <summary>What it takes to add a part to a type.</summary>
internal static class Declarations
{
    // Where the compiler puts the files of a generator: a folder named after it.
    private static readonly string GeneratedFolder = typeof(OptimizeGenerator).FullName;

    public static DeclaredType Read(INamedTypeSymbol type) => new(
        HintName.Create(type),
        type.ContainingNamespace.IsGlobalNamespace ? "" : Namespace(type.ContainingNamespace),
        Outermost(type).Select(Header).ToEquatableArray(),
        type.Name,
        Self(type));

    /// <summary>The modifiers of a partial property, which its other part must repeat.</summary>
    public static PropertyDeclaration Read(IPropertySymbol property)
    {
        var syntax = (PropertyDeclarationSyntax)property.DeclaringSyntaxReferences[0].GetSyntax();
        AccessorDeclarationSyntax? setter = syntax.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.SetAccessorDeclaration));
        return new(Text(syntax.Modifiers), setter is null ? null : Text(setter.Modifiers), property.Attribute(Names.JsonIgnore) is not null);
    }

    /// <summary>The type and those around it, from the outermost.</summary>
    public static IEnumerable<INamedTypeSymbol> Outermost(INamedTypeSymbol type)
    {
        var types = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
            types.Insert(0, around);
        return types;
    }

    /// <summary>The classes that a type derives from, from the nearest.</summary>
    public static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? parent = type.BaseType; parent is not null; parent = parent.BaseType)
            yield return parent;
    }

    /// <summary>Whether every declaration of the type says partial; one that has none is not asked.</summary>
    public static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<TypeDeclarationSyntax>().All(d => d.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>Whether the user declared the member. Analyzers see generated ones, too, and must not take them for the user's.</summary>
    public static bool IsOwn(ISymbol member) =>
        member.DeclaringSyntaxReferences.IsEmpty || !member.DeclaringSyntaxReferences.All(r => IsGenerated(r.SyntaxTree));

    /// <summary>The name of the type where it is declared first: where a diagnostic about the type belongs.</summary>
    public static Location? NameLocation(INamedTypeSymbol type) => type.Locations.FirstOrDefault(l => l.SourceTree is { } tree && !IsGenerated(tree));

    private static string Text(SyntaxTokenList modifiers) => string.Join(" ", modifiers.Select(m => m.Text));

    /// <summary>Returns true if the file is one that this generator has added.</summary>
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
