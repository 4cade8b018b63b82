using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedOpt.GeneratorBenchmark;

/// <summary>A project in memory, one class a file, and the edits that are made to it.</summary>
internal static class Project
{
    public static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp13);

    // Kept by a compiler that stays, while each build has references of its own.
    private static readonly ImmutableArray<AssemblyMetadata> Assemblies =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("FusedOpt", StringComparison.Ordinal))
            .Append(typeof(OptimizeAttribute).Assembly.Location)
            .Append(typeof(IOptimizable).Assembly.Location)
            .Select(AssemblyMetadata.CreateFromFile),
    ];

    /// <summary>The edits by name, each for a round: settings that no earlier round has had compiled.</summary>
    public static IReadOnlyDictionary<string, Func<CSharpCompilation, Options, int, CSharpCompilation>> Edits { get; } =
        new Dictionary<string, Func<CSharpCompilation, Options, int, CSharpCompilation>>
        {
            ["an unrelated file edited"] = (project, _, round) => Replace(project, "Unrelated.cs", Unrelated(round)),
            ["the body of a method edited"] = (project, options, round) => Replace(project, File(0), ModelSource.Of(0, options.Fields, body: round)),
            ["an attribute edited"] = (project, options, round) =>
                Replace(project, File(0), ModelSource.Of(0, options.Fields, arguments: FormattableString.Invariant($", Beta1 = 0.8{round}"))),
            ["a field added"] = (project, options, _) => Replace(project, File(0), ModelSource.Of(0, options.Fields + 1)),
        };

    /// <summary>The project, with nothing parsed or bound before.</summary>
    public static CSharpCompilation Create(Options options) =>
        Of([Tree(Unrelated(0), "Unrelated.cs"), .. Enumerable.Range(0, options.Classes).Select(i => Tree(ModelSource.Of(i, options.Fields), File(i)))]);

    /// <summary>A project of one file.</summary>
    public static CSharpCompilation Of(string source) => Of([Tree(source, "Source.cs")]);

    // What Release makes of it.
    private static CSharpCompilation Of(IEnumerable<SyntaxTree> files) => CSharpCompilation.Create(
        "Project",
        [Tree("global using static FusedOpt.Optimizer;", "Usings.cs"), .. files],
        Assemblies.Select(a => a.GetReference()),
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));

    private static CSharpCompilation Replace(CSharpCompilation project, string path, string source) =>
        project.ReplaceSyntaxTree(project.SyntaxTrees.Single(t => t.FilePath == path), Tree(source, path));

    private static string Unrelated(int round) => FormattableString.Invariant($"static class Unrelated {{ public const int Round = {round}; }}");

    private static string File(int index) => FormattableString.Invariant($"Model{index}.cs");

    private static SyntaxTree Tree(string source, string path) => CSharpSyntaxTree.ParseText(source, Language, path);
}
