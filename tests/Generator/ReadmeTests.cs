using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FusedOpt.Generator.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>The code that the README shows is the code that is generated.</summary>
public class ReadmeTests
{
    [Fact]
    public void TheGeneratedCodeInTheReadmeIsThatOfItsExample()
    {
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "README.md"));
        string example = Fences(readme, "csharp")[0];
        string generated = Lines(string.Join('\n', Testbed.Generate(example).GetRunResult().GeneratedTrees));

        string[] shown = Fences(readme, "csharp generated");
        Assert.NotEmpty(shown);
        Assert.All(shown, part => Assert.Contains(Lines(part), generated, StringComparison.Ordinal));
        Assert.DoesNotContain(Lines(shown[0].Replace("Adam", "Sgd", StringComparison.Ordinal)), generated, StringComparison.Ordinal);
    }

    [Fact]
    public void TheExampleCompiles()
    {
        string readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "README.md"));
        foreach (string example in Fences(readme, "csharp"))
        {
            Microsoft.CodeAnalysis.Compilation compilation = Testbed.WithGenerated(Testbed.Compile(
                example,
                null,
                new(
                    Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
                    nullableContextOptions: Microsoft.CodeAnalysis.NullableContextOptions.Enable)));
            Assert.DoesNotContain(Testbed.Problems(compilation), d => d.Id != "CS5001");
        }
    }

    private static string[] Fences(string text, string language) =>
        [
            .. Regex.Matches(text, $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
                .Select(m => m.Groups[1].Value),
        ];

    // The README shows parts without the indentation that they have in the file.
    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    private static string Here([CallerFilePath] string path = "") => path;
}
