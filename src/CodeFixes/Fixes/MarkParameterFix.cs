using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using FusedOpt.CodeFixes.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.CodeFixes.Fixes;

/// <summary>Marks a field or property [Frozen], or [Parameter] where the diagnostic asks for either.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkParameterFix)), Shared]
public sealed class MarkParameterFix : DocumentFix
{
    private const string Parameter = "Parameter", Frozen = "Frozen";

    /// <summary>The keys of the two choices.</summary>
    public const string ParameterKey = nameof(MarkParameterFix) + Parameter, FrozenKey = nameof(MarkParameterFix) + Frozen;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
    [
        Ids.ReadOnlyParameter,
        Ids.UnsupportedType,
        Ids.ModelInProperty,
        Ids.PrivateParameter,
        Ids.UnmarkedDerived,
        Ids.NumberInProperty,
    ];

    private protected override IEnumerable<Choice> Choices(
        SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        SyntaxNode? member = node.AncestorsAndSelf()
            .FirstOrDefault(n => n is FieldDeclarationSyntax or PropertyDeclarationSyntax or ParameterSyntax or BaseTypeDeclarationSyntax);
        string? name = member switch
        {
            FieldDeclarationSyntax field => string.Join(", ", field.Declaration.Variables.Select(v => v.Identifier.ValueText)),
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            ParameterSyntax { Parent.Parent: RecordDeclarationSyntax } parameter => parameter.Identifier.ValueText,
            _ => null,
        };
        if (member is null || name is null || Attributes.Has(member, Frozen) || Attributes.Has(member, Parameter))
            yield break;
        if (diagnostic.Id == Ids.PrivateParameter)
            yield return Mark(member, name, Parameter, model);
        yield return Mark(member, name, Frozen, model);
    }

    private static Choice Mark(SyntaxNode member, string name, string attribute, SemanticModel model) => new(
        $"Mark '{name}' [{attribute}]",
        nameof(MarkParameterFix) + attribute,
        editor => editor.ReplaceNode(member, (current, _) => Attributes.Has(current, attribute)
            ? current
            : Attributes.With(
                current,
                (current is ParameterSyntax ? "property: " : "") + Attributes.Write(attribute, member.SpanStart, model))));
}
