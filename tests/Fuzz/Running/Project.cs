using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using FusedOpt.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedOpt.Fuzz.Tests.Running;

/// <summary>Projects in memory, as a user has them.</summary>
internal static class Project
{
    public static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(
                path => Path.GetFileName(path) is var file
                    && !file.StartsWith("xunit", StringComparison.Ordinal)
                    && !file.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly SyntaxTree Usings = CSharpSyntaxTree.ParseText("global using static FusedOpt.Optimizer;", Parse, "Usings.cs");

    // A project without files of its own.
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Project",
        [Usings],
        References,
        new(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable,
            allowUnsafe: true));

    /// <summary>A project of such files.</summary>
    public static CSharpCompilation Of(IEnumerable<SyntaxTree> trees) => Empty.AddSyntaxTrees(trees);

    /// <summary>The project with what is generated for it, and what the compiler says of the generator.</summary>
    public static (Compilation Whole, ImmutableArray<SyntaxTree> Generated, ImmutableArray<Diagnostic> Problems) Generate(
        CSharpCompilation project)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new OptimizeGenerator().AsSourceGenerator()], parseOptions: Parse)
            .RunGeneratorsAndUpdateCompilation(project, out Compilation whole, out ImmutableArray<Diagnostic> problems);
        return (whole, driver.GetRunResult().GeneratedTrees, problems);
    }

    /// <summary>Returns the diagnostics of the compiler and of FusedOpt's analyzer, among them AD0001 if the analyzer threw.</summary>
    public static ImmutableArray<Diagnostic> Diagnostics(Compilation whole) =>
        whole.WithAnalyzers([new OptimizeAnalyzer()]).GetAllDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Returns the diagnostics of FusedOpt's analyzer, and those of the compiler about the analyzer.</summary>
    public static ImmutableArray<Diagnostic> Analyze(Compilation whole) =>
        whole.WithAnalyzers([new OptimizeAnalyzer()]).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
}
