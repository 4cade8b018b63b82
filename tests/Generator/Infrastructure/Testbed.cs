using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedOpt.Generator.Tests.Infrastructure;

/// <summary>A project in memory: source in, generator and analyzer over it.</summary>
internal static class Testbed
{
    /// <summary>The using that the package's props add to every project.</summary>
    public const string GlobalUsing = "global using static FusedOpt.Optimizer;";

    public static readonly CSharpParseOptions CSharp13 = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(
                path => !Path.GetFileName(path).StartsWith("FusedOpt", StringComparison.Ordinal)
                    && !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal))
            .Append(typeof(OptimizeAttribute).Assembly.Location)
            .Append(typeof(IOptimizable).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Compile(
        string source, CSharpParseOptions? parse = null, CSharpCompilationOptions? options = null, params MetadataReference[] more) =>
        CSharpCompilation.Create(
            "Project",
            [Tree(GlobalUsing, "Usings.cs", parse), Tree(source, "Source.cs", parse)],
            References.AddRange(more),
            options ?? new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree Tree(string source, string path, CSharpParseOptions? parse = null) =>
        CSharpSyntaxTree.ParseText(source, parse ?? CSharp13, path);

    public static GeneratorDriver Driver(CSharpParseOptions? parse = null) => CSharpGeneratorDriver.Create(
        [new OptimizeGenerator().AsSourceGenerator()],
        parseOptions: parse ?? CSharp13,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorDriver Generate(string source) => Driver().RunGenerators(Compile(source));

    /// <summary>The project with what was generated for it.</summary>
    public static Compilation WithGenerated(CSharpCompilation compilation, CSharpParseOptions? parse = null)
    {
        Driver(parse).RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out ImmutableArray<Diagnostic> diagnostics);
        Xunit.Assert.Empty(diagnostics);
        return updated;
    }

    /// <summary>Returns true if a file is that of a kernel, which classes share.</summary>
    public static bool IsKernel(SyntaxTree tree) =>
        Path.GetFileName(tree.FilePath).StartsWith("FusedOpt.Generated.", StringComparison.Ordinal);

    /// <summary>Returns the diagnostics of FusedOpt's analyzer for the project, generated code included, as in a build.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Analyze(Compilation compilation)
    {
        ImmutableArray<Diagnostic> diagnostics = await compilation
            .WithAnalyzers([new OptimizeAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        return [.. diagnostics.OrderBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>
    /// Returns the diagnostics of FusedOpt's analyzer for the source file alone, as an editor asks for them while its user types.
    /// </summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeFile(Compilation compilation) => await compilation
        .WithAnalyzers([new OptimizeAnalyzer()])
        .GetAnalyzerSemanticDiagnosticsAsync(
            compilation.GetSemanticModel(compilation.SyntaxTrees.Single(t => t.FilePath == "Source.cs")),
            filterSpan: null,
            CancellationToken.None);

    /// <summary>Errors and warnings of the compiler, but for the unused usings and fields of test input.</summary>
    public static IEnumerable<Diagnostic> Problems(Compilation compilation) =>
        compilation.GetDiagnostics()
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id is not ("CS0649" or "CS0169" or "CS8019" or "CS1591"));

    /// <summary>The project as an assembly that others can reference.</summary>
    public static MetadataReference Emit(Compilation compilation)
    {
        using var stream = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(stream);
        Xunit.Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return MetadataReference.CreateFromImage(stream.ToArray());
    }
}
