using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using System.Threading;
using FusedOpt.CodeFixes.Infrastructure;
using FusedOpt.Generator.Frontend;
using FusedOpt.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.CodeFixes.Fixes;

/// <summary>Replaces a misspelt hyperparameter or optimizer by the known name that is nearest.</summary>
/// <remarks>
/// A misspelt named argument of an attribute is an error of the compiler, which takes the name for a type; a misspelt optimizer is an
/// unknown name. The fix answers to these errors where they stand in an attribute of FusedOpt's.
/// </remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseNearestNameFix)), Shared]
public sealed class UseNearestNameFix : DocumentFix
{
    private const string Nearest = "Nearest";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [Ids.UnknownHyperparameter, Ids.UnknownType, Ids.UnknownName, Ids.UnknownMember, Ids.UnknownParameter];

    private protected override IEnumerable<Choice> Choices(
        SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute
            || Attributes.ClassOf(attribute, model) is not { } type
            || !type.IsOurs())
            return [];
        AttributeArgumentSyntax? argument = node.FirstAncestorOrSelf<AttributeArgumentSyntax>();
        Choice? choice = diagnostic.Id switch
        {
            Ids.UnknownHyperparameter when diagnostic.Properties.TryGetValue(Nearest, out string? nearest) && nearest is not null =>
                argument?.NameEquals is { } named ? Rename(named.Name, nearest) : RenameText(attribute, nearest),
            Ids.UnknownType when argument?.NameEquals is { } named && node.Span == named.Name.Span =>
                Argument(named.Name, type, attribute, model),
            Ids.UnknownParameter when argument?.NameColon is { } named => Colon(argument, named, type, attribute, model),
            Ids.UnknownName or Ids.UnknownMember when argument is { NameEquals: null } => Optimizer(node, argument, type),
            _ => null,
        };
        return choice is null ? [] : [choice];
    }

    private static Choice? Argument(IdentifierNameSyntax name, INamedTypeSymbol type, AttributeSyntax attribute, SemanticModel model) =>
        ArgumentNames.Nearest(name.Identifier.ValueText, type, Hyperparameters(attribute, type, model)) is { } nearest
            ? Rename(name, nearest)
            : null;

    private static Choice? Colon(
        AttributeArgumentSyntax argument, NameColonSyntax named, INamedTypeSymbol type, AttributeSyntax attribute, SemanticModel model)
    {
        string name = named.Name.Identifier.ValueText;
        if (ArgumentNames.Nearest(name, type, Hyperparameters(attribute, type, model)) is not { } nearest)
            return null;
        return new($"Write '{nearest} ='", Key(nearest), editor => editor.ReplaceNode(argument, (current, _) =>
        {
            var now = (AttributeArgumentSyntax)current;
            IdentifierNameSyntax renamed = SyntaxFactory.IdentifierName(nearest)
                .WithLeadingTrivia(now.GetLeadingTrivia())
                .WithTrailingTrivia(SyntaxFactory.Space);
            SyntaxToken sign = SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space);
            return now.WithNameColon(null).WithNameEquals(SyntaxFactory.NameEquals(renamed, sign));
        }));
    }

    // The first argument of [Optimize] is a member of the enum, with or without the name of the enum.
    private static Choice? Optimizer(SyntaxNode node, AttributeArgumentSyntax argument, INamedTypeSymbol type)
    {
        if (node is not IdentifierNameSyntax name
            || argument.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Last() != node
            || !type.IsOurs("Optimize")
            || type.ContainingAssembly.GetTypeByMetadataName("FusedOpt.Optimizer") is not { TypeKind: TypeKind.Enum } optimizers)
            return null;
        IEnumerable<string> known = optimizers.GetMembers().OfType<IFieldSymbol>().Select(f => f.Name);
        return NearestName.Find(name.Identifier.ValueText, known) is { } nearest ? Rename(name, nearest) : null;
    }

    private static Choice Rename(IdentifierNameSyntax name, string nearest) => new(
        $"Change '{name.Identifier.ValueText}' to '{nearest}'",
        Key(nearest),
        editor => editor.ReplaceNode(name, SyntaxFactory.IdentifierName(nearest).WithTriviaFrom(name)));

    // [Hyperparameter] has the name in a text, in the spelling of the rule's parameter.
    private static Choice? RenameText(AttributeSyntax attribute, string nearest)
    {
        if (attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression
            is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } text)
            return null;
        string name = Identifiers.Camel(nearest);
        return new(
            $"Change \"{text.Token.ValueText}\" to \"{name}\"",
            Key(nearest),
            editor => editor.ReplaceNode(
                text,
                SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name)).WithTriviaFrom(text)));
    }

    // Returns the hyperparameters of the rule or stage that an attribute names, or that the class around the attribute names.
    private static IReadOnlyCollection<string> Hyperparameters(AttributeSyntax attribute, INamedTypeSymbol type, SemanticModel model)
    {
        bool isStage = type.IsOurs("Transform") || type.IsOurs("Average");
        IEnumerable<AttributeSyntax> around = attribute.Ancestors()
            .OfType<TypeDeclarationSyntax>()
            .Take(1)
            .SelectMany(t => t.AttributeLists)
            .SelectMany(l => l.Attributes)
            .Where(a => Attributes.IsNamed(a, "Optimize"));
        AttributeSyntax? use = isStage || type.IsOurs("Optimize") ? attribute : around.FirstOrDefault();
        string method = type.IsOurs("Transform") ? "Transform" : type.IsOurs("Average") ? "Average" : "Update";
        return use?.ArgumentList?.Arguments.FirstOrDefault()?.Expression is { } rule
            ? [.. ArgumentNames.Hyperparameters(RuleOf(rule, model), method)]
            : [];
    }

    private static INamedTypeSymbol? RuleOf(ExpressionSyntax expression, SemanticModel model) =>
        expression is TypeOfExpressionSyntax typeOf ? model.GetSymbolInfo(typeOf.Type).Symbol as INamedTypeSymbol
        : model.GetSymbolInfo(expression).Symbol is IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } member
            ? model.Compilation.GetTypeByMetadataName($"FusedOpt.Rules.{member.Name}Rule")
            : null;

    // Names that are meant to be the same are fixed together.
    private static string Key(string nearest) => nameof(UseNearestNameFix) + nearest;
}
