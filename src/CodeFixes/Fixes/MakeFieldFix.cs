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

/// <summary>Makes an auto-property of numbers or of a model a field, which learns.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeFieldFix)), Shared]
public sealed class MakeFieldFix : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Ids.NumberInProperty, Ids.ModelInProperty];

    private protected override IEnumerable<Choice> Choices(
        SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } property
            || !ParameterProperty.IsAutomatic(property)
            || model.GetDeclaredSymbol(property, cancellation) is not { } symbol
            || ParameterProperty.IsRequired(symbol)
            || !ParameterProperty.HasOurAttributesAlone(symbol))
            yield break;

        // A field of numbers may be read-only only if it refers to them, and a private one says that it learns.
        bool isReadOnly = symbol is { SetMethod: null, Type.IsReferenceType: true };
        bool isPrivate = symbol.DeclaredAccessibility == Accessibility.Private && diagnostic.Id == Ids.NumberInProperty;
        string attribute = Attributes.Write("Parameter", property.SpanStart, model);
        yield return new(
            $"Make '{symbol.Name}' a field",
            nameof(MakeFieldFix),
            editor => editor.ReplaceNode(property, (current, _) =>
            {
                var now = (PropertyDeclarationSyntax)current;
                FieldDeclarationSyntax field =
                    FieldDeclaration.Create(now, now.Type.WithoutTrivia().ToString(), now.Initializer?.Value.ToString(), isReadOnly);
                return isPrivate && !Attributes.Has(field, "Parameter") ? Attributes.With(field, attribute) : field;
            }));
    }
}
