using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FusedOpt.Compiler.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Compiler.Tests.Architecture;

/// <summary>
/// Documentation and comments begin with a verb or with the name of a thing, and never with a pronoun or a question word.
/// </summary>
public partial class SummaryTests
{
    [Fact]
    public void NoneBeginsOtherwise() => Assert.Empty(
        from file in Repository.Texts()
        where file.Path.EndsWith(".cs", StringComparison.Ordinal)
        from found in Found(file.Text)
        select $"{file.Path}: {found}");

    [Theory]
    [InlineData("/// <summary>Whether a step may be shared.</summary>", true)]
    [InlineData("    /// <param name=\"x\">What is changed.</param>", true)]
    [InlineData("/// <returns>How many there are.</returns>", true)]
    [InlineData("/// <summary>\n/// Those of the model.\n/// </summary>", true)]
    [InlineData("/// <summary>The same with a limit.</summary>", true)]
    [InlineData("    // Where the first element lies.", true)]
    [InlineData("int a = 1; // What is left.", true)]
    [InlineData("/// <summary>The place of an element,\n/// Where it lies.</summary>", false)]
    [InlineData("// The place of an element:\n// Where it lies.", false)]
    [InlineData("/// <summary>Whatever a step does.</summary>", false)]
    [InlineData("string source = \"// What is left.\";", false)]
    [InlineData("string source = \"\"\"\n    /// <summary>What is left.</summary>\n    \"\"\";", false)]
    public void OneIsSeen(string code, bool isSeen) => Assert.Equal(isSeen, Found(code).Any());

    /// <summary>Returns the lines of documentation and comments that begin with one of the words.</summary>
    internal static IEnumerable<string> Found(string code)
    {
        string before = "";
        foreach (string line in Repository.WithoutTexts(code).Split('\n').Select(l => l.Trim()))
        {
            bool begins = Tag().IsMatch(before) || !before.StartsWith("//", StringComparison.Ordinal);
            if (Tagged().IsMatch(line) || (begins && Untagged().IsMatch(line)))
                yield return line;
            before = line;
        }
    }

    [GeneratedRegex("^/// <(?:summary|remarks|returns|value|param[^>]*|typeparam[^>]*|exception[^>]*)>$")]
    private static partial Regex Tag();

    [GeneratedRegex(
        @"^/// <\w[^>]*>(?:What|Whether|Which|How|Where|Those|It|That|Who|As many|The same)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Tagged();

    [GeneratedRegex(@"(?:^|\s)///? (?:What|Whether|Which|How|Where|Those|It|That|Who|As many|The same)\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Untagged();
}
