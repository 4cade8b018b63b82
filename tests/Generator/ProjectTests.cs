using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>A project in which generated code cannot be compiled gets one error that says why, whatever classes and rules it has.</summary>
public class ProjectTests
{
    // Every form of field, rules, and code that uses the models. In C# 7.3.
    private const string Source = """
        namespace Project
        {
            using FusedOpt;
            [Optimize(Optimizer.Adam), GuardGradients(MaxNorm = 1)]
            public partial class First
            {
                public float[,] Matrix = new float[2, 3];
                public float[] Vector = new float[3];
                public float Scalar;
                internal double hidden;
                public First[] Parts = null;
                public System.Numerics.Vector3 Structure;
                [SparseGradient] public float[,] Table = new float[2, 3];
                public System.Memory<float> Memory;
                public float[][] Jagged = new float[2][];
                [System.Obsolete("e", true)] public float Old;
            }
            [Optimize(Optimizer.Adam, Beta1 = 2), SumGradients] public partial class Derived : First { public float[] More = new float[3]; }
            [Optimize(Optimizer.Adam)] public partial struct Structure { public float[] Vector; public float Scalar; public int Step; public int ParameterGradients; }
            [Optimize(Optimizer.Adam)] public partial struct Plain { public float[] Vector; public float Scalar; internal double Hidden; }
            [Optimize(Optimizer.Adam), SumGradients, Prune(Sparsity = 0.5)] public partial class Summed { public float[,] Matrix = new float[2, 3]; }
            [Optimize(typeof(Rule))] public partial class Own<T> { public float[] Vector = new float[3]; public partial class Within { } }
            [UpdateRule]
            public static partial class Rule
            {
                public static void Update(ref float parameter, float gradient, ref float v, double learningRate = 0.1) { v += gradient; parameter -= (float)learningRate * v; }
            }
            public static class Program
            {
                public static void Run(First first, Own<int> own, Derived derived, Structure structure, Summed summed, Plain plain)
                {
                    first.Gradients.Vector[0] = first.Gradients.Scalar = 1;
                    first.Gradients.Structure = default(System.Numerics.Vector3);
                    first.Step();
                    first.ZeroGradients();
                    own.StepAndZeroGradients();
                    own.LearningRate = first.StepCount;
                    derived.Gradients.More[0] = 1;
                    structure.ZeroGradients();
                    first.MaxGradientNorm = first.GradientNorm;
                    first.Evaluate();
                    derived.Train();
                    if (own.IsTraining) summed.Step(summed.Gradients, new Summed.ParameterGradients(summed));
                    structure.Evaluate();
                    plain.Gradients.Scalar = 1;
                    plain.Step();
                    summed.LearningRate = summed.Sparsity;
                }
            }
        }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3, "7.3")]
    [InlineData(LanguageVersion.CSharp8, "8.0")]
    [InlineData(LanguageVersion.CSharp9, "9.0")]
    [InlineData(LanguageVersion.CSharp10, "10.0")]
    [InlineData(LanguageVersion.CSharp11, "11.0")]
    [InlineData(LanguageVersion.CSharp12, "12.0")]
    public async Task AnOldLanguageIsOneError(LanguageVersion version, string name)
    {
        Compilation generated = Compile(Source, version, References());
        await AssertOne(generated, "FOPT0027", "First");
        Assert.Contains(
            $"needs C# 13, and this project is compiled as C# {name};",
            (await Testbed.Analyze(generated)).Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARuleAloneNeedsLess()
    {
        const string Rule = """
            namespace Project
            {
                [FusedOpt.UpdateRule]
                public static partial class Rule
                {
                    public static void Update(ref float parameter, float gradient, double learningRate = 0.1) { parameter -= (float)learningRate * gradient; }
                }
            }
            """;
        Compilation fits = Compile(Rule, LanguageVersion.CSharp12, References());
        Assert.Empty(Testbed.Problems(fits));
        Assert.Empty(await Testbed.Analyze(fits));
        Assert.Contains(fits.SyntaxTrees, t => t.FilePath.EndsWith("Project.Rule.g.cs", StringComparison.Ordinal));
        await AssertOne(Compile(Rule, LanguageVersion.CSharp11, References()), "FOPT0027", "Rule");

        // A library of rules has no use for the runtime.
        Assert.Empty(await Testbed.Analyze(Compile(Rule, LanguageVersion.CSharp13, References(hasRuntime: false))));
    }

    [Fact]
    public async Task AReferenceUnderAnAliasAloneIsOneError()
    {
        string source = "extern alias fo;\n" + Source.Replace("using FusedOpt;", "using fo::FusedOpt;", StringComparison.Ordinal);
        await AssertOne(Compile(source, LanguageVersion.CSharp13, References("fo")), "FOPT0028", "First");
        const string Right = "extern alias fo;\nusing FusedOpt;\n[Optimize(Optimizer.Adam)] public partial class Model { public float W; "
            + "public void Use(fo::FusedOpt.IOptimizable other) => other.Step(); }";
        Compilation both = Compile(Right, LanguageVersion.CSharp13, References("global", "fo"));
        Assert.Empty(Testbed.Problems(both));
        Assert.Empty(await Testbed.Analyze(both));
    }

    [Fact]
    public async Task TheAttributesAloneAreOneError()
    {
        Compilation generated = Compile(Source, LanguageVersion.CSharp13, References(hasRuntime: false));
        await AssertOne(generated, "FOPT0028", "First");
        Assert.Contains(
            "reference the package FusedOpt",
            (await Testbed.Analyze(generated)).Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOldFrameworkIsOneError()
    {
        // A framework that knows no type parameters for ref structs: this one, but for the field that says so.
        const string Framework = """
            namespace System.Runtime.CompilerServices { public static class RuntimeFeature { public const string ByRefFields = "ByRefFields"; } }
            """;
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Project",
            [Testbed.Tree(Source, "Source.cs"), Testbed.Tree(Framework, "Framework.cs")],
            References(),
            new(OutputKind.DynamicallyLinkedLibrary));
        Compilation generated = Testbed.WithGenerated(compilation);
        Assert.Equal(
            "FOPT0028 First", string.Join(", ", (await Testbed.Analyze(generated)).Select(d => $"{d.Id} {DiagnosticTests.Squiggle(d)}")));
    }

    [Fact]
    public async Task TheControlHasNoErrorAndOtherMistakesAreReportedThere()
    {
        Compilation generated = Compile(Source, LanguageVersion.CSharp13, References());
        Assert.Equal(["FOPT0007", "FOPT0008", "FOPT0008", "FOPT0024"], (await Testbed.Analyze(generated)).Select(d => d.Id).Order());
    }

    private static async Task AssertOne(Compilation generated, string id, string squiggle)
    {
        Diagnostic[] problems =
        [
            .. generated.GetDiagnostics()
                .Where(
                    d => d.Severity >= DiagnosticSeverity.Warning
                        && !(d.Id is "CS0649" or "CS0169" || (d.Id == "CS1591" && d.Location.SourceTree!.FilePath == "Source.cs"))),
        ];
        Assert.Empty(problems);
        Diagnostic diagnostic = Assert.Single(await Testbed.Analyze(generated));
        Assert.Equal((id, squiggle), (diagnostic.Id, DiagnosticTests.Squiggle(diagnostic)));
    }

    private static Compilation Compile(string source, LanguageVersion version, IEnumerable<MetadataReference> references)
    {
        var parse = new CSharpParseOptions(version, DocumentationMode.Diagnose);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999);
        return Testbed.WithGenerated(
            CSharpCompilation.Create("Project", [Testbed.Tree(source, "Source.cs", parse)], references, options), parse);
    }

    private static IEnumerable<MetadataReference> References(params string[] aliases) => References(true, aliases);

    private static IEnumerable<MetadataReference> References(bool hasRuntime, params string[] aliases) =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(
                path => !Path.GetFileName(path).StartsWith("FusedOpt", StringComparison.Ordinal)
                    && !Path.GetFileName(path).StartsWith("xunit", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))
            .Concat(new[] { typeof(OptimizeAttribute).Assembly.Location, typeof(IOptimizable).Assembly.Location }.Take(hasRuntime ? 2 : 1)
                .Select(path => MetadataReference.CreateFromFile(path, new(aliases: [.. aliases]))));
}
