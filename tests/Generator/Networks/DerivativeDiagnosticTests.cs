using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests.Networks;

/// <summary>Each mistake in a derivative of the user's own gives one error that names it, and a derivative changes no value.</summary>
public class DerivativeDiagnosticTests
{
    private const string Slope = "private static float Slope(float x) => 2 * F(x);";

    [Theory]
    [InlineData("[Gradient(nameof(Slope))] private static float F(float x) => x * x;", Slope, null)]
    [InlineData("[Gradient(\"Slop\")] private static float F(float x) => x * x;", Slope,
        "FOPT0035: 'F' names the derivative 'Slop', and 'Model' has no such method; declare static float Slop(float x)")]
    [InlineData("[Gradient(null!)] private static float F(float x) => x * x;", "", "FOPT0035: 'F' has 1 parameter, and its [Gradient] names 0 functions; "
        + "name one function for each parameter, in order")]
    [InlineData("[Gradient(nameof(Missing))] private static float F(float x) => x * x;", Slope,
        "FOPT0035: 'F' names the derivative 'Missing', and 'Model' has no such method; declare static float Missing(float x)")]
    [InlineData("[Gradient(1)] private static float F(float x) => x * x;", Slope, null)]
    [InlineData("[Gradient(nameof(Slope))] private static float F(float x) => x * x;", "private static float Slope(Missing x) => 1;", null)]
    [InlineData("[Gradient] private static float F(float x) => x * x;", Slope,
        "FOPT0035: 'F' has 1 parameter, and its [Gradient] names 0 functions; name one function for each parameter, in order")]
    [InlineData("[Gradient(nameof(Slope), nameof(Slope))] private static float F(float x) => x * x;", Slope,
        "FOPT0035: 'F' has 1 parameter, and its [Gradient] names 2 functions; name one function for each parameter, in order")]
    [InlineData("[Gradient(nameof(Slope))] private static float F(float x) => G(x, x);\n[Gradient(nameof(Slope))] private static float G(float x, float y) => x * y;",
        "private static float Slope(float x) => 2 * x;", null)]
    [InlineData("private static float F(float x) => G(x, x);\n[Gradient(nameof(Slope))] private static float G(float x, float y) => x * y;",
        "private static float Slope(float x) => 2 * x;",
        "FOPT0035: 'G' has 2 parameters, and its [Gradient] names 1 function; name one function for each parameter, in order")]
    [InlineData("[Gradient(nameof(Slope))] private static float F(float x) => x * x;", "private static double Slope(float x) => 1;",
        "FOPT0035: 'Slope', a derivative of 'F', does not fit; declare it as static float Slope(float x)")]
    [InlineData("[Gradient(nameof(Slope))] private static float F(float x) => x * x;", "private static float Slope(float x, float y) => 1;",
        "FOPT0035: 'Slope', a derivative of 'F', does not fit; declare it as static float Slope(float x)")]
    [InlineData("[Gradient(nameof(Slope))] private static float F(float x) => x * x;", "private float Slope(float x) => 1;",
        "FOPT0035: 'Slope', a derivative of 'F', does not fit; declare it as static float Slope(float x)")]
    [InlineData("[Gradient(nameof(Slope))] private static float F(float x) => x * x;", "private const float Slope = 1;",
        "FOPT0035: 'Slope', a derivative of 'F', does not fit; declare it as static float Slope(float x)")]
    [InlineData("[Gradient(nameof(Slope))] private static float F(float x) => x * x;",
        "private static float Slope(float x) => 1; private static float Slope(float x, float y) => 1;", null)]
    [InlineData("[Gradient(nameof(Slope))] private static float F(float x) => x * x;", "private static float Slope(float x) => Slope(x);",
        "FOPT0012: A function of a loss cannot use 'Slope', which calls itself; write out the few steps there are")]
    [InlineData("[Gradient(nameof(Slope))] private static float F(float x) => x * x;",
        "private static float Slope(float x) { float y = 0; while (y < x) y += 1; return y; }",
        "FOPT0012: A function of a loss cannot use a loop; ")]
    [InlineData("private static float F(float x) => IsLarge(x) ? x : 2 * x;\n[Gradient(nameof(Slope))] private static bool IsLarge(float x) => x > 1;", Slope,
        "FOPT0035: 'IsLarge' is marked [Gradient] and is no function of numbers; mark a static method whose parameters and result are all "
            + "float, or all double")]
    [InlineData("[Gradient(nameof(F))] private static float F(float x) => RuleMath.Exp(x);", "", null)]
    public async Task AMistakeInADerivativeHasOneError(string function, string derivative, string? message)
    {
        string methods = $"[Loss] public float LossOf([Shape(3)] Vec<float> x) => Sum(Map(F, x * new Vec<float>(W)));\n{function}\n{derivative}";
        await AssertOnly(methods, message);
    }

    [Theory]
    [InlineData("[Loss] public float LossOf(float x) => Scaled(x); [Gradient(nameof(Slope))] private float Scaled(float x) => x * W[0];",
        "FOPT0035: 'Scaled' is marked [Gradient] and is no function of numbers; mark a static method whose parameters and result are all "
            + "float, or all double")]
    [InlineData("[Loss] public float LossOf([Shape(3)] Vec<float> x) => Sum(Bent(x * new Vec<float>(W))); "
            + "[Gradient(nameof(Slope))] private static Vec<float> Bent([Shape(3)] Vec<float> x) => Relu(x);",
        "FOPT0035: 'Bent' is marked [Gradient] and is no function of numbers; mark a static method whose parameters and result are all "
            + "float, or all double")]
    [InlineData("[Loss, Gradient(nameof(Slope))] public float LossOf([Shape(3)] Vec<float> x) => Sum(x * new Vec<float>(W));",
        "FOPT0035: 'LossOf' is marked [Loss] and [Gradient], and the gradient of a loss is the compiler's; mark the functions of numbers "
            + "that it calls")]
    public async Task OnlyAFunctionOfNumbersHasADerivative(string methods, string message) =>
        await AssertOnly(methods + " private static float Slope(float x) => 1;", message);

    // In a class without a loss, what is generated does not differ by a character.
    [Fact]
    public void AnInferenceMethodHasNoUseForADerivative()
    {
        const string mark = "[Gradient(nameof(Slope))]", methods = $$"""
            [Inference] public Vec<float> Bent([Shape(3)] Vec<float> x) => Map(Outer, x * new Vec<float>(W)) * F(W.Length * Sum(x));
            private static float Outer(float x) => x > 0 ? F(x) * F(-x) : F(x);
            {{mark}} private static float F(float x) => x * MathF.Round(x);
            private static float Slope(float x) => 3 * RuleMath.Exp(x) / (1 + x);
            """;
        string inference = methods.Replace("W.Length * ", "", StringComparison.Ordinal);
        string[] given = Generated(inference), plain = Generated(inference.Replace(mark, "", StringComparison.Ordinal));
        Assert.Equal(plain, given);
        Assert.Contains(given, t => t.Contains("Round(", StringComparison.Ordinal));
        Assert.DoesNotContain(given, t => t.Contains("Exp(", StringComparison.Ordinal));

        // A control: a loss has one.
        string loss = inference + "[Loss] public float LossOf([Shape(3)] Vec<float> x) => Sum(Bent(x));";
        Assert.Contains(Generated(loss), t => t.Contains("Exp(", StringComparison.Ordinal));
        Assert.NotEqual(Generated(loss.Replace(mark, "", StringComparison.Ordinal)), Generated(loss));
    }

    // A rule has no gradient: the attribute means nothing to it.
    [Fact]
    public void ARuleIgnoresADerivative()
    {
        const string mark = "[Gradient(nameof(Slope))]", source = $$"""
            using System;
            using FusedOpt;

            [UpdateRule]
            public static partial class Own
            {
                public static void Update(ref float parameter, float gradient, double learningRate = 0.5)
                {
                    parameter -= (float)learningRate * Bent(gradient);
                }

                {{mark}} private static float Bent(float x) => MathF.Round(x);
                private static float Slope(float x) => 1;
            }

            [Optimize(typeof(Own))]
            public partial class Model { public float[] W = new float[4]; }
            """;
        Assert.Equal(
            Testbed.Generate(source.Replace(mark, "", StringComparison.Ordinal)).GetRunResult().GeneratedTrees.Select(t => t.ToString()),
            Testbed.Generate(source).GetRunResult().GeneratedTrees.Select(t => t.ToString()));
        Assert.DoesNotContain(
            Testbed.Problems(Testbed.WithGenerated(Testbed.Compile(source))), d => d.Severity == DiagnosticSeverity.Error);
    }

    private static string[] Generated(string methods)
    {
        string source = Model(methods);
        Assert.DoesNotContain(
            Testbed.Problems(Testbed.WithGenerated(Testbed.Compile(source))), d => d.Severity == DiagnosticSeverity.Error);
        return [.. Testbed.Generate(source).GetRunResult().GeneratedTrees.Select(t => t.ToString())];
    }

    private static async Task AssertOnly(string methods, string? message)
    {
        Diagnostic[] found = await Analyze(methods);
        if (message is null)
            Assert.Empty(found.Select(Text));
        else
            Assert.StartsWith(message, Text(Assert.Single(found)), StringComparison.Ordinal);
    }

    private static string Model(string methods) => $$"""
        using System;
        using FusedOpt;
        using static FusedOpt.Functional;

        [Optimize(Sgd)]
        public sealed partial class Model
        {
            [Parameter(3)] public partial Span<float> W { get; }
            {{methods}}
        }
        """;

    private static string Text(Diagnostic diagnostic) => $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";

    private static async Task<Diagnostic[]> Analyze(string methods) =>
        [.. (await Testbed.Analyze(Testbed.Compile(Model(methods)))).Where(d => d.Id is not ("FOPT0029" or "FOPT0032"))];
}
