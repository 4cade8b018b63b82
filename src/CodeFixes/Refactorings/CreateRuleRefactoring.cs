using System;
using System.Composition;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt.CodeFixes.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace FusedOpt.CodeFixes.Refactorings;

/// <summary>Starts an update rule of the user's own from the built-in rule that a class names.</summary>
[ExportCodeRefactoringProvider(LanguageNames.CSharp, Name = nameof(CreateRuleRefactoring)), Shared]
public sealed class CreateRuleRefactoring : CodeRefactoringProvider
{
    /// <inheritdoc/>
    public override async Task ComputeRefactoringsAsync(CodeRefactoringContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        if (root?.FindNode(context.Span).FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute
            || !Attributes.IsNamed(attribute, "Optimize")
            || attribute.ArgumentList?.Arguments.FirstOrDefault() is not { NameEquals: null } argument
            || attribute.Parent?.Parent is not TypeDeclarationSyntax declaration)
            return;
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (model?.GetSymbolInfo(argument.Expression, context.CancellationToken).Symbol is not IFieldSymbol member
            || member.ContainingType?.ToDisplayString() != "FusedOpt.Optimizer"
            || model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } type
            || RuleText.Find(member.Name) is not { } source)
            return;
        context.RegisterRefactoring(CodeAction.Create(
            $"Create an update rule from {member.Name}",
            cancellation => CreateAsync(context.Document, argument, member.Name, type, source, cancellation),
            equivalenceKey: nameof(CreateRuleRefactoring)));
    }

    private static async Task<Solution> CreateAsync(
        Document document,
        AttributeArgumentSyntax argument,
        string optimizer,
        INamedTypeSymbol type,
        string source,
        CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        Compilation? compilation = await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false);
        SourceText text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        if (root is null || compilation is null)
            return document.Project.Solution;

        // The new rule lies in the namespace of the class, so that the attribute names it by its name alone.
        INamespaceSymbol space = type.ContainingNamespace;
        string name = Free("My" + optimizer, n =>
            space.GetMembers(n).Any()
            || compilation.GetSymbolsWithName(n, SymbolFilter.Type, cancellation).Any()
            || document.Project.Documents.Any(d => d.Name == n + ".cs"));
        string? around = space.IsGlobalNamespace ? null : space.ToDisplayString();
        string rule = RuleText.Rename(source, optimizer, name, around);
        if (text.Lines.Count > 1 && text.ToString(TextSpan.FromBounds(text.Lines[0].End, text.Lines[0].EndIncludingLineBreak)) == "\r\n")
            rule = rule.Replace("\n", "\r\n");

        ExpressionSyntax named = SyntaxFactory.ParseExpression($"typeof({name})").WithTriviaFrom(argument.Expression);
        Document changed = document.WithSyntaxRoot(root.ReplaceNode(argument.Expression, named));
        return changed.Project.AddDocument(name + ".cs", SourceText.From(rule, Encoding.UTF8), document.Folders).Project.Solution;
    }

    private static string Free(string name, Func<string, bool> isTaken)
    {
        string free = name;
        for (int n = 2; isTaken(free); n++)
            free = FormattableString.Invariant($"{name}{n}");
        return free;
    }
}
