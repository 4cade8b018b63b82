using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using FusedOpt.CodeFixes.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.CodeFixes.Fixes;

/// <summary>Makes an auto-property of a number a partial property marked [Parameter], which learns.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeParameterPropertyFix)), Shared]
public sealed class MakeParameterPropertyFix : DocumentFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Ids.NumberInProperty, Ids.OwnedParameter];

    private protected override IEnumerable<Choice> Choices(
        SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { Parent: TypeDeclarationSyntax declaration } property
            || !ParameterProperty.IsAutomatic(property)
            || property.Modifiers.Any(SyntaxKind.PartialKeyword)
            || property.AccessorList!.Accessors.Any(SyntaxKind.InitAccessorDeclaration)
            || !property.AccessorList.Accessors.Any(SyntaxKind.GetAccessorDeclaration)
            || model.GetDeclaredSymbol(property, cancellation) is not { } symbol
            || Attributes.Has(property, "Frozen"))
            yield break;
        bool isNumber = ParameterProperty.IsNumber(symbol.Type);
        ITypeSymbol? element = isNumber ? symbol.Type : ParameterProperty.SpanElement(symbol.Type);
        bool fits = isNumber || (property.AccessorList.Accessors.Count == 1 && Attributes.Has(property, "Parameter"));
        if (element is null || !fits || !ParameterProperty.CanOwn(symbol.ContainingType, element))
            yield break;
        ExpressionSyntax? value = property.Initializer?.Value is { } given && !Constructors.IsDefault(given, model) ? given : null;
        if (value is not null && !Constructors.CanAssign(declaration, symbol.ContainingType))
            yield break;

        string attribute = Attributes.Write("Parameter", property.SpanStart, model), name = symbol.Name;

        // Properties of one element type are fixed together: one class cannot own numbers of both types.
        yield return new(
            $"Make '{name}' a parameter",
            nameof(MakeParameterPropertyFix) + element.Name,
            editor => editor.ReplaceNode(declaration, (current, _) =>
            {
                var type = (TypeDeclarationSyntax)current;
                if (ParameterProperty.Find(type, name) is not { } found)
                    return type;
                type = type.ReplaceNode(found, ParameterProperty.Make(found, isNumber, attribute));
                return value is null ? type : Constructors.Assign(type, property.Identifier.Text, value.WithoutTrivia());
            }));
    }
}
