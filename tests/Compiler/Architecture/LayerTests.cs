using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using FusedOpt.Compiler.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Compiler.Tests.Architecture;

/// <summary>Symbols and syntax end in the frontend: what lies behind it works on values.</summary>
public partial class LayerTests
{
    private const string Generator = "src/Generator";

    [Fact]
    public void OnlyTheFrontendTheEntryPointsAndTheDiagnosticsMentionRoslynsModel()
    {
        Assert.All(Repository.Sources(Generator).Where(s => !MayMention(s.Path)), source =>
        {
            Match match = RoslynModel().Match(source.Code);
            Assert.False(match.Success, $"{source.Path} mentions {match.Value}");
        });
    }

    [Fact]
    public void TheFrontendAndTheEntryPointsDoMentionIt()
    {
        foreach (string word in new[]
            { "ISymbol", "INamedTypeSymbol", "IOperation", "Compilation", "SemanticModel", "ClassDeclarationSyntax" })
            Assert.Contains(
                Repository.Sources(Generator), s => MayMention(s.Path) && RoslynModel().Matches(s.Code).Any(m => m.Value == word));
    }

    [Theory]
    [InlineData("Ir")]
    [InlineData("Analysis")]
    [InlineData("Passes")]
    public void TheCompilerProperHasNoUseForRoslynAtAll(string folder)
    {
        Assert.NotEmpty(Repository.Sources($"{Generator}/{folder}"));
        Assert.All(
            Repository.Sources($"{Generator}/{folder}"), s => Assert.DoesNotContain("CodeAnalysis", s.Code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Ir", "Infrastructure")]
    [InlineData("Analysis", "Infrastructure", "Ir")]
    [InlineData("Passes", "Infrastructure", "Ir", "Analysis")]
    [InlineData("Infrastructure")]
    [InlineData("Diagnostics", "Infrastructure")]
    [InlineData("Model", "Infrastructure", "Ir")]
    [InlineData("Lowering", "Infrastructure", "Ir", "Analysis", "Passes", "Model", "Diagnostics")]
    [InlineData("Backends/CSharp", "Infrastructure", "Ir", "Analysis", "Passes", "Model", "Lowering",
        "Backends.CSharp.Kernels", "Backends.CSharp.Models", "Backends.CSharp.Models.Members", "Backends.CSharp.Regions")]
    [InlineData("Backends/CSharp/Networks", "Infrastructure", "Ir", "Passes", "Model", "Lowering",
        "Backends.CSharp.Kernels", "Backends.CSharp.Regions")]
    [InlineData("Ir/Graphs", "Infrastructure")]
    [InlineData("Lowering/Graphs", "Infrastructure", "Ir", "Passes")]
    [InlineData("Frontend/Networks", "Infrastructure", "Ir", "Model", "Diagnostics")]
    [InlineData("Backends/CSharp/Models", "Infrastructure", "Ir", "Analysis", "Passes", "Model", "Lowering",
        "Backends.CSharp.Kernels", "Backends.CSharp.Models.Members")]
    [InlineData("Backends/CSharp/Models/Members", "Infrastructure", "Model")]
    [InlineData("Backends/CSharp/Kernels", "Infrastructure", "Ir")]
    [InlineData("Backends/CSharp/Regions", "Infrastructure", "Ir", "Backends.CSharp.Kernels")]
    [InlineData("Frontend", "Infrastructure", "Ir", "Model", "Lowering", "Diagnostics")]
    public void EachFolderUsesOnlyThoseBelowIt(string folder, params string[] below)
    {
        Assert.All(Repository.Sources($"{Generator}/{folder}"), source => Assert.All(
            Uses().Matches(source.Code).Select(m => m.Groups["folder"].Value).Where(used => used != folder.Replace('/', '.')),
            used => Assert.True(below.Contains(used), $"{source.Path} uses {used}")));
    }

    [Fact]
    public void EveryFolderHasItsPlace()
    {
        string[] placed = [.. typeof(LayerTests).GetMethod(nameof(EachFolderUsesOnlyThoseBelowIt))!.GetCustomAttributesData()
            .Where(a => a.AttributeType == typeof(InlineDataAttribute))
            .Select(a => a.ConstructorArguments[0].Value!)
                .Select(a => (string)((IReadOnlyList<CustomAttributeTypedArgument>)a)[0].Value!)];
        string[] folders =
        [
            .. Repository.Sources(Generator).Select(s => string.Join('/', s.Path.Split('/')[2..^1])).Where(f => f.Length > 0).Distinct(),
        ];
        Assert.Contains("Lowering", folders);
        Assert.Empty(folders.Except(placed));
    }

    private static bool MayMention(string path) =>
        path.StartsWith(Generator + "/Frontend/", StringComparison.Ordinal)
        || path.StartsWith(Generator + "/Diagnostics/", StringComparison.Ordinal)
        || path is Generator + "/OptimizeGenerator.cs" or Generator + "/OptimizeAnalyzer.cs";

    [GeneratedRegex(@"\b(I\w*Symbol|SyntaxNode|SyntaxTree|\w+Syntax|I\w*Operation|SemanticModel|Compilation)\b")]
    private static partial Regex RoslynModel();

    [GeneratedRegex(@"using FusedOpt\.Generator\.(?<folder>[\w.]+);", RegexOptions.ExplicitCapture)]
    private static partial Regex Uses();
}
