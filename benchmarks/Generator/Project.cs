using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedOpt.GeneratorBenchmark;

/// <summary>A project in memory with one class in each file, and edits of the project.</summary>
internal static class Project
{
    public static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp13);

    // A compiler server keeps the metadata, while each build has references of its own.
    private static readonly ImmutableArray<AssemblyMetadata> Assemblies =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("FusedOpt", StringComparison.Ordinal))
            .Append(typeof(OptimizeAttribute).Assembly.Location)
            .Append(typeof(IOptimizable).Assembly.Location)
            .Select(AssemblyMetadata.CreateFromFile),
    ];

    /// <summary>The edits by name. Each takes the round, and makes settings that no earlier round has had compiled.</summary>
    public static IReadOnlyDictionary<string, Func<CSharpCompilation, Options, int, CSharpCompilation>> Edits { get; } =
        new Dictionary<string, Func<CSharpCompilation, Options, int, CSharpCompilation>>
        {
            ["an unrelated file edited"] = (project, _, round) => Replace(project, "Unrelated.cs", Unrelated(round)),
            ["the body of a method edited"] = (project, options, round) =>
                Replace(project, File(0), ModelSource.Of(0, options.Fields, body: round)),
            ["an attribute edited"] = (project, options, round) =>
            {
                string arguments = FormattableString.Invariant($", Beta1 = 0.8{round}");
                return Replace(project, File(0), ModelSource.Of(0, options.Fields, arguments: arguments));
            },
            ["a field added"] = (project, options, _) => Replace(project, File(0), ModelSource.Of(0, options.Fields + 1)),
        };

    /// <summary>Creates the project, with nothing parsed or bound before.</summary>
    public static CSharpCompilation Create(Options options)
    {
        IEnumerable<SyntaxTree> classes =
            Enumerable.Range(0, options.Classes).Select(i => Tree(ModelSource.Of(i, options.Fields), File(i)));
        return Of([Tree(Unrelated(0), "Unrelated.cs"), .. classes]);
    }

    /// <summary>Creates a project of one file.</summary>
    public static CSharpCompilation Of(string source) => Of([Tree(source, "Source.cs")]);

    // Compiled as Release compiles.
    private static CSharpCompilation Of(IEnumerable<SyntaxTree> files) => CSharpCompilation.Create(
        "Project",
        [Tree("global using static FusedOpt.Optimizer;", "Usings.cs"), .. files],
        Assemblies.Select(a => a.GetReference()),
        new(
            OutputKind.DynamicallyLinkedLibrary,
            nullableContextOptions: NullableContextOptions.Enable,
            optimizationLevel: OptimizationLevel.Release));

    private static CSharpCompilation Replace(CSharpCompilation project, string path, string source) =>
        project.ReplaceSyntaxTree(project.SyntaxTrees.Single(t => t.FilePath == path), Tree(source, path));

    private static string Unrelated(int round) =>
        FormattableString.Invariant($"static class Unrelated {{ public const int Round = {round}; }}");

    private static string File(int index) => FormattableString.Invariant($"Model{index}.cs");

    private static SyntaxTree Tree(string source, string path) => CSharpSyntaxTree.ParseText(source, Language, path);
}
