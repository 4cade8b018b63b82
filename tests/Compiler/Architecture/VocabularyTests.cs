using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FusedOpt.Compiler.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Compiler.Tests.Architecture;

/// <summary>
/// One word for one thing: the words that the glossary of docs/architecture.md has replaced do not come back, in code, comments, generated
/// text or docs.
/// </summary>
public class VocabularyTests
{
    // Names that had one meaning, wherever they stand.
    private static readonly string[] Names =
    [
        "Lane1", "Lane128", "Lane256", "Lane512", "ILane", "TLane", "Words128", "Words256", "Words512", "IWords", "TWords", "Walk",
        "WalkMark", "WalkHolder", "Stepper", "ModelSketch",
        "HoldingKind", "HoldingReader", "Lineage", "LineageReader", "PartField", "PartKind", "PartReader", "PartGradients", "StagedRule",
        "StagedArguments", "StagedEmitter", "Splice", "Seam",
        "ScheduleRemark", "KeptStream", "TakingLargest", "global::FusedOpt.Parts", "FusedOpt.Lanes", "FusedOpt.Reductions",
    ];

    // Names that were ours in a folder, and are ordinary words elsewhere.
    private static readonly (string Folder, string[] Names)[] NamesOfFolders =
    [
        ("src/Runtime/CompilerServices",
            [
                "Shares", "Segment", "Meeting", "Sharing", "Team", "Region", "Tempo", "Pace", "Attention", "Patience", "Parts", "PartOf",
                "Tensor.Norm", "Tensor.Sum", "WalkMark",
            ]),
        ("src/Generator",
            [
                "Holding", "Surface", "Remarks", "Prose", "Candidates", "Untouched", "Staged", "Names.Tensor", "Op.Largest", "Deviation",
                "text.Run", "text.Update",
            ]),
    ];

    // Words of comments and documents.
    private static readonly string[] Words = ["lane", "lanes", "walk", "walks", "models within", "model within"];

    // Lines that may use those words: the glossary's own line on lanes, and remarks on single elements of a vector.
    private static readonly string[] Exempt =
    [
        "| lane | one element of a SIMD vector",
        "Each lane looks at the bit of its own place",
        "The bits of a vector's elements in each lane",
    ];

    private static readonly string[] Defined =
    [
        "sweep", "rate", "uniform", "varying", "tensor rate", "row rate, column rate", "specialisation", "arena", "chunk", "block",
        "vector", "submodel", "stage", "intermediate",
    ];

    [Fact]
    public void ReplacedNamesDoNotComeBack() => Assert.Empty(Found(Files(), Names, path => true));

    [Fact]
    public void NorDoThoseThatAreWordsElsewhere() => Assert.All(
        NamesOfFolders,
        f => Assert.Empty(
            Found(
                Files().Where(file => file.Path.StartsWith(f.Folder + "/", StringComparison.Ordinal)),
                f.Names,
                path => path.EndsWith(".cs", StringComparison.Ordinal),
                codeOnly: true)));

    [Fact]
    public void NorDoWordsOfCommentsAndDocuments() =>
        Assert.Empty(Found(Files(), Words, path => !path.StartsWith("tests/", StringComparison.Ordinal)));

    [Theory]
    [InlineData("/// <summary>As many whole lanes as there are.</summary>", true)]
    [InlineData("ref Walk walk", true)]
    [InlineData("a model within another one", true)]
    [InlineData("TLane x = default;", true)]
    [InlineData("planes, a walkway and Lanes2", false)]
    [InlineData("StepContext context, TVector x, a submodel", false)]
    public void TheyWouldBeSeen(string text, bool isSeen) =>
        Assert.Equal(isSeen, Found([("src/Any.cs", text)], [.. Names, .. Words], path => true).Any());

    [Theory]
    [InlineData("benchmarks/")]
    [InlineData("docs/")]
    [InlineData("samples/")]
    [InlineData("src/")]
    [InlineData("tests/")]
    [InlineData("README.md")]
    public void EveryFolderIsRead(string folder) =>
        Assert.Contains(Files(), file => file.Path.StartsWith(folder, StringComparison.Ordinal));

    [Fact]
    public void EveryWordOfTheGlossaryIsDefinedOnce()
    {
        string[] words = [.. Glossary()];
        Assert.True(words.Length > 20, "The glossary of docs/architecture.md is not where it was.");
        Assert.Equal(words.Distinct(StringComparer.Ordinal), words);
        Assert.All(Defined, word => Assert.Contains(word, words));
    }

    private static IEnumerable<string> Glossary() => File.ReadAllLines(Path.Combine(Repository.Root, "docs/architecture.md"))
        .SkipWhile(line => line != "## Glossary")
        .Skip(1)
        .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Skip(1)
        .Select(line => line.Split('|')[1].Trim());

    // The changelog says which words have replaced which.
    private static IEnumerable<(string Path, string Text)> Files() => Repository.Texts(snapshots: true)
        .Where(file => file.Path != "CHANGELOG.md" && !file.Path.EndsWith(nameof(VocabularyTests) + ".cs", StringComparison.Ordinal));

    private static IEnumerable<string> Found(
        IEnumerable<(string Path, string Text)> files, string[] words, Func<string, bool> isMeant, bool codeOnly = false)
    {
        var pattern = new Regex($@"(?<![\w.-])(?:{string.Join("|", words.Select(Regex.Escape))})(?![\w-])");
        return
            from file in files
            where isMeant(file.Path)
            from line in (codeOnly ? Repository.WithoutStrings(file.Text) : file.Text).Split('\n')
            where pattern.IsMatch(line) && !Exempt.Any(e => line.Contains(e, StringComparison.Ordinal))
            select $"{file.Path}: {line.Trim()}";
    }
}
