using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedOpt.GeneratorBenchmark;

/// <summary>Runs an analyzer's actions for symbols, without the compiler around them.</summary>
/// <remarks>The compiler takes a hundred times as long as the actions, and its time scatters by more than the actions take.</remarks>
internal sealed class AnalyzerActions(Compilation compilation) : AnalysisContext
{
    private readonly List<Action<SymbolAnalysisContext>> _actions = [];
    private readonly INamedTypeSymbol[] _types =
    [
        .. compilation.SyntaxTrees
            .Where(t => !t.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
            .SelectMany(t => Declared(compilation, t)),
    ];

    /// <summary>Binds the attributes of the types and their members, and the types of the fields.</summary>
    public void Bind()
    {
        foreach (ISymbol symbol in _types.SelectMany(t => t.GetMembers().Prepend(t)))
        {
            _ = symbol.GetAttributes();
            _ = symbol is IFieldSymbol field ? field.Type : null;
        }
    }

    /// <summary>Runs every registered action for every type; throws if an action reports a diagnostic.</summary>
    public void Run()
    {
#pragma warning disable CS0618 // Meant for users of analyzers; this one is ours.
        foreach (Action<SymbolAnalysisContext> action in _actions)
        {
            foreach (INamedTypeSymbol type in _types)
            {
                action(new(
                    type,
                    compilation,
                    new AnalyzerOptions([]),
                    d => throw new InvalidOperationException(d.ToString()),
                    static _ => true,
                    CancellationToken.None));
            }
        }
#pragma warning restore CS0618
    }

    public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action) =>
        action(new Start(this, compilation));

    public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) =>
        _actions.Add(action);

    public override void EnableConcurrentExecution()
    {
    }

    public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode)
    {
    }

    public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw new NotSupportedException();

    public override void RegisterCodeBlockStartAction<T>(Action<CodeBlockStartAnalysisContext<T>> action) =>
        throw new NotSupportedException();

    public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action) => throw new NotSupportedException();

    public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw new NotSupportedException();

    public override void RegisterSyntaxNodeAction<T>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<T> syntaxKinds) =>
        throw new NotSupportedException();

    public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw new NotSupportedException();

    private static IEnumerable<INamedTypeSymbol> Declared(Compilation project, SyntaxTree tree)
    {
        SemanticModel model = project.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes()
            .Select(n => n is BaseTypeDeclarationSyntax ? model.GetDeclaredSymbol(n) : null)
            .OfType<INamedTypeSymbol>();
    }

    private sealed class Start(AnalyzerActions actions, Compilation compilation)
        : CompilationStartAnalysisContext(compilation, new AnalyzerOptions([]), CancellationToken.None)
    {
        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, ImmutableArray<SymbolKind> symbolKinds) =>
            actions.RegisterSymbolAction(action, symbolKinds);

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterCodeBlockStartAction<T>(Action<CodeBlockStartAnalysisContext<T>> action) =>
            throw new NotSupportedException();

        public override void RegisterCompilationEndAction(Action<CompilationAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw new NotSupportedException();

        public override void RegisterSyntaxNodeAction<T>(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<T> syntaxKinds) =>
            throw new NotSupportedException();

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw new NotSupportedException();
    }
}
