using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.CodeFixes.Infrastructure;

/// <summary>Reads and writes FusedOpt's attributes.</summary>
internal static class Attributes
{
    private const string Library = "FusedOpt";

    /// <summary>Returns true if a type is an attribute of FusedOpt's, of any name or of the given name.</summary>
    public static bool IsOurs(this ITypeSymbol? type, string? name = null) =>
        type is { ContainingType: null, ContainingNamespace: { Name: Library, ContainingNamespace.IsGlobalNamespace: true } }
        && type.Name.EndsWith("Attribute", System.StringComparison.Ordinal)
        && (name is null || type.Name == name + "Attribute");

    /// <summary>Returns the class of an attribute; null if there is none.</summary>
    /// <remarks>The arguments of the attribute may have errors.</remarks>
    public static INamedTypeSymbol? ClassOf(AttributeSyntax attribute, SemanticModel model)
    {
        SymbolInfo info = model.GetSymbolInfo(attribute);
        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault())?.ContainingType
            ?? model.GetTypeInfo(attribute).Type as INamedTypeSymbol;
    }

    /// <summary>Returns the name of an attribute of FusedOpt's as it is written at a place in a file.</summary>
    public static string Write(string name, int position, SemanticModel model)
    {
        bool isInScope = model.LookupNamespacesAndTypes(position, name: name + "Attribute").Any(s => s is ITypeSymbol t && t.IsOurs(name))
            && model.LookupNamespacesAndTypes(position, name: name).IsEmpty;
        return isInScope ? name : $"global::{Library}.{name}";
    }

    /// <summary>Returns a member with one more attribute, which is given as C# writes it, on the line of the member itself.</summary>
    public static T With<T>(T member, string attribute)
        where T : SyntaxNode
    {
        SyntaxList<AttributeListSyntax> lists = ListsOf(member);
        SyntaxToken first = lists.Count == 0 ? member.GetFirstToken() : lists.Last().GetLastToken().GetNextToken();

        // A parsed list is left as it is, whereas the formatter would put a list from the factory on a line of its own.
        AttributeListSyntax added = SyntaxFactory.ParseCompilationUnit($"[{attribute}] class C;").Members[0].AttributeLists[0]
            .WithLeadingTrivia(first.LeadingTrivia)
            .WithTrailingTrivia(SyntaxFactory.Space);
        SyntaxNode bare = member.ReplaceToken(first, first.WithLeadingTrivia());
        return (T)WithLists(bare, ListsOf(bare).Add(added));
    }

    /// <summary>Returns true if a member carries an attribute of FusedOpt's, by its name in the source.</summary>
    public static bool Has(SyntaxNode member, string name) => ListsOf(member).SelectMany(l => l.Attributes).Any(a => IsNamed(a, name));

    /// <summary>Returns true if an attribute has the name in the source, whatever its namespace.</summary>
    public static bool IsNamed(AttributeSyntax attribute, string name) => LastOf(attribute.Name) is { } last
        && (last == name || last == name + "Attribute");

    private static string? LastOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => null,
    };

    private static SyntaxList<AttributeListSyntax> ListsOf(SyntaxNode member) => member switch
    {
        MemberDeclarationSyntax declaration => declaration.AttributeLists,
        BaseParameterSyntax parameter => parameter.AttributeLists,
        _ => default,
    };

    private static SyntaxNode WithLists(SyntaxNode member, SyntaxList<AttributeListSyntax> lists) => member switch
    {
        MemberDeclarationSyntax declaration => declaration.WithAttributeLists(lists),
        ParameterSyntax parameter => parameter.WithAttributeLists(lists),
        _ => member,
    };
}
