using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>
/// After an edit, all that does not depend on it is cached, and nothing that depends on it is. Every edit parses the file anew.
/// </summary>
public class IncrementalTests
{
    private const string Source = """
        using FusedOpt;

        [Optimize(typeof(Own))]
        public partial class UsesOwn { public float Weight; }

        [Optimize(Adam)]
        public partial class UsesAdam { public float[] Weights = []; }

        [UpdateRule]
        public static partial class Own
        {
            public static void Update(ref float parameter, float gradient, double learningRate = 0.5)
            {
                parameter -= (float)learningRate * gradient;
            }
        }
        """;

    [Fact]
    public void ACommentChangesNothing()
    {
        GeneratorRunResult result = Edit(
            c => Replace(c, Source.Replace("parameter -=", "/* note */ parameter -=", StringComparison.Ordinal) + "\n// end"));
        AssertReasons(result, TrackingNames.Targets, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged);
        AssertReasons(result, TrackingNames.Rules, IncrementalStepRunReason.Unchanged);
        AssertOutputs(result, cached: 5, modified: 0);
    }

    [Fact]
    public void AnUnrelatedFileChangesNothing()
    {
        GeneratorRunResult result = Edit(
            c => Replace(c, Source).AddSyntaxTrees(Testbed.Tree("class Unrelated { float[] Weights = []; }", "Unrelated.cs")));
        AssertReasons(result, TrackingNames.Targets, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged);
        AssertOutputs(result, cached: 5, modified: 0);
    }

    [Fact]
    public void AMethodOfTheClassChangesNothing()
    {
        GeneratorRunResult result = Edit(
            c => Replace(c, Source.Replace("Weights = []; }", "Weights = []; public void Warm() { } }", StringComparison.Ordinal)));
        AssertReasons(result, TrackingNames.Targets, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged);
        AssertOutputs(result, cached: 5, modified: 0);
    }

    [Fact]
    public void AnEditOfALossReachesItsClassAlone()
    {
        const string network = """
            using FusedOpt;
            using static FusedOpt.Functional;

            [Optimize(Adam)]
            public partial class Fits
            {
                [Parameter(3)] public float[] Weights = new float[3];
                [Loss] public float LossOf([Shape(3)] Vec<float> x) => Square(Sum(x * new Vec<float>(Weights)));
            }

            [Optimize(Adam)]
            public partial class Other
            {
                [Parameter(3)] public float[] Weights = new float[3];
                [Loss] public float LossOf([Shape(3)] Vec<float> x) => Abs(Sum(x * new Vec<float>(Weights)));
            }
            """;
        GeneratorRunResult result = Edit(network, c => Replace(c, network.Replace("Square(", "Exp(", StringComparison.Ordinal)));
        AssertReasons(result, TrackingNames.Networks, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged);
        AssertReasons(result, TrackingNames.Targets, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged);
        GeneratorRunResult comment = Edit(
            network, c => Replace(c, network.Replace("Square(", "/* note */ Square(", StringComparison.Ordinal)));
        AssertReasons(comment, TrackingNames.Networks, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged);
    }

    // In the class itself, and in a class of functions.
    [Theory]
    [InlineData("=> 1f", "=> 2f")]
    [InlineData("=> 3f", "=> 4f")]
    [InlineData("[Gradient(nameof(Slope))]", "")]
    [InlineData("nameof(Steep)", "nameof(Flat)")]
    public void AnEditOfADerivativeReachesTheLossThatUsesIt(string before, string after)
    {
        const string network = """
            using System;
            using FusedOpt;
            using static FusedOpt.Functional;

            [Optimize(Adam)]
            public partial class Rounded
            {
                [Parameter(3)] public float[] Weights = new float[3];
                [Loss] public float LossOf([Shape(3)] Vec<float> x) => Sum(Map(Round, x * Map(Bends.Floor, new Vec<float>(Weights))));
                [Gradient(nameof(Slope))] private static float Round(float x) => MathF.Round(x);
                private static float Slope(float x) => 1f;
            }

            public static class Bends
            {
                [Gradient(nameof(Steep))] public static float Floor(float x) => MathF.Floor(x);
                public static float Steep(float x) => 3f;
                public static float Flat(float x) => 0.5f;
            }

            [Optimize(Adam)]
            public partial class Other
            {
                [Parameter(3)] public float[] Weights = new float[3];
                [Loss] public float LossOf([Shape(3)] Vec<float> x) => Abs(Sum(x * new Vec<float>(Weights)));
            }
            """;
        GeneratorRunResult result = Edit(network, c => Replace(c, network.Replace(before, after, StringComparison.Ordinal)));
        AssertReasons(result, TrackingNames.Networks, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged);
        AssertReasons(result, TrackingNames.Targets, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void AnEditOfTheRuleReachesTheClassesThatUseIt()
    {
        GeneratorRunResult result = Edit(c => Replace(c, Source.Replace("parameter -=", "parameter +=", StringComparison.Ordinal)));
        AssertReasons(result, TrackingNames.Targets, IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged);
        AssertReasons(result, TrackingNames.Rules, IncrementalStepRunReason.Modified);
        AssertOutputs(result, cached: 2, modified: 3);
        Assert.Contains(
            result.GeneratedSources,
            s => s.HintName == "FusedOpt.Generated.Own_Float.g.cs"
                && s.SourceText.ToString().Contains("parameter += learningRate", StringComparison.Ordinal));
    }

    [Fact]
    public void AnEditOfAHyperparameterReachesItsClassAlone()
    {
        GeneratorRunResult result = Edit(
            c => Replace(c, Source.Replace("Optimize(Adam)", "Optimize(Adam, Beta1 = 0.8)", StringComparison.Ordinal)));
        AssertReasons(result, TrackingNames.Targets, IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Modified);
        AssertOutputs(result, cached: 3, modified: 2);
    }

    [Theory]
    [InlineData("Optimize(Adam)", "Optimize(Adam, Beta1 = 0.8)", "UsesAdam")]
    [InlineData("float[] Weights = [];", "float[] Weights = []; public double Bias;", "UsesAdam")]
    [InlineData("float Weight;", "float Weight; public double Bias;", "UsesOwn")]
    public void AnEditOfAClassRewritesNoOtherFile(string before, string after, string edited)
    {
        CSharpCompilation compilation = Testbed.Compile(Source);
        GeneratorDriver driver = Testbed.Driver().RunGenerators(compilation);
        SyntaxTree[] old = [.. driver.GetRunResult().GeneratedTrees];
        SyntaxTree[] now =
        [
            .. driver.RunGenerators(Replace(compilation, Source.Replace(before, after, StringComparison.Ordinal)))
                .GetRunResult().GeneratedTrees,
        ];
        Assert.NotEqual(Text(old, edited + ".g.cs"), Text(now, edited + ".g.cs"));
        string[] names =
        [
            .. old.Select(t => System.IO.Path.GetFileName(t.FilePath))
                .Where(n => now.Any(t => t.FilePath.EndsWith(n, StringComparison.Ordinal))),
        ];
        Assert.True(names.Length >= 4);
        Assert.All(names.Where(n => n != edited + ".g.cs"), n => Assert.Equal(Text(old, n), Text(now, n)));

        static string Text(SyntaxTree[] trees, string name) => trees.Single(t => System.IO.Path.GetFileName(t.FilePath) == name).ToString();
    }

    [Fact]
    public void ASignOfZeroIsAChange()
    {
        string source = Source.Replace("* gradient;", "* (gradient + 0f);", StringComparison.Ordinal);
        GeneratorRunResult result = Edit(source, c => Replace(c, source.Replace("+ 0f", "+ -0f", StringComparison.Ordinal)));
        AssertReasons(result, TrackingNames.Rules, IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void EqualSourceGivesEqualModels()
    {
        object[] Models() =>
        [
            .. Testbed.Generate(Source).GetRunResult().Results[0].TrackedSteps
                .Where(s => s.Key is TrackingNames.Targets or TrackingNames.Rules)
                .OrderBy(s => s.Key, StringComparer.Ordinal)
                .SelectMany(s => s.Value)
                .SelectMany(s => s.Outputs)
                .Select(o => o.Value),
        ];
        Assert.Equal(3, Models().Length);
        Assert.Equal(Models(), Models());
        Assert.NotEqual(Models()[0], Models()[1]);
    }

    [Fact]
    public void NoStepHoldsASymbolANodeOrACompilation()
    {
        GeneratorRunResult result = Testbed.Generate(Source).GetRunResult().Results[0];
        object[] values =
        [
            .. result.TrackedSteps.Where(s => s.Key is TrackingNames.Targets or TrackingNames.Rules)
                .SelectMany(s => s.Value)
                .SelectMany(s => s.Outputs)
                .Select(o => o.Value),
        ];
        Assert.NotEmpty(values);
        foreach (object value in values)
            Assert.Null(Held(value, value.GetType().Name, []));
    }

    [Fact]
    public void TheSearchFindsASymbol()
    {
        INamedTypeSymbol symbol = Testbed.Compile(Source).GetTypeByMetadataName("UsesAdam")!;
        Assert.NotNull(Held(new[] { new KeyValuePair<string, object>("x", symbol) }, "pair", []));
    }

    private static GeneratorRunResult Edit(Func<CSharpCompilation, CSharpCompilation> edit) => Edit(Source, edit);

    private static GeneratorRunResult Edit(string source, Func<CSharpCompilation, CSharpCompilation> edit)
    {
        CSharpCompilation compilation = Testbed.Compile(source);
        return Testbed.Driver().RunGenerators(compilation).RunGenerators(edit(compilation)).GetRunResult().Results[0];
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, string source)
    {
        SyntaxTree old = compilation.SyntaxTrees.Single(t => t.FilePath == "Source.cs");
        return compilation.ReplaceSyntaxTree(old, Testbed.Tree(source, "Source.cs"));
    }

    private static void AssertReasons(GeneratorRunResult result, string step, params IncrementalStepRunReason[] reasons) =>
        Assert.Equal(reasons, result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason));

    private static void AssertOutputs(GeneratorRunResult result, int cached, int modified)
    {
        IncrementalStepRunReason[] reasons =
        [
            .. result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason),
        ];
        Assert.Equal(cached, reasons.Count(r => r == IncrementalStepRunReason.Cached));
        Assert.Equal(modified, reasons.Count(r => r == IncrementalStepRunReason.Modified));
        Assert.Equal(cached + modified, reasons.Length);
    }

    // The path to the first thing that must not be held, by what it is and not by its exact type.
    private static string? Held(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return null;
        if (value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or Diagnostic)
            return path;
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                if (Held(item, path + "[]", seen) is { } found)
                    return found;
            }
        }

        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type
                .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (Held(field.GetValue(value), path + "." + field.Name, seen) is { } found)
                    return found;
            }
        }

        return null;
    }
}
