using System;
using System.Text.RegularExpressions;
using FusedOpt.Generator.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>The program of docs/gradient-check.md compiles, and prints what the document says that it prints.</summary>
[Collection(nameof(Console))]
public class GradientCheckDocumentTests
{
    private static readonly string Document = Example.Document("gradient-check.md");

    [Fact]
    public void TheExamplePrintsWhatTheDocumentSays() =>
        Assert.Equal("Gradient check: 0 of 2 elements are wrong.\n", Example.Run(Example.First(Document)));

    [Fact]
    public void TheWrongExamplePrintsWhatTheDocumentSays()
    {
        string wrong = Example.First(Document)
            .Replace(" * x[i] / x.Length;", " * x[i];", StringComparison.Ordinal)
            .Replace("2 * error / x.Length;", "2 * error;", StringComparison.Ordinal)
            .Replace("report.ThrowIfWrong();", "", StringComparison.Ordinal);
        string shown = Regex.Match(Document, @"the report says\n\n((?:    .*\n)+)").Groups[1].Value;
        Assert.Equal(Words(shown), Words(Example.Run(wrong)));
    }

    // The document breaks lines.
    private static string[] Words(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
