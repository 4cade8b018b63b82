using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>Faults of a stage are reported at the stage; faults of its use are reported where it is used.</summary>
public class StageDiagnosticTests
{
    private const string Signature = "'ref float' or 'ref double' for state, one 'long' without a default for the step, one 'Noise' for "
        + "random numbers, 'double', 'long' or 'bool' with a default for a hyperparameter";

    [Theory]
    [InlineData("FOPT0010", "typeof(string)", "Transform(typeof(string))",
        "'String' is no gradient transform; name typeof a static partial class that is marked [GradientTransform] and has a method "
            + "Transform")]
    [InlineData("FOPT0010", "typeof(Ema)", "Transform(typeof(Ema))",
        "'Ema' is no gradient transform; it is a weight average, which goes into [Average]")]
    [InlineData("FOPT0010", "typeof(ClipByNorm)", "Average(typeof(ClipByNorm))",
        "'ClipByNorm' is no weight average; it is a gradient transform, which goes into [Transform]")]
    [InlineData(
        "FOPT0006",
        "MaxNorm = 2",
        "Transform(typeof(ClipByValue), MaxNorm = 2)",
        "ClipByValue has no hyperparameter 'MaxNorm'; use one of MaxValue")]
    [InlineData(
        "FOPT0006",
        "Every = 2",
        "Transform(typeof(ClipByValue)), Average(typeof(Ema), Decay = 0.5, Every = 2)",
        "Ema has no hyperparameter 'Every'; use one of Decay, Warmup")]
    [InlineData("FOPT0006", "Hyperparameter(\"x\", 1, Of = typeof(ClipByValue))", "Transform(typeof(ClipByValue)), Hyperparameter(\"x\", 1, Of = typeof(ClipByValue))",
        "ClipByValue has no hyperparameter 'X'; use one of MaxValue")]
    [InlineData("FOPT0006", "Hyperparameter(\"maxNorm\", 1, Of = typeof(ClipByNorm))", "Transform(typeof(ClipByValue)), Hyperparameter(\"maxNorm\", 1, Of = typeof(ClipByNorm))",
        "Model has no hyperparameter 'MaxNorm of ClipByNorm'; it uses Adam and ClipByValue, and Of names one of those stages")]
    [InlineData(
        "FOPT0007",
        "MaxNorm = 0",
        "Transform(typeof(ClipByValue)), Transform(typeof(ClipByNorm), MaxNorm = 0)",
        "Invalid max_norm value: 0; MaxNorm must be in (0, inf]")]
    [InlineData("FOPT0007", "Decay = 1.5", "Average(typeof(Ema), Decay = 1.5)", "Invalid decay value: 1.5; Decay must be in [0, 1]")]
    [InlineData("FOPT0007", "Start = 0", "Average(typeof(Swa), Start = 0)", "Invalid start value: 0; Start must be in [1, inf)")]
    [InlineData("FOPT0014", "Hyperparameter(\"maxValue\", true, Of = typeof(ClipByValue))", "Transform(typeof(ClipByValue)), Hyperparameter(\"maxValue\", true, Of = typeof(ClipByValue))",
        "Hyperparameter 'MaxValue' of ClipByValue is a number, not true or false; give it a number")]
    [InlineData("FOPT0019", "typeof(Swa)", "Average(typeof(Ema)), Average(typeof(Swa))",
        "'Ema' and 'Swa' both move the parameters of 'Model' to where it is evaluated; keep one of them")]
    public async Task AMistakeInAUseGivesItsOneError(string id, string squiggle, string use, string message) =>
        Check(
            id,
            squiggle,
            message,
            await Reported($"[Optimize(Adam), {use}] public partial class Model {{ public float W; public float[] A = []; }}"));

    [Fact]
    public async Task ARuleThatIsEvaluatedElsewhereHasNoAverageBesides() => Check(
        "FOPT0019",
        "typeof(Ema)",
        "'ScheduleFreeAdamW' and 'Ema' both move the parameters of 'Model' to where it is evaluated; keep one of them",
        await Reported("[Optimize(ScheduleFreeAdamW), Average(typeof(Ema))] public partial class Model { public float W; }"));

    [Fact]
    public async Task AMistakeAtAParameterIsToldThere() => Check(
        "FOPT0007",
        "Hyperparameter(\"maxNorm\", -1, Of = typeof(ClipByNorm))",
        "Invalid max_norm value: -1; MaxNorm must be in (0, inf]",
        await Reported(
            "[Optimize(Adam), Transform(typeof(ClipByNorm), MaxNorm = 2)] public partial class Model { public float W; "
                + "[Hyperparameter(\"maxNorm\", -1, Of = typeof(ClipByNorm))] public float V; }"));

    [Theory]
    [InlineData(
        "Own",
        "A gradient transform must be a static partial class, and 'Own' is not; write 'public static partial class Own'",
        "[GradientTransform] public partial class Own { public static void Transform(ref float g) { } }")]
    [InlineData("Own", "'Own' must be declared partial, because the compiled form of the gradient transform is generated into 'Own'",
        "[GradientTransform] public static class Own { public static void Transform(ref float g) { } }")]
    [InlineData(
        "Own",
        "A weight average must have one method Average, and 'Own' has none; add one that begins with 'ref float parameter'",
        "[WeightAverage] public static partial class Own { public static void Update(ref float p) { } }")]
    [InlineData(
        "Transform",
        "Transform of a gradient transform must begin with 'ref float gradient'",
        "[GradientTransform] public static partial class Own { public static void Transform(float g) { } }")]
    [InlineData("Transform", "Transform of a gradient transform must be declared 'public static void', and neither async nor generic",
        "[GradientTransform] public static partial class Own { public static float Transform(float g) => g; }")]
    [InlineData(
        "Average",
        "Average of a weight average must begin with 'ref float parameter'",
        "[WeightAverage] public static partial class Own { public static void Average() { } }")]
    [InlineData("learningRate", "A gradient transform has no learning rate, because that is the rule's; rename the hyperparameter 'learningRate', or remove it",
        "[GradientTransform] public static partial class Own { public static void Transform(ref float g, double learningRate = 1) { } }")]
    [InlineData("extra", "Parameter 'extra' of a gradient transform must be one of these: " + Signature,
        "[GradientTransform] public static partial class Own { public static void Transform(ref float g, float p, float extra) { } }")]
    [InlineData("Evaluate", "A rule that moves parameters must have both Evaluate and Train, and 'Own' has only Evaluate; add the other",
        "[WeightAverage] public static partial class Own { public static void Average(ref float p, ref float a) => a = p; public static "
            + "void Evaluate(ref float p, float a) => p = a; }")]
    [InlineData("before", "Evaluate must begin with 'ref float parameter', and its other parameters must have the names and types of states, the step or hyperparameters of Average; 'before' is none of these",
        "[WeightAverage] public static partial class Own { public static void Average(ref float p, float before, ref float a) => a = "
            + "before; public static void Evaluate(ref float p, float before) { } public static void Train(ref float p) { } }")]
    public async Task ASignatureThatDoesNotFitIsNamedAtTheStage(string squiggle, string message, string source) =>
        Check("FOPT0011", squiggle, message, await Reported(source));

    [Fact]
    public async Task WhatIsWrongInAStageIsToldOnceAndNotAtItsUses() => Check(
        "FOPT0012",
        "g++",
        "A gradient transform cannot use ++ or --; write x += 1f or x -= 1f",
        await Reported("""
            [GradientTransform] public static partial class Own { public static void Transform(ref float g) { g++; } }
            [Optimize(Adam), Transform(typeof(Own))] public partial class Model { public float W; }
            """));

    [Fact]
    public async Task AStageOfAnotherProjectIsReadFromItsMetadata()
    {
        MetadataReference library = Testbed.Emit(Testbed.WithGenerated(Testbed.Compile(
            "using FusedOpt; [GradientTransform] public static partial class Theirs { public static void Transform(ref float gradient, "
                + "double scale = 3) => gradient *= (float)scale; }")));
        Compilation generated = Testbed.WithGenerated(Testbed.Compile(
            "using FusedOpt; [Optimize(Sgd), Transform(typeof(Theirs)), Hyperparameter(\"scale\", 7, Of = typeof(Theirs))] public partial "
                + "class Model { public float W; }",
            null,
            null,
            library));
        Assert.Empty(Testbed.Problems(generated));
        Assert.Empty(await Testbed.Analyze(generated));
        Assert.Contains("gradient *= 7f;", generated.SyntaxTrees.Last().ToString(), System.StringComparison.Ordinal);
    }

    [Fact]
    public async Task AStageWhoseTextIsNoneIsNotReadWrongly()
    {
        MetadataReference library = Testbed.Emit(
            Testbed.Compile(
                "using FusedOpt; [GradientTransform, FusedOpt.CompilerServices.CompiledRule(2, \"corrupt\")] public static class Theirs { "
                    + "}"));
        Compilation generated = Testbed.WithGenerated(
            Testbed.Compile(
                "using FusedOpt; [Optimize(Sgd), Transform(typeof(Theirs))] public partial class Model { public float W; }",
                null,
                null,
                library));
        Diagnostic diagnostic = Assert.Single(await Testbed.Analyze(generated));
        Assert.Equal(("FOPT0010", "typeof(Theirs)"), (diagnostic.Id, DiagnosticTests.Squiggle(diagnostic)));
    }

    private static void Check(string id, string squiggle, string message, Diagnostic[] reported)
    {
        Diagnostic diagnostic = Assert.Single(reported);
        Assert.Equal(
            (id, squiggle, message),
            (diagnostic.Id, DiagnosticTests.Squiggle(diagnostic), diagnostic.GetMessage(CultureInfo.InvariantCulture)));
    }

    private static async Task<Diagnostic[]> Reported(string source) =>
        [
            .. await Testbed.Analyze(
                Testbed.WithGenerated(Testbed.Compile("using FusedOpt;\nusing FusedOpt.Averages;\nusing FusedOpt.Transforms;\n" + source))),
        ];
}
