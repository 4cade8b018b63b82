using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace FusedOpt.CodeFixes.Infrastructure;

/// <summary>A fix that edits the document of its diagnostic alone. All diagnostics of a document are fixed in one edit.</summary>
public abstract class DocumentFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(FixAllAsync);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Choice choice in await ChoicesAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        choice.Title, cancellation => FixAsync(context.Document, [choice], cancellation), equivalenceKey: choice.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>Returns the ways to fix a diagnostic; none if the code is not as the fix needs it.</summary>
    /// <param name="node">The innermost node of the diagnostic.</param>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="model">The symbols of the document.</param>
    /// <param name="cancellation">Cancels the search.</param>
    private protected abstract IEnumerable<Choice> Choices(
        SyntaxNode node, Diagnostic diagnostic, SemanticModel model, CancellationToken cancellation);

    private static async Task<Document> FixAsync(Document document, IEnumerable<Choice> choices, CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
            return document;
        var editor = new SyntaxEditor(root, document.Project.Solution.Workspace.Services);
        foreach (Choice choice in choices)
            choice.Edit(editor);
        return document.WithSyntaxRoot(editor.GetChangedRoot());
    }

    private async Task<Document?> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var choices = new List<Choice>();
        foreach (Diagnostic diagnostic in diagnostics)
            choices.AddRange(await ChoicesAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false));
        return await FixAsync(document, choices.Where(c => c.Key == context.CodeActionEquivalenceKey), context.CancellationToken)
            .ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<Choice>> ChoicesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null || !root.FullSpan.Contains(diagnostic.Location.SourceSpan))
            return [];
        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return [.. Choices(node, diagnostic, model, cancellation)];
    }
}
