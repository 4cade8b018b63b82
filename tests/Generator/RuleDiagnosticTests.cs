using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>Each thing that a rule may not be or contain is named at the rule, with what to write instead.</summary>
public class RuleDiagnosticTests
{
    [Theory]
    [InlineData("for (int i = 0; i < 2; i++) gradient += 1f;", "for (int i = 0; i < 2; i++) gradient += 1f;", "a loop")]
    [InlineData("while (gradient > 1f) gradient *= 0.5f;", "while (gradient > 1f) gradient *= 0.5f;", "a loop")]
    [InlineData("switch (step) { default: break; }", "switch (step) { default: break; }", "a switch statement")]
    [InlineData("float x = step switch { 1 => 1f, _ => 2f };", "step switch { 1 => 1f, _ => 2f }", "a switch expression")]
    [InlineData("if (step == 1) return;", "return;", "return")]
    [InlineData("try { gradient = 1f; } finally { }", "try { gradient = 1f; } finally { }", "try")]
    [InlineData("throw new Exception();", "throw new Exception();", "throw")]
    [InlineData("gradient++;", "gradient++", "++ or --")]
    [InlineData("goto end; end: gradient = 1f;", "goto end;", "a jump")]
    [InlineData("Func<float> f = () => 1f;", "() => 1f", "a lambda")]
    [InlineData("float F() => 1f; gradient = F();", "float F() => 1f;", "a local function")]
    [InlineData("gradient = Table[0];", "Table[0]", "an array element")]
    [InlineData("gradient = Field;", "Field", "the field 'Field'")]
    [InlineData("gradient = Property;", "Property", "the property 'Property'")]
    [InlineData("object o = new object();", "new object()", "a new object")]
    [InlineData("(gradient, parameter) = (parameter, gradient);", "(gradient, parameter) = (parameter, gradient)", "a deconstruction")]
    [InlineData("string s = \"x\";", "\"x\"", "a string")]
    [InlineData("gradient = Helper(ref gradient);", "Helper(ref gradient)", "the method 'Own.Helper'")]
    [InlineData("gradient = MathF.Sin(gradient);", "MathF.Sin(gradient)", "the method 'MathF.Sin'")]
    [InlineData("gradient = MathF.Cbrt(gradient);", "MathF.Cbrt(gradient)", "'MathF.Cbrt' on a float")]
    [InlineData("gradient = MathF.Cos(gradient);", "MathF.Cos(gradient)", "'MathF.Cos' on a float")]
    [InlineData("gradient = (float)Math.Exp(gradient);", "Math.Exp(gradient)", "'Math.Exp' on a float")]
    [InlineData("gradient = (float)Math.Pow(learningRate, gradient);", "Math.Pow(learningRate, gradient)", "'Math.Pow' on a float")]
    [InlineData("gradient = MathF.Pow((float)learningRate, 2f);", "MathF.Pow((float)learningRate, 2f)", "'MathF.Pow' on a float")]
    [InlineData("gradient *= (float)RuleMath.Exp(learningRate);", "RuleMath.Exp(learningRate)", "'RuleMath.Exp' on a double")]
    [InlineData("gradient = (float)RuleMath.Pow(gradient, 0.5);", "gradient", "a float where a double is due")]
    [InlineData("gradient = (float)Math.FusedMultiplyAdd(gradient, learningRate, 1);", "gradient", "a float where a double is due")]
    [InlineData("gradient = Endless(gradient);", "Endless(x)", "'Endless', which calls itself")]
    [InlineData("gradient = Early(gradient);", "return 1f;", "return")]
    [InlineData("gradient = MathF.Sign(gradient);", "MathF.Sign(gradient)", "'MathF.Sign'")]
    [InlineData("gradient = MathF.CopySign(1f, gradient);", "MathF.CopySign(1f, gradient)", "'MathF.CopySign'")]
    [InlineData("gradient = Math.Clamp(gradient, 0f, 1f);", "Math.Clamp(gradient, 0f, 1f)", "'Math.Clamp'")]
    [InlineData("gradient = MathF.Exp(gradient);", "MathF.Exp(gradient)", "'MathF.Exp' on a float")]
    [InlineData("double d = gradient;", "gradient", "a float where a double is due")]
    [InlineData("gradient = (float)Math.Sqrt(gradient);", "gradient", "a float where a double is due")]
    [InlineData("gradient = (float)(learningRate * gradient);", "gradient", "a float where a double is due")]
    [InlineData("gradient += (float)(1 - learningRate) % 2f;", "(float)(1 - learningRate) % 2f", "the operator '%'")]
    [InlineData("long l = step / 2;", "step / 2", "a division of integers, which drops the fraction")]
    [InlineData("int n = (int)step;", "(int)step", "a conversion from 'long' to 'int'")]
    [InlineData("if (gradient is > 1f) gradient = 1f;", "gradient is > 1f", "a pattern")]
    [InlineData("Rule.Require(learningRate > 0, \"no\");", "Rule.Require(learningRate > 0, \"no\")", "such a call of Rule.Require")]
    [InlineData("Rule.Require(gradient > 0f, \"no\");", "Rule.Require(gradient > 0f, \"no\")", "such a call of Rule.Require")]
    [InlineData("double d = gradient > 0f ? 1.0 : 2.0;", "gradient > 0f ? 1.0 : 2.0", "a double or long that differs by element")]
    [InlineData("double d = 1; if (gradient > 0f) d = 2;", "gradient > 0f", "a double or long that differs by element")]
    [InlineData(
        "double d = Reduce.Norm((float)learningRate);",
        "Reduce.Norm((float)learningRate)",
        "'Reduce.Norm' of a value that is the same for all elements")]
    [InlineData(
        "double d = 0; float x = gradient > 0f ? (float)Reduce.Sum(gradient) : 0f;",
        "Reduce.Sum(gradient)",
        "'Reduce.Sum' in a branch that elements choose")]
    [InlineData(
        "if (gradient > 0f) gradient = Reduce.RowMean(gradient);",
        "Reduce.RowMean(gradient)",
        "'Reduce.RowMean' in a branch that elements choose")]
    [InlineData(
        "if (gradient > 0f) gradient = Reducing(gradient);", "Reduce.ColumnMax(x)", "'Reduce.ColumnMax' in a branch that elements choose")]
    [InlineData("gradient += noise.Normal() + noise.Normal();", "noise.Normal()", "draw 0 twice")]
    [InlineData("gradient += gradient > 0f ? noise.Normal(3) : noise.Uniform(3);", "noise.Uniform(3)", "draw 3 twice")]
    [InlineData("gradient += noise.Normal(256);", "noise.Normal(256)", "'Noise.Normal' of such a number")]
    [InlineData("gradient += noise.Uniform((int)learningRate);", "noise.Uniform((int)learningRate)", "'Noise.Uniform' of such a number")]
    [InlineData("gradient = Drawing(noise);", "noise", "'Noise' in another way than to draw from it")]
    [InlineData("gradient += noise.Skip(1).Normal();", "noise.Skip(1).Normal()", "'Noise' in another way than to draw from it")]
    [InlineData("gradient += noise[1].Normal();", "noise[1].Normal()", "'Noise' in another way than to draw from it")]
    [InlineData("noise = default;", "default", "this construct (DefaultValue)")]
    [InlineData("ref float r = ref parameter;", "r = ref parameter", "this construct (VariableDeclarator)")]
    public async Task AnUnsupportedConstructIsNamedWhereItStands(string statement, string squiggle, string construct)
    {
        Diagnostic diagnostic = Assert.Single(await Reported(Rule(statement)));
        Assert.Equal("FOPT0012", diagnostic.Id);
        Assert.Equal(squiggle, DiagnosticTests.Squiggle(diagnostic));
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.StartsWith($"An update rule cannot use {construct}; ", message, StringComparison.Ordinal);
        Assert.True(message.Length > $"An update rule cannot use {construct}; write".Length, "It says what to write instead: " + message);
    }

    [Theory]
    [InlineData("gradient = MathF.Exp(gradient);", "its last bits differ by machine; write RuleMath.Exp")]
    [InlineData(
        "const float third = 1 / 3; gradient *= third;", "write a float or a double among its operands: 1f / 3f, or (double)step / 2")]
    [InlineData("gradient *= Third;", "write a float or a double among its operands: 1f / 3f, or (double)step / 2")]
    [InlineData("step /= 2;", "write a float or a double among its operands: 1f / 3f, or (double)step / 2")]
    [InlineData("long half = step >> 1;", "use + - * /, comparisons, && and ||")]
    [InlineData("if ((step & 1) == 0) gradient = 0f;", "use && and || on conditions")]
    [InlineData("if ((step > 1) == (gradient > 0f)) gradient = 0f;", "use &&, || and !")]
    [InlineData("gradient = (float)Math.Round((double)~step);", "use -, + and !")]
    [InlineData("gradient = (float)Math.Atan2(gradient, parameter);", "its last bits differ by machine; write RuleMath.Atan2")]
    [InlineData("gradient *= (float)RuleMath.Tanh(learningRate);", "what is computed once per step needs no vector form; write Math.Tanh")]
    [InlineData(
        "gradient = MathF.Cos(gradient);",
        "it has no vector form; compute it once per step, in double, or use Exp, Log, Pow, Tanh, Cbrt or Atan2 of RuleMath")]
    public async Task AFunctionOfAnotherClassIsNamed(string statement, string instead) =>
        Assert.EndsWith(
            "; " + instead,
            Assert.Single(await Reported(Rule(statement))).GetMessage(CultureInfo.InvariantCulture),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("gradient = RuleMath.Exp(gradient) + RuleMath.Log(gradient) + RuleMath.Tanh(gradient) + RuleMath.Cbrt(gradient);")]
    [InlineData(
        "gradient = RuleMath.Pow(gradient, (float)learningRate) * RuleMath.Pow((float)learningRate, 2f) + RuleMath.Atan2(gradient, 1f);")]
    [InlineData("gradient *= (float)(Math.Exp(learningRate) + Math.Cbrt(step) + Math.Pow(0.9, step) + Math.Atan2(step, learningRate));")]
    [InlineData("gradient = MathF.FusedMultiplyAdd(gradient, (float)Math.FusedMultiplyAdd(learningRate, step, 1), parameter);")]
    [InlineData(
        "float first = noise.Normal(); if (gradient > 0f) gradient += first * noise.Uniform(1); else gradient += (float)step * "
            + "noise.Normal(255);")]
    public async Task FunctionsOfElementsAndOfUniformsAreAccepted(string statement) => Assert.Empty(await Reported(Rule(statement)));

    [Theory]
    [InlineData("Own", "An update rule must be a static partial class, and 'Own' is not; write 'public static partial class Own'",
        "[UpdateRule] public partial class Own { public static void Update(ref float p, float g, double learningRate = 1) { } }")]
    [InlineData("Own", "'Own' must be declared partial, because the compiled form of the update rule is generated into 'Own'",
        "[UpdateRule] public static class Own { public static void Update(ref float p, float g, double learningRate = 1) { } }")]
    [InlineData("Own", "An update rule cannot be generic, nor be nested in a generic class; make 'Own' a class of its own without type parameters",
        "[UpdateRule] public static partial class Own<T> { public static void Update(ref float p, float g, double learningRate = 1) { } }")]
    [InlineData(
        "Own",
        "An update rule must have one method Update, and 'Own' has none; add one that begins with 'ref float parameter, float gradient'",
        "[UpdateRule] public static partial class Own { }")]
    [InlineData("Update", "An update rule must have one method Update, and 'Own' has 2; keep one of them under that name",
        "[UpdateRule] public static partial class Own { public static void Update() { } public static void Update(float g) { } }")]
    [InlineData("Update", "Update of an update rule must be declared 'public static void', and neither async nor generic",
        "[UpdateRule] public static partial class Own { public static float Update(ref float p, float g, double learningRate = 1) => 1; }")]
    [InlineData("Update", "Update of an update rule must begin with 'ref float parameter, float gradient'",
        "[UpdateRule] public static partial class Own { public static void Update(float p, float g, double learningRate = 1) { } }")]
    [InlineData("Update", "Update of an update rule lacks a parameter for the learning rate, which model.LearningRate sets; add one with a default, such as 'double learningRate = 1e-3'",
        "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g) { } }")]
    [InlineData("beta", "Hyperparameter 'beta' needs a default value; write 'double beta = ...'",
        "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g, double beta, double learningRate "
            + "= 1) { } }")]
    [InlineData("n", "Parameter 'n' of an update rule must be one of these: 'ref float' or 'ref double' for state, one 'long' without a default for the step, one 'Noise' for random numbers, 'double', 'long' or 'bool' with a default for a hyperparameter",
        "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g, int n = 1, double learningRate = "
            + "1) { } }")]
    [InlineData("other", "Parameter 'other' of an update rule must be one of these: 'ref float' or 'ref double' for state, one 'long' without a default for the step, one 'Noise' for random numbers, 'double', 'long' or 'bool' with a default for a hyperparameter",
        "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g, Noise noise, Noise other, double "
            + "learningRate = 1) { } }")]
    [InlineData("beta", "The range of 'beta' is no interval; write for example \"[0, 1)\"",
        "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g, double learningRate = 1, "
            + "[Interval(\"0..1\")] double beta = 0) { } }")]
    [InlineData("beta", "The default of 'beta' is not in its range [0, 1); change one of the two",
        "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g, double learningRate = 1, "
            + "[Interval(\"[0, 1)\")] double beta = 1) { } }")]
    [InlineData("Train", "A rule that moves parameters must have both Evaluate and Train, and 'Own' has only Train; add the other",
        "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g, double learningRate = 1) { } "
            + "public static void Train(ref float p) { } }")]
    [InlineData("z", "Evaluate must begin with 'ref float parameter', and its other parameters must have the names and types of states, the step or hyperparameters of Update; 'z' is none of these",
        "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g, double learningRate = 1) { } "
            + "public static void Train(ref float p) { } public static void Evaluate(ref float p, float z) { } }")]
    [InlineData("Evaluate", "Evaluate must begin with 'ref float parameter', and has no parameters",
        "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g, double learningRate = 1) { } "
            + "public static void Train(ref float p) { } public static void Evaluate() { } }")]
    [InlineData("s", "State 's' has one value for a row, but is assigned a value that differs within a row; reduce that value first",
        "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g, [State(Per = Per.Row)] ref float "
            + "s, double learningRate = 1) { s = g; } }")]
    [InlineData("s", "State 's' has one value for a column, but is assigned a value that differs within a column; reduce that value first",
        "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g, [State(Per = Per.Column)] ref "
            + "float s, double learningRate = 1) { s = Reduce.RowSum(g); } }")]
    [InlineData("s", "InitialFrom of state 's' must name a hyperparameter of type double; write nameof one of them",
        "[UpdateRule] public static partial class Own { public static void Update(ref float p, float g, [State(InitialFrom = \"x\")] ref "
            + "float s, double learningRate = 1) { } }")]
    public async Task ASignatureThatDoesNotFitSaysWhy(string squiggle, string message, string rule)
    {
        Diagnostic diagnostic = Assert.Single(await Reported("using FusedOpt;\n" + rule));
        Assert.Equal("FOPT0011", diagnostic.Id);
        Assert.Equal(squiggle, DiagnosticTests.Squiggle(diagnostic));
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("ref float grad", "grad", "The name 'grad' of 'grad' does not fit: a checkpoint has the gradient of a parameter under that "
        + "name; rename the state")]
    [InlineData("ref float gradRows", "gradRows", "The name 'grad_rows' of 'gradRows' does not fit: a checkpoint has the rows with a "
        + "gradient of a parameter under that name; rename the state")]
    [InlineData("ref double pruneMask", "pruneMask", "The name 'prune_mask' of 'pruneMask' does not fit: a checkpoint has the pruned "
        + "elements of a parameter under that name; rename the state")]
    [InlineData("ref float expAvg, ref float exp_avg", "exp_avg", "The name 'exp_avg' of 'exp_avg' does not fit: a checkpoint would have "
        + "the state 'expAvg' under that name, too; rename one of them")]
    public async Task AStateWhoseNameInCheckpointsIsTakenSaysSo(string states, string squiggle, string message)
    {
        string source = Rule(states);
        Diagnostic diagnostic = Assert.Single(await Reported(source));
        Assert.Equal(message, diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal("FOPT0034", diagnostic.Id);
        Assert.Equal(squiggle, DiagnosticTests.Squiggle(diagnostic));

        // The control: other states have these words in their names, and a hyperparameter has none in checkpoints.
        Assert.Empty(await Reported(Rule("ref float gradAvg, ref float mask", ", double grad = 1")));

        static string Rule(string states, string more = "") => "using FusedOpt; [UpdateRule] public static partial class Own { public "
            + $"static void Update(ref float parameter, float gradient, {states}, double learningRate = 0.1{more}) => parameter -= "
            + "(float)learningRate * gradient; }\n[Optimize(typeof(Own))] public partial class Model { public float W; }";
    }

    [Fact]
    public async Task AClassWhoseRuleIsRefusedGivesNoSecondError()
    {
        string source = Rule("gradient++;")
            + "\n[Optimize(typeof(Own))] public partial class Model { public float W; public void Train() => Step(); }";
        Assert.Equal("FOPT0012", Assert.Single(await Reported(source)).Id);
        Assert.Contains(
            "has no optimizer because of FOPT0012",
            Testbed.Generate(source).GetRunResult().GeneratedTrees.Single().ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnErrorOfTheCompilerInARuleIsNotReportedTwice() => Assert.Empty(await Reported(Rule("gradient = Nowhere;")));

    [Fact]
    public void EveryErrorHasItsSectionInTheDocumentation()
    {
        string documentation = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "diagnostics.md"));

        // An analyzer that reports what it does not list fails.
        Assert.Equal(
            typeof(Descriptors).GetFields().Select(f => f.GetValue(null)).OfType<DiagnosticDescriptor>().ToHashSet(),
            new OptimizeAnalyzer().SupportedDiagnostics.ToHashSet());
        foreach (DiagnosticDescriptor descriptor in new OptimizeAnalyzer().SupportedDiagnostics)
        {
            Assert.Contains($"\n## {descriptor.Id}\n\n{descriptor.Title}.\n", documentation, StringComparison.Ordinal);
            Assert.EndsWith("#" + descriptor.Id.ToLowerInvariant(), descriptor.HelpLinkUri, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void EveryHelpLinkLeadsToASectionAndEverySectionHasItsError()
    {
        string root = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..");
        string[] links = [.. AllDescriptors().Select(d => d.HelpLinkUri).Distinct()];
        Assert.All(links, link => Assert.True(Resolves(link, root), link));
        Assert.False(Resolves(links[0] + "x", root));
        Assert.False(Resolves(links[0].Replace("diagnostics", "diagnoses", StringComparison.Ordinal), root));

        // The ids from 1000 on are reported by the build.
        IEnumerable<string> sections = Sections(Path.Combine(root, "docs", "diagnostics.md"))
            .Where(s => !s.StartsWith("fopt1", StringComparison.Ordinal));
        Assert.Equal(sections.Order(), links.Select(l => l[(l.IndexOf('#', StringComparison.Ordinal) + 1)..]).Order());
    }

    // Every descriptor that there is, whether the analyzer lists it or not.
    private static IEnumerable<DiagnosticDescriptor> AllDescriptors() => typeof(FusedOpt.Generator.Diagnostics.Descriptors)
        .GetFields()
        .Select(f => f.GetValue(null))
        .OfType<DiagnosticDescriptor>();

    private static bool Resolves(string link, string root)
    {
        const string repository = "https://github.com/fusedopt/fusedopt/blob/main/";
        string[] parts = link.Split('#');
        string file = parts[0].StartsWith(repository, StringComparison.Ordinal) ? Path.Combine(root, parts[0][repository.Length..]) : "";
        return File.Exists(file) && Sections(file).Contains(parts[1]);
    }

    private static IEnumerable<string> Sections(string file) => File.ReadLines(file)
        .Where(l => l.StartsWith("## ", StringComparison.Ordinal))
        .Select(l => l[3..].ToLowerInvariant());

    private static string Rule(string statement) => $$"""
        using System;
        using FusedOpt;
        [UpdateRule]
        public static partial class Own
        {
            const float Third = 1 / 3;
            static float Field = 1;
            static float Property => 1;
            static float[] Table = [];
            static float Helper(ref float x) => x;
            static float Reducing(float x) => Reduce.ColumnMax(x);
            static float Drawing(Noise noise) => noise.Normal();
            static float Endless(float x) => Endless(x);
            static float Early(float x) { if (x > 1f) return 1f; return x; }
            public static void Update(ref float parameter, float gradient, Noise noise, long step, double learningRate = 1)
            {
                {{statement}}
                parameter -= (float)learningRate * gradient;
            }
        }
        """;

    private static async Task<Diagnostic[]> Reported(string source) =>
        [.. await Testbed.Analyze(Testbed.WithGenerated(Testbed.Compile(source)))];

    private static string Here([CallerFilePath] string path = "") => path;
}
