using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;

namespace FusedOpt.Fuzz.Tests.Mutating;

/// <summary>
/// Files as users have them: of samples, the classes of other tests, the rules themselves, and what the documents show. Most are a project
/// by themselves.
/// </summary>
internal static partial class Files
{
    private static readonly string[] Folders =
    [
        "samples/CustomRule", "samples/Embeddings/Model", "src/Runtime/Rules", "src/Runtime/Transforms", "src/Runtime/Averages",
        "tests/Numerics/Models", "tests/RuleLibrary", "tests/Package/Consumers/Rules",
    ];

    private static readonly string[] Documents =
    [
        "README.md", "docs/rules.md", "docs/around.md", "docs/parameters.md", "docs/state.md", "docs/diagnostics.md",
    ];

    /// <summary>All of them, in an order that does not depend on the machine.</summary>
    public static IReadOnlyList<(string Name, string Text)> All { get; } = [.. Sources().Concat(Snippets())];

    private static string Root =>
        typeof(Files).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepositoryRoot").Value!;

    private static IEnumerable<(string, string)> Sources() => Folders
        .SelectMany(f => Directory.EnumerateFiles(Path.Combine(Root, f), "*.cs", SearchOption.AllDirectories))
        .Where(f => !f.Contains("/obj/", System.StringComparison.Ordinal) && !f.Contains("/bin/", System.StringComparison.Ordinal))
        .Select(f => (Path.GetRelativePath(Root, f), File.ReadAllText(f)))
        .Where(
            f => f.Item2.Contains("Optimize(", System.StringComparison.Ordinal)
                || f.Item2.Contains("UpdateRule", System.StringComparison.Ordinal)
                || f.Item2.Contains("Transform", System.StringComparison.Ordinal)
                || f.Item2.Contains("Average", System.StringComparison.Ordinal))
        .OrderBy(f => f.Item1, System.StringComparer.Ordinal);

    private static IEnumerable<(string, string)> Snippets() =>
        Documents.SelectMany(d => Snippet().Matches(File.ReadAllText(Path.Combine(Root, d)))
        .Select(
            (m, i) => ($"{d}#{i}",
                "using System;\nusing FusedOpt;\nusing FusedOpt.Averages;\nusing FusedOpt.Transforms;\nusing FusedOpt.Schedules;\n"
                    + m.Groups[1].Value))
        .Where(
            s => s.Item2.Contains("Optimize", System.StringComparison.Ordinal)
                || s.Item2.Contains("Rule", System.StringComparison.Ordinal)
                || s.Item2.Contains("Transform", System.StringComparison.Ordinal)));

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
