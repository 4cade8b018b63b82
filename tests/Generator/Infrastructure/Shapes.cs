using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests.Infrastructure;

/// <summary>Asserts what a build with warnings as errors says of a project.</summary>
internal static class Shapes
{
    /// <summary>
    /// Asserts that nothing is wrong with generated code, and that FusedOpt reports the given errors and no other, each as
    /// <c>FOPT0008 Step</c>.
    /// </summary>
    public static async Task AssertReported(Compilation generated, params string[] expected)
    {
        Assert.Empty(InGenerated(generated));
        Assert.Equal(
            expected,
            (await Testbed.Analyze(generated))
                .Where(d => d.Severity == DiagnosticSeverity.Error)
                .Select(d => $"{d.Id} {DiagnosticTests.Squiggle(d)}"));
    }

    /// <summary>Compiles sources, each with what is generated for it; each can use those before it. Returns the last project.</summary>
    public static Compilation Compile(params string[] sources) => CompileAll(sources)[^1];

    /// <summary>Compiles sources, each with what is generated for it; each can use those before it.</summary>
    public static IReadOnlyList<Compilation> CompileAll(params string[] sources)
    {
        var references = new List<MetadataReference>();
        var compilations = new List<Compilation>();
        foreach (string source in sources)
        {
            if (compilations.Count > 0)
                references.Add(Testbed.Emit(compilations[^1]));
            CSharpCompilation compilation = Testbed.Compile(source, null, Options, [.. references]);
            compilations.Add(Testbed.WithGenerated(compilation.WithAssemblyName("Project" + references.Count)));
        }

        return compilations;
    }

    /// <summary>Warnings and errors of the compiler in generated code, documentation included.</summary>
    public static IEnumerable<Diagnostic> InGenerated(Compilation compilation) =>
        compilation.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && IsGenerated(d));

    /// <summary>
    /// Warnings and errors of the compiler in the user's code, but for fields that nobody assigns and members without documentation.
    /// </summary>
    public static IEnumerable<Diagnostic> InSource(Compilation compilation) =>
        Testbed.Problems(compilation).Where(d => d.Id != "CS0414" && !IsGenerated(d));

    /// <summary>The generated part of a class.</summary>
    public static string Part(Compilation compilation, string name) =>
        compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith($"{name}.g.cs", StringComparison.Ordinal)).ToString();

    /// <summary>The line of a generated file that silences warnings; empty if there is none.</summary>
    public static string Pragma(string part) =>
        part.Split('\n').FirstOrDefault(l => l.StartsWith("#pragma", StringComparison.Ordinal)) ?? "";

    /// <summary>The options of a strict build.</summary>
    public static CSharpCompilationOptions Options { get; } =
        new(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            warningLevel: 9999,
            checkOverflow: true);

    private static bool IsGenerated(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true;
}
