using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>The program of docs/gradient-check.md compiles, and prints what the document says that it prints.</summary>
public class GradientCheckDocumentTests
{
    private static readonly string Document =
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "gradient-check.md"));

    [Fact]
    public void TheExamplePrintsWhatTheDocumentSays() => Assert.Equal("Gradient check: 0 of 2 elements are wrong.\n", Run(Example()));

    [Fact]
    public void TheWrongExamplePrintsWhatTheDocumentSays()
    {
        string wrong = Example()
            .Replace(" * x[i] / x.Length;", " * x[i];", StringComparison.Ordinal)
            .Replace("2 * error / x.Length;", "2 * error;", StringComparison.Ordinal)
            .Replace("report.ThrowIfWrong();", "", StringComparison.Ordinal);
        string shown = Regex.Match(Document, @"the report says\n\n((?:    .*\n)+)").Groups[1].Value;
        Assert.Equal(Words(shown), Words(Run(wrong)));
    }

    private static string Example() =>
        Regex.Match(Document, "^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Groups[1].Value;

    // The document breaks lines.
    private static string[] Words(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static string Run(string source)
    {
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(
            source, null, new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)));
        Assert.Empty(Testbed.Problems(compilation));
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        MethodInfo main = Assembly.Load(stream.ToArray()).EntryPoint!;
        TextWriter before = Console.Out;
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        try
        {
            Console.SetOut(output);
            main.Invoke(null, [.. main.GetParameters().Select(_ => (object)Array.Empty<string>())]);
        }
        finally
        {
            Console.SetOut(before);
        }

        return output.ToString();
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
