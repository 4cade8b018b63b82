using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt.CodeFixes.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;

namespace FusedOpt.CodeFixes.Fixes;

/// <summary>Renames a member that has the name of a generated one, with all its uses in the solution.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameCollisionFix)), Shared]
public sealed class RenameCollisionFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Ids.MemberCollision];

    /// <summary>Returns null: a rename reaches into other files, so that each is made and looked at alone.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (model is null || root is null)
            return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            // The error of an inherited member stands at the class, which is not to be renamed. An implementation has no name of its own.
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan);
            if (Declared(node, model, context.CancellationToken) is not { } symbol
                || symbol is IMethodSymbol { ExplicitInterfaceImplementations.IsEmpty: false }
                || symbol is IPropertySymbol { ExplicitInterfaceImplementations.IsEmpty: false }
                || symbol.IsOverride
                || !IsOf(diagnostic, symbol))
                continue;
            string name = NewName(symbol);
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Rename '{symbol.Name}' to '{name}'",
                    cancellation => Renamer.RenameSymbolAsync(
                        context.Document.Project.Solution, symbol, new SymbolRenameOptions(), name, cancellation),
                    equivalenceKey: nameof(RenameCollisionFix)),
                diagnostic);
        }
    }

    private static ISymbol? Declared(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        for (SyntaxNode? at = node; at is not null and not StatementSyntax; at = at.Parent)
        {
            if (model.GetDeclaredSymbol(at, cancellation) is { } symbol)
                return symbol;
        }

        return null;
    }

    // The message names the member. A class that has the name itself is renamed by its user, whose file has the name, too.
    private static bool IsOf(Diagnostic diagnostic, ISymbol symbol) => symbol is not INamespaceSymbol
        && !(symbol is INamedTypeSymbol type && type.GetAttributes().Any(a => a.AttributeClass.IsOurs("Optimize")))
        && diagnostic.GetMessage(CultureInfo.InvariantCulture).IndexOf($"'{symbol.Name}'", StringComparison.Ordinal) >= 0;

    // Takes the name of the class into the name, which no generated member has, or the first number that makes the name new.
    private static string NewName(ISymbol symbol)
    {
        INamedTypeSymbol? type = symbol.ContainingType;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (INamedTypeSymbol? at = type; at is not null; at = at.BaseType)
            taken.UnionWith(at.GetMembers().Select(m => m.Name));
        bool isLower = symbol is IParameterSymbol && char.IsLower(symbol.Name[0]);
        string stem = symbol is ITypeParameterSymbol ? "T" + symbol.Name
            : isLower ? "own" + char.ToUpperInvariant(symbol.Name[0]) + symbol.Name.Substring(1)
            : "Own" + symbol.Name;
        string name = stem;
        for (int n = 2; taken.Contains(name) || !SyntaxFacts.IsValidIdentifier(name); n++)
            name = FormattableString.Invariant($"{stem}{n}");
        return name;
    }
}
