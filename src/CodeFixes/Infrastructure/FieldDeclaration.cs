using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.CodeFixes.Infrastructure;

/// <summary>Writes a field in the place of a property.</summary>
internal static class FieldDeclaration
{
    /// <summary>Returns a field with the name, attributes and comments of a property.</summary>
    /// <param name="property">The property.</param>
    /// <param name="type">The type of the field, as C# writes it.</param>
    /// <param name="value">The initial value, as C# writes it; null for none.</param>
    /// <param name="isReadOnly">True for a field that is assigned once.</param>
    public static FieldDeclarationSyntax Create(PropertyDeclarationSyntax property, string type, string? value, bool isReadOnly)
    {
        string[] words =
        [
            .. property.Modifiers.Where(m => m.Kind() is not (SyntaxKind.PartialKeyword or SyntaxKind.VirtualKeyword)).Select(m => m.Text),
            .. isReadOnly ? ["readonly"] : System.Array.Empty<string>(),
            type,
            property.Identifier.Text,
        ];
        var field = (FieldDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(
            string.Join(" ", words) + (value is null ? "" : " = " + value) + ";")!;

        // The first word behind the attributes has the comments and the indentation before it.
        SyntaxToken first = property.AttributeLists.Count == 0
            ? property.GetFirstToken()
            : property.AttributeLists.Last().GetLastToken().GetNextToken();
        return field.WithLeadingTrivia(first.LeadingTrivia)
            .WithAttributeLists(property.AttributeLists)
            .WithTrailingTrivia(property.GetTrailingTrivia());
    }
}
