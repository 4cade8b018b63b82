using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt.Generator.Backends.CSharp;
using FusedOpt.Generator.Frontend;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>An exception in the generator costs one class and is one error there; all other classes are generated.</summary>
public class FailureTests
{
    private const string Source = """
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Broken
        {
            public float[] Weights = new float[3];
            [System.Obsolete("e", true)] public float Old;
            [System.Diagnostics.CodeAnalysis.Experimental("EXP")] public float New;
            [Parameter(2, 3)] public partial System.Span<float> Owned { get; }
        }

        [UpdateRule]
        public static partial class BrokenRule
        {
            public static void Update(ref float parameter, float gradient, double learningRate = 0.5) => parameter -= (float)learningRate * gradient;
        }

        [Optimize(typeof(BrokenRule))]
        public partial class Rely { public float Weight; }

        [Optimize(Adam)]
        public partial class Healthy { public float Weight; }

        public static class Program
        {
            public static void Use()
            {
                var broken = new Broken();
                broken.Gradients.Weights[0] = broken.Owned[0];
                broken.Step();
                new Rely().Step();
                new Healthy().Step();
            }
        }
        """;

    private static readonly OptimizeAnalyzer Analyzer = new();

    [Fact]
    public async Task AnExceptionInTheReaderIsOneErrorAtTheClass()
    {
        ClassReader<Model.TargetModel> read = (type, compilation, diagnostics, cancellation) =>
            type.Name == "Broken"
                ? throw new InvalidCastException("cast \"this\"\nthere")
                : TargetReader.Read(type, compilation, diagnostics, cancellation);
        await AssertOneError(
            Source,
            new(read, Emit, RuleReader.Read),
            new(read, RuleReader.Read),
            "Broken",
            "InvalidCastException: cast \"this\" there (in ");
    }

    [Fact]
    public async Task AnExceptionWhereTheClassIsWrittenIsOneErrorAtTheClass() => await AssertOneError(
        Source,
        new(TargetReader.Read, target => target.Type.Name == "Broken" ? throw new FormatException("none") : Emit(target), RuleReader.Read),
        Analyzer,
        "Broken",
        "FormatException: none (in ");

    // A class that derives from the broken one is read before that is known.
    [Theory]
    [InlineData("Broken", "")]
    [InlineData("Middle", "")]
    [InlineData("Broken", ", GuardGradients(MaxNorm = 1)")]
    [InlineData("Broken", ", Schedule(nameof(Rate))")]
    public async Task AnExceptionWhereABaseClassIsWrittenIsOneErrorAtTheBaseClass(string name, string attributes)
    {
        foreach (string rule in new[] { "Adam", "ScheduleFreeAdamW" })
        {
            string source = $$"""
                using FusedOpt;
                using FusedOpt.Schedules;
                [Optimize({{rule}}){{attributes}}] public partial class Broken { public float[] W = new float[3]; public float S; public static readonly ISchedule Rate = new Constant(1); }
                [Optimize({{rule}})] public partial class Middle : Broken { public float[] V = new float[3]; public new float S; }
                [Optimize(Adam)] public sealed partial class Last : Middle { public float[,] U = new float[2, 3]; }
                [Optimize(Adam)] public partial class Healthy { public float Weight; public Broken? Part; public Last? Other; }
                public static class Program
                {
                    public static void Use(Last last)
                    {
                        last.Gradients.W[0] = last.Gradients.V[0] = last.Gradients.U[0, 0] = 1;
                        last.ZeroGradients();
                        new Middle().Step();
                    }
                }
                """;
            await AssertOneError(
                source,
                new(
                    TargetReader.Read,
                    target => target.Type.Name == name ? throw new FormatException("none") : Emit(target),
                    RuleReader.Read),
                Analyzer,
                name,
                "FormatException: none (in ");
        }
    }

    [Fact]
    public async Task AnExceptionInTheReaderOfARuleIsOneErrorAtTheRule()
    {
        RuleClassReader read = (rule, form, compilation, diagnostics, cancellation) =>
            rule.Name == "BrokenRule"
                ? throw new OverflowException("too large")
                : RuleReader.Read(rule, form, compilation, diagnostics, cancellation);
        await AssertOneError(
            Source, new(TargetReader.Read, Emit, read), new(TargetReader.Read, read), "BrokenRule", "OverflowException: too large (in ");
    }

    [Fact]
    public async Task AnExceptionThatOnlyTheGeneratorMeetsIsReportedAllTheSame()
    {
        ClassReader<Model.TargetModel> read = (type, compilation, diagnostics, cancellation) =>
            type.Name == "Broken"
                ? throw new InsufficientExecutionStackException("deep")
                : TargetReader.Read(type, compilation, diagnostics, cancellation);
        await AssertOneError(
            Source, new(read, Emit, RuleReader.Read), Analyzer, "Broken", "InsufficientExecutionStackException: deep (in ");
        RuleClassReader readRule = (rule, form, compilation, diagnostics, cancellation) =>
            rule.Name == "BrokenRule"
                ? throw new OverflowException("too large")
                : RuleReader.Read(rule, form, compilation, diagnostics, cancellation);
        await AssertOneError(Source, new(TargetReader.Read, Emit, readRule), Analyzer, "BrokenRule", "OverflowException: too large (in ");
    }

    [Fact]
    public void WithoutAnExceptionNothingIsReported()
    {
        CSharpCompilation compilation = Testbed.Compile(Source);
        Assert.DoesNotContain(
            Testbed.WithGenerated(compilation).SyntaxTrees, t => t.ToString().Contains("GeneratorFailure", StringComparison.Ordinal));
    }

    [Fact]
    public void ACancelledRunIsNoFailure()
    {
        using var source = new CancellationTokenSource();
        ClassReader<Model.TargetModel> read = (_, _, _, cancellation) =>
        {
            source.Cancel();
            cancellation.ThrowIfCancellationRequested();
            return null;
        };
        Assert.ThrowsAny<OperationCanceledException>(
            () => Driver(new(read, Emit, RuleReader.Read)).RunGenerators(Testbed.Compile(Source), source.Token));
    }

    [Fact]
    public void AFailureIsCachedAsAnythingElse()
    {
        ClassReader<Model.TargetModel> read = (type, compilation, diagnostics, cancellation) =>
            type.Name == "Broken" ? throw new InvalidCastException() : TargetReader.Read(type, compilation, diagnostics, cancellation);
        CSharpCompilation compilation = Testbed.Compile(Source);
        GeneratorDriver driver = Driver(new(read, Emit, RuleReader.Read)).RunGenerators(compilation);
        GeneratorRunResult result = driver.RunGenerators(compilation.AddSyntaxTrees(Testbed.Tree("// unrelated", "Unrelated.cs")))
            .GetRunResult().Results[0];
        Assert.All(
            result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs),
            o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));
    }

    private static async Task AssertOneError(
        string source, OptimizeGenerator generator, OptimizeAnalyzer analyzer, string name, string text)
    {
        CSharpCompilation compilation = Testbed.Compile(source);
        GeneratorDriver driver = Driver(generator).RunGeneratorsAndUpdateCompilation(
            compilation, out Compilation updated, out ImmutableArray<Diagnostic> reported);
        Assert.Empty(reported);
        Assert.Null(driver.GetRunResult().Results[0].Exception);
        Assert.Empty(Testbed.Problems(updated));

        ImmutableArray<Diagnostic> found = await updated.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Diagnostic error = Assert.Single(found);
        Assert.Equal("FOPT0026", error.Id);
        Assert.Equal(name, source.Substring(error.Location.SourceSpan.Start, error.Location.SourceSpan.Length));
        Assert.Contains($"failed on '{name}'", error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains(text, error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains("please report", error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);

        // The others are whole, and what relies on the broken class is refused.
        string Text(string file) =>
            driver.GetRunResult().Results[0].GeneratedSources.Single(s => s.HintName == file + ".g.cs").SourceText.ToString();
        Assert.DoesNotContain("has no optimizer because", Text("Healthy"), StringComparison.Ordinal);
        if (name == "Broken")
            Assert.Contains("has no optimizer because of FOPT0026", Text("Broken"), StringComparison.Ordinal);
        if (name == "BrokenRule")
            Assert.DoesNotContain("CompiledRule", Text("BrokenRule"), StringComparison.Ordinal);
    }

    private static GeneratedType Emit(TargetModel target) => CSharpBackend.Emit(TargetCompiler.Compile(target));

    private static CSharpGeneratorDriver Driver(OptimizeGenerator generator) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: Testbed.CSharp13,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
}
