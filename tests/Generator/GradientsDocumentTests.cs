using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>The program of docs/gradients.md compiles, prints what the document says, and has the steps that the document shows.</summary>
[Collection(nameof(Console))]
public class GradientsDocumentTests
{
    private static readonly string Document = Example.Document("gradients.md");

    [Fact]
    public void TheExamplePrintsWhatTheDocumentSays()
    {
        string shown = Regex.Match(Document, @"It prints\n\n((?:    .*\n)+)").Groups[1].Value.Replace("    ", "", StringComparison.Ordinal);
        Assert.Equal(shown, Example.Run(Example.First(Document)));
    }

    [Fact]
    public void TheStepsAreThoseOfTheGeneratedMethod()
    {
        string generated = string.Join('\n', Testbed.Generate(Example.First(Document)).GetRunResult().GeneratedTrees);
        string[] shown = [.. Regex.Match(Document, "^```csharp generated\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
            .Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        Assert.True(shown.Length > 10);
        Assert.All(shown, line => Assert.Contains(line, generated, StringComparison.Ordinal));
        Assert.DoesNotContain(shown[1].Replace("Tanh", "Relu", StringComparison.Ordinal), generated, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PartsOfProgramsCompile()
    {
        string[] parts =
        [
            .. Regex.Matches(Document, "^```csharp part\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
                .Select(m => m.Groups[1].Value),
        ];
        Assert.True(parts.Length > 2);
        foreach (string part in parts)
        {
            string type = part.Contains("class ", StringComparison.Ordinal) ? part : $"internal static class Part {{ {part} }}";
            CSharpCompilation compilation = Testbed.Compile(
                $"using System; using FusedOpt; using static FusedOpt.Functional; using static FusedOpt.Optimizer;\n{type}");
            Assert.Empty(Testbed.Problems(Testbed.WithGenerated(compilation)));
            Assert.Empty(await Testbed.Analyze(compilation));
        }
    }

    [Fact]
    public void TheDerivativesOfTheDocumentAreThoseOfALoss()
    {
        string part = Regex.Matches(Document, "^```csharp part\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(m => m.Groups[1].Value).Single(p => p.Contains("[Gradient(", StringComparison.Ordinal));
        string source = $$"""
            using System;
            using FusedOpt;
            using static FusedOpt.Functional;

            var model = new Model();
            model.AddGradients([2.25f]);
            Console.WriteLine($"{model.Gradients.Rounded} {model.Gradients.Steep} {model.Gradients.Origin}");

            [Optimize(Sgd)]
            public sealed partial class Model
            {
                [Parameter] public partial float Rounded { get; set; }
                [Parameter] public partial float Steep { get; set; }
                [Parameter] public partial float Origin { get; set; }
                [Loss] private float LossOf(float x) => Round(Rounded * x) + ClippedSquare(Steep + x) + Hypot(Origin, Origin * x);
            {{part}}
            }
            """;
        Assert.Equal("2.25 1 0\n", Example.Run(source));
        string mark = "[Gradient(nameof(HypotX), nameof(HypotY))]";
        Assert.Equal("2.25 1 NaN\n", Example.Run(source.Replace(mark, "", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryFunctionOfTheLibraryIsInTheDocument()
    {
        string[] missing =
        [
            .. typeof(Functional).GetMethods().Where(m => m.IsStatic).Select(m => m.Name).Distinct()
                .Where(name => !Regex.IsMatch(Document, $@"\b{name}\b")),
        ];
        Assert.Empty(missing);
    }
}
