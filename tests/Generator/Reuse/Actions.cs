using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedOpt.Generator.Tests.Reuse;

/// <summary>Runs an analyzer's actions for symbols without the compiler around them, which takes a hundred times as long.</summary>
internal sealed class Actions : AnalysisContext
{
    private readonly Compilation _compilation;
    private readonly List<Action<SymbolAnalysisContext>> _actions = [];

    private Actions(Compilation compilation) => _compilation = compilation;

    /// <summary>Returns what the analyzer reports of all types that users have declared.</summary>
    public static string[] Report(DiagnosticAnalyzer analyzer, Compilation compilation)
    {
        var actions = new Actions(compilation);
        analyzer.Initialize(actions);
        var found = new List<string>();
        foreach (INamedTypeSymbol type in Types(compilation.Assembly.GlobalNamespace))
        {
#pragma warning disable CS0618 // Meant for users of analyzers; this one is ours.
            foreach (Action<SymbolAnalysisContext> action in actions._actions)
            {
                action(new SymbolAnalysisContext(
                    type,
                    compilation,
                    new AnalyzerOptions([]),
                    d => found.Add(Text(d)),
                    static _ => true,
                    CancellationToken.None));
            }

#pragma warning restore CS0618
        }

        return [.. found];
    }

    public static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers()
        .OfType<INamespaceOrTypeSymbol>()
        .SelectMany(m => m is INamedTypeSymbol type && IsWritten(type) ? Types(m).Prepend(type) : Types(m));

    private static bool IsWritten(INamedTypeSymbol type)
    {
        string generated = typeof(OptimizeGenerator).FullName!;
        return type.DeclaringSyntaxReferences.Any(r => !r.SyntaxTree.FilePath.Contains(generated, StringComparison.Ordinal));
    }

    public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action) => action(new Start(this));

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

    private static string Text(Diagnostic diagnostic) =>
        string.Create(CultureInfo.InvariantCulture, $"{diagnostic.Id} {diagnostic.Location.SourceTree?.FilePath}{diagnostic.Location.SourceSpan} {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");

    private sealed class Start(Actions actions)
        : CompilationStartAnalysisContext(actions._compilation, new AnalyzerOptions([]), CancellationToken.None)
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
