using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace FusedOpt.Editor.Tests.Infrastructure;

/// <summary>Compares the text before and after a refactoring, at the place that the source marks with [| and |].</summary>
internal static class RefactoringTest
{
    // A workspace asks for the place of a generator's assembly, and knows the generator by its instance.
    private static readonly AnalyzerFileReference Generator = new(typeof(OptimizeGenerator).Assembly.Location, new Loader());

    /// <summary>
    /// Returns the files after a refactoring, by their names. The changed project compiles, with the generator and the analyzer.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string>> Apply(CodeRefactoringProvider refactoring, string marked)
    {
        (Document document, CodeAction[] actions) = await Offered(refactoring, marked);
        ImmutableArray<CodeActionOperation> operations = await Assert.Single(actions).GetOperationsAsync(CancellationToken.None);
        Solution changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        Project project = changed.GetProject(document.Project.Id)!;
        Compilation compilation = (await project.GetCompilationAsync())!;
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Empty(await compilation.WithAnalyzers([new OptimizeAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None));
        var files = new Dictionary<string, string>();
        foreach (Document d in project.Documents)
            files[d.Name] = (await d.GetTextAsync()).ToString();
        return files;
    }

    /// <summary>Compares the marked file after a refactoring.</summary>
    public static async Task Run(CodeRefactoringProvider refactoring, string before, string after) =>
        Assert.Equal(after, (await Apply(refactoring, before))["Source.cs"]);

    /// <summary>Finds that the refactoring is not offered.</summary>
    public static async Task RunWithout(CodeRefactoringProvider refactoring, string marked) =>
        Assert.Empty((await Offered(refactoring, marked)).Actions);

    private static async Task<(Document Document, CodeAction[] Actions)> Offered(CodeRefactoringProvider refactoring, string marked)
    {
        int start = marked.IndexOf("[|", StringComparison.Ordinal);
        string rest = marked.Remove(start, 2);
        int end = rest.IndexOf("|]", StringComparison.Ordinal);
        string source = rest.Remove(end, 2);

        // The workspace lives as long as its documents.
        var workspace = new AdhocWorkspace();
        Project project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Project",
            "Project",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.Diagnose),
            metadataReferences: References.All,
            analyzerReferences: [Generator]));
        project = project.AddDocument("Usings.cs", References.GlobalUsing).Project;
        Document document = project.AddDocument("Source.cs", source);
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);

        var actions = new List<CodeAction>();
        var context = new CodeRefactoringContext(document, TextSpan.FromBounds(start, end), actions.Add, CancellationToken.None);
        await refactoring.ComputeRefactoringsAsync(context);
        return (document, [.. actions]);
    }

    /// <summary>Hands a workspace the generator that the tests reference.</summary>
    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => typeof(OptimizeGenerator).Assembly;
    }
}
