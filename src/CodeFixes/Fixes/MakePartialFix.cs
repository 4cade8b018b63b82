using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using FusedOpt.CodeFixes.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.CodeFixes.Fixes;

/// <summary>Makes an optimized class and the types around the class partial.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix)), Shared]
public sealed class MakePartialFix : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Ids.NotPartial];

    private protected override IEnumerable<Choice> Choices(
        SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
            yield break;

        TypeDeclarationSyntax[] closed = [.. declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Where(t => !IsPartial(t))];
        if (closed.Length == 0)
            yield break;
        string title = $"Make {string.Join(", ", closed.Select(t => $"'{t.Identifier.ValueText}'"))} partial";
        yield return new(title, nameof(MakePartialFix), editor =>
        {
            foreach (TypeDeclarationSyntax type in closed)
                editor.ReplaceNode(type, (current, _) => MakePartial((TypeDeclarationSyntax)current));
        });
    }

    private static bool IsPartial(TypeDeclarationSyntax type) => type.Modifiers.Any(SyntaxKind.PartialKeyword);

    // The word stands last, and a type without modifiers gives it the comments before its keyword.
    private static TypeDeclarationSyntax MakePartial(TypeDeclarationSyntax type)
    {
        if (IsPartial(type))
            return type;
        SyntaxToken word = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return type.Modifiers.Count > 0
            ? type.WithModifiers(type.Modifiers.Add(word))
            : type.WithKeyword(type.Keyword.WithLeadingTrivia()).AddModifiers(word.WithLeadingTrivia(type.Keyword.LeadingTrivia));
    }
}
