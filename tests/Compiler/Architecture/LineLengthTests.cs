using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Compiler.Tests.Architecture;

/// <summary>Lines have at most 140 columns, in code and in documents.</summary>
public class LineLengthTests
{
    private const int Columns = 140;

    [Fact]
    public void NoLineIsLonger() => Assert.Empty(Repository.Texts().SelectMany(file => TooLong(file.Path, file.Text)));

    [Theory]
    [InlineData("src/A.cs", "", true)]
    [InlineData("src/A.cs", "// ", true)]
    [InlineData("src/A.cs", "    \"", true)]
    [InlineData("tests/A.cs", "// ", true)]
    [InlineData("tests/A.cs", "int ", true)]
    [InlineData("tests/A.cs", "    \"", false)]
    [InlineData("tests/A.cs", "\"\"\"\n", false)]
    [InlineData("docs/A.md", "- ", true)]
    [InlineData("docs/A.md", "| ", false)]
    public void ALongerOneIsSeen(string path, string beginning, bool isSeen)
    {
        string end = beginning.TrimStart() switch { "\"" => "\"", "\"\"\"\n" => "\n\"\"\"", _ => "" };
        string line = beginning + new string('x', Columns + 1) + end;
        Assert.Equal(isSeen, TooLong(path, "first\n" + line + "\nlast").Any());
        Assert.Empty(TooLong(path, "first\n" + new string('x', Columns) + "\nlast"));
    }

    // The texts that tests compile and compare, and the rows of tables, may be longer.
    private static IEnumerable<string> TooLong(string path, string text)
    {
        bool isTest = path.StartsWith("tests/", StringComparison.Ordinal), isDocument = path.EndsWith(".md", StringComparison.Ordinal);
        return
            from line in (isTest && !isDocument ? Repository.WithoutTexts(text) : text).Split('\n')
            where line.Length > Columns && !(isDocument && line.StartsWith('|'))
            select $"{path}: {line.Trim()}";
    }
}
