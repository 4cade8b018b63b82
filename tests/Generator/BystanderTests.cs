using System;
using System.Collections.Generic;
using System.Globalization;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>
/// Whatever a class or a rule looks like, neither the generator nor the analyzer throws, and the class beside it is generated.
/// </summary>
public class BystanderTests
{
    private const string Bystander = """

        [Optimize(Adam)]
        public partial class Bystander { public float W; public void Go() => Step(); }
        """;

    private const string Rule = "[UpdateRule] public static partial class R { public static void Update(ref float parameter, float "
        + "gradient, {0}double learningRate = 0.1{1}) {{ {2} }} {3} }} [Optimize(typeof(R))] public partial class M {{ public "
        + "float[,] W = new float[2, 3]; public double D; }}";

    /// <summary>The id of FusedOpt's error for each class; empty if the compiler alone reports an error, or if nothing is wrong.</summary>
    public static TheoryData<string, string> Classes() => new()
    {
        // Several forms or parts of one class.
        { "FOPT0011", "[GradientTransform, WeightAverage] public static partial class B { public static void Transform(ref float g) { } public static void Average(ref float p, float before) { } }" },
        { "FOPT0011", "[UpdateRule, GradientTransform] public static partial class B { public static void Transform(ref float g) { } public static void Update(ref float p, float g, double learningRate = 1) { } } [Optimize(typeof(B))] public partial class M { public float W; }" },
        { "FOPT0011", "[UpdateRule] public static partial class B { } [GradientTransform] public static partial class B { } [WeightAverage] partial class B { public static void Average(ref float p) { } }" },
        { "", "[UpdateRule] public static partial class B { public static void Update(ref float p, float g, double learningRate = 1) { } } [UpdateRule] static partial class B { }" },
        { "", "[GradientTransform] public static partial class B { public static void Transform(ref float g) { } } [GradientTransform] static partial class B { }" },
        { "FOPT0009", "[Optimize(Adam)] public partial class B { public float W; } [Optimize(Sgd)] public partial class B { }" },
        { "FOPT0011", "[UpdateRule, Optimize(Adam)] public partial class B { public float W; public static void Update(ref float p, float g, double learningRate = 1) { } }" },
        { "FOPT0011", "[UpdateRule] file static partial class B { public static void Update(ref float p, float g, double learningRate = 1) { } }" },
        { "FOPT0002", "[Optimize(Adam)] file partial class B { public float W; }" },

        // Names of types that differ in little or nothing.
        { "", "[Optimize(Adam)] public partial class B { public float W; } [Optimize(Adam)] public partial struct B { public float W; }" },
        { "", "[Optimize(Adam)] public partial class B { public float W; } [Optimize(Adam)] public partial record B { public float W; }" },
        { "", "[Optimize(Adam)] public partial class B { public float W; } [Optimize(Adam)] public partial class b { public float W; } namespace N { [Optimize(Adam)] public partial class B { public float W; } } namespace n { [Optimize(Adam)] public partial class B { public float W; } }" },
        { "", "public partial class B<T> { [Optimize(Adam)] public partial class C { public float W; } } public partial class B<T, U> { [Optimize(Adam)] public partial class C { public float W; } } public partial class B { [Optimize(Adam)] public partial class C { public float W; } [Optimize(Adam)] public partial class C<T> { public float W; } }" },
        { "", "namespace A { [Optimize(Adam)] public partial class B { public float W; } } namespace A.B_ { [Optimize(Adam)] public partial class C { public float W; } } public partial class A_B { [Optimize(Adam)] public partial class C { public float W; } }" },
        { "", "[Optimize(Adam)] public partial class \\u0042 { public float W; } [Optimize(Adam)] public partial class @\\u0062\\u200D { public float @class, größe, 重み; } [Optimize(Adam)] public partial class İ { public float W; } [Optimize(Adam)] public partial class ı { public float W; }" },
        { "", "[UpdateRule] public static partial class B { public static void Update(ref float p, float g, double learningRate = 1) { p -= g; } } [UpdateRule] public static partial class b { public static void Update(ref float p, float g, double learningRate = 1) { p -= g; } }" },

        // Members twice, and half-typed ones.
        { "", "[Optimize(Adam)] public partial class B { [Parameter] public partial float S { get; set; } [Parameter] public partial float S { get; set; } }" },
        { "", "[Optimize(Adam)] public partial class B { [Parameter(3)] public partial Span<float> S { get; } [Parameter(3)] public partial Span<float> S { get; } public float W; public float W; }" },
        { "", "[Optimize(Adam)] public partial class B { public float[] W, W; public float W() => 1; public B[] Bs, Bs; }" },
        { "", "[Optimize(Adam), SumGradients, GuardGradients(MaxNorm = 1)] public partial class B { public float[] W; public float W { get; set; } }" },
        { "FOPT0016", "[Optimize(Adam)] public partial class B { [Parameter] public partial float this[int i] { get; set; } [Parameter] public partial float this[long i] { get; set; } }" },
        { "FOPT0016", "interface I { float X { get; set; } } [Optimize(Adam)] public partial class B : I { [Parameter] float I.X { get; set; } }" },
        { "", "[Optimize(Adam)] public partial class B { [Parameter] partial float { get; set; } public float [ W; }" },
        { "", "[Optimize(Adam), Prune(Sparsity = 0.5)] public partial class B { public float[,] W; public float[,] W; }" },
        { "", "[UpdateRule] public static partial class B { public static void Update(ref float p, float p, ref float s, ref float s, double learningRate = 1, double learningRate = 1) { } }" },

        // Arguments of attributes.
        { "FOPT0010", "[Optimize((Optimizer)999)] public partial class B { public float W; }" },
        { "FOPT0010", "[Optimize(null!)] public partial class B { public float W; }" },
        { "FOPT0010", "[Optimize(typeof(int[]))] public partial class B { public float W; }" },
        { "FOPT0010", "[Optimize(typeof(System.Collections.Generic.List<>))] public partial class B { public float W; }" },
        { "FOPT0010", "[Optimize(typeof(void)), Transform(typeof(int*)), Average(null!)] public partial class B { public float W; }" },
        { "", "[Optimize] public partial class B { public float W; }" },
        { "", "[Optimize(Adam, LearningRate = \"x\", Beta1 = null, Epsilon = default, Nesterov = 1)] public partial class B { public float W; }" },
        { "FOPT0007", "[Optimize(Adam, LearningRate = double.NaN)] public partial class B { public float W; }" },
        { "FOPT0007", "[Optimize(Adam, StatePrecision = (StatePrecision)77)] public partial class B { public float W; }" },
        { "FOPT0007", "[Optimize(Adam, LearningRate = -0.0, Epsilon = double.MaxValue, Beta1 = double.NegativeInfinity)] public partial class B { public float W; }" },
        { "FOPT0006", "[Optimize(Adam), Hyperparameter(null!, 1.0), Hyperparameter(\"\", 1L)] public partial class B { public float W; }" },
        { "", "[Optimize(Adam), Hyperparameter(\"beta1\", new[] { 1.0 }), Hyperparameter(\"beta1\", 0.5, Of = null), Hyperparameter(\"beta1\", new object[0])] public partial class B { public float W; }" },
        { "FOPT0015", "[Optimize(Adam)] public partial class B { [Parameter(int.MaxValue, int.MaxValue)] public float[] W = []; }" },
        { "FOPT0015", "[Optimize(Adam)] public partial class B { [Parameter(-1, int.MinValue)] public float[] W = []; [Parameter(null!)] public float[] V = []; [Parameter(new int[0])] public float[] U = []; }" },
        { "FOPT0015", "[Optimize(Adam)] public partial class B { [Parameter(0x7fffffc7)] public partial Span<float> V { get; } [Parameter(0x7fffffc7)] public partial Span<float> W { get; } }" },
        { "FOPT0007", "[Optimize(Adam)] public partial class B { [Parameter(LearningRateScale = double.NaN)] public float W; [Parameter(LearningRateScale = double.PositiveInfinity)] public float[] V = []; }" },
        { "FOPT0023", "[Optimize(Adam), Prune(Sparsity = double.NaN, Begin = long.MinValue, End = long.MaxValue, Every = 0, Scope = (PruneScope)9)] public partial class B { public float[,] W = new float[1, 1]; }" },
        { "FOPT0020", "[Optimize(Adam), GuardGradients(MaxNorm = double.NaN, LossScale = double.NaN, GrowthInterval = int.MinValue, MicroBatches = 0, Norm = (NormKind)5)] public partial class B { public float[,] W = new float[1, 1]; }" },
        { "FOPT0022", "[Optimize(Adam), Schedule(null!)] public partial class B { public float W; }" },
        { "FOPT0022", "[Optimize(Adam), Schedule(\"a b\")] public partial class B { public float W; }" },
        { "", "[Optimize(Adam), Transform()] public partial class B { public float W; }" },

        // Types without an end, of an enormous size, or without sense.
        { "FOPT0005", "[System.Runtime.CompilerServices.InlineArray(2147483647)] public struct Huge { private float _0; } [Optimize(Adam)] public partial class B { public Huge H; public float W; }" },
        { "FOPT0005", "[System.Runtime.CompilerServices.InlineArray(65536)] public struct Wide { private float _0; } [System.Runtime.CompilerServices.InlineArray(65536)] public struct Huge { private Wide _0; } [Optimize(Adam)] public partial class B { public Huge[] H = []; public float W; }" },
        { "", "[System.Runtime.CompilerServices.InlineArray(2)] public struct A { private C _0; } [System.Runtime.CompilerServices.InlineArray(2)] public struct C { private A _0; } [Optimize(Adam)] public partial class B { public A Cyclic; public C[] More = []; public float W; }" },
        { "", "[System.Runtime.CompilerServices.InlineArray(-1)] public struct A { private float _0; } [System.Runtime.CompilerServices.InlineArray(2)] public struct C { } [Optimize(Adam)] public partial class B { public A X; public C Y; public float W; }" },
        { "FOPT0005", "[Optimize(Adam)] public partial class B { public float" + string.Concat(Enumerable.Repeat("[]", 200)) + " Jagged = []; public float W; }" },
        { "", "[Optimize(Adam)] public partial class B { public " + string.Concat(Enumerable.Repeat("List<", 300)) + "int" + new string('>', 300) + " Nested = []; public float W; }" },
        { "", "[Optimize(Adam)] public partial class B<T, U> where T : U where U : T { public T X; public U[] Y; public float W; }" },
        { "", "[Optimize(Adam)] public partial class B<T> : T { public float W; }" },
        { "", "[Optimize(Adam)] public partial class B : C { public float W; } [Optimize(Adam)] public partial class C : B { public float V; }" },
        { "", "[Optimize(Adam)] public partial class B : B { public float W; }" },
        { "", "[Optimize(Adam)] public partial class B<T> : C<B<B<T>>> { public float W; } [Optimize(Adam)] public partial class C<T> { public float V; }" },
        { "", "[Optimize(Adam)] public partial class B { public List<List<List<B>>> X = []; public Dictionary<B, float[]> Y = []; public Nope Z; public float W; }" },
        { "FOPT0002", "[Optimize(Adam)] public partial interface B { } [Optimize(Adam)] public static partial class C { } [Optimize(Adam)] public readonly partial struct D { } [Optimize(Adam)] public ref partial struct E { } " },
        { "", "[Optimize(Adam)] public partial enum B { A } [Optimize(Adam)] public delegate void C(); " },
        { "FOPT0010", "[Optimize(typeof(B))] public partial class B { public float W; } [Optimize(Adam), Transform(typeof(C)), Average(typeof(C))] public partial class C { public float W; }" },
    };

    /// <summary>Rules: states, the body, and further members.</summary>
    public static TheoryData<string, string, string, string, string> Rules() => new()
    {
        { "FOPT0012", "", "", "parameter = F(gradient);", "static float F(float x) => F(x + 1f);" },
        { "FOPT0012", "", "", "parameter = F(gradient);", "static float F(float x) => G(x) + G(x + 1f); static float G(float x) => F(x) * F(x - 1f);" },
        { "FOPT0012", "", "", "parameter = F0(gradient);", string.Concat(Enumerable.Range(0, 15).Select(i => $"static float F{i}(float x) => F{i + 1}(x + 1f) + F{i + 1}(x * 2f) + F{i + 1}(x - 3f); ")) + "static float F15(float x) => x;" },
        { "FOPT0012", "", "", "parameter = A * gradient;", "const float A = B + 1f; const float B = A;" },
        { "FOPT0012", "", "", "parameter = " + string.Concat(Enumerable.Repeat("-(", 3000)) + "gradient" + new string(')', 3000) + ";", "" },
        { "FOPT0012", "", "", "parameter = " + string.Join(" + ", Enumerable.Repeat("gradient", 10_000)) + ";", "" },
        { "FOPT0012", "", "", "parameter = A * gradient;", "const float A = " + string.Join(" + ", Enumerable.Repeat("1f", 10_000)) + ";" },
        { "FOPT0012", "", "", string.Concat(Enumerable.Repeat("{ ", 1000)) + "parameter -= gradient;" + new string('}', 1000), "" },
        { "FOPT0012", "", "", string.Concat(Enumerable.Range(0, 500).Select(i => $"if (gradient > {i}f) parameter -= gradient; else ")) + "parameter -= 1f;", "" },
        { "FOPT0012", "", "", "parameter = " + string.Concat(Enumerable.Range(0, 300).Select(i => $"gradient > {i}f ? {i}f : ")) + "gradient;", "" },
        { "FOPT0012", "", "", $"parameter = {Nested("F", 16, "gradient")};", "static float F(float x) => " + string.Concat(Enumerable.Repeat("-(", 190)) + "x" + new string(')', 190) + ";" },
        { "", "", "", $"parameter = {Nested("F", 90, "gradient")};", "static float F(float x) => " + string.Concat(Enumerable.Repeat("1f + ", 90)) + "x;" },
        { "", "", "", "float x = gradient; " + string.Concat(Enumerable.Repeat("x = x * x; ", 60)) + "parameter -= x;", "" },
        { "", "", ", double d = 0.5", "double x = d + learningRate; " + string.Concat(Enumerable.Repeat("x = x * x; ", 60)) + "parameter -= (float)x * gradient; parameter -= (float)(x + 1);", "" },
        { "", "", "", string.Concat(Enumerable.Repeat("parameter = parameter + gradient; ", 1500)), "" },
        { "FOPT0011", "[State(InitialFrom = null)] ref float s, [State(InitialFrom = \"\")] ref float t, ", "", "s += t; t += s; parameter -= s;", "" },
        { "", "[State(Initial = double.NaN)] ref float s, [State(Initial = -0.0)] ref float t, [State(Initial = 1e300, Per = (Per)9)] ref float u, ", "", "s += t; t += u; u += s; parameter -= s;", "" },
        { "FOPT0011", "", ", [Interval(null!)] double a = 0.5, [Interval(\"\")] double b = 1, [Interval(\"[2, 1]\")] double c = 1", "parameter -= gradient;", "" },
        { "FOPT0011", "", ", double a = double.NaN", "parameter -= (float)a * gradient;", "" },
        { "", "", ", double a = -1e-300, double b = double.PositiveInfinity, double c = -0.0, double d = double.MaxValue, long e = long.MinValue", "parameter -= (float)(a + b * c + d) * gradient + (float)e;", "" },
        { "", "ref double n, ", "", "n = n + 1;", "" },
        { "", "[State(Per = Per.Row)] ref float r, [State(Per = Per.Column)] ref float c, ", "", "r = r + 1f; c = 2f;", "" },
        { "", "", "", "", "" },
        { "", "", "", "parameter = 0f;", "" },
        { "", "", ", bool b = false", "parameter -= (float)Reduce.Sum(b ? gradient : 2f) + Reduce.RowSum(b ? gradient : 1f) + Reduce.ColumnMax(b ? gradient : 1f);", "" },
        { "", "", ", bool b = false", "parameter -= (float)Reduce.Mean(b ? gradient : 2f) + (float)Reduce.Max(b ? gradient : 2f);", "" },
        { "", "", ", bool b = false", "double x = Reduce.Norm(b ? gradient : 2f); parameter -= (float)x;", "" },
        { "", "[State(Per = Per.Row)] ref float r, ", ", bool b = false", "r = b ? Reduce.RowSum(gradient) : 2f; parameter -= (float)Reduce.Sum(r) + (float)Reduce.Mean(r) + Reduce.ColumnSum(r) + r;", "" },
    };

    [Theory]
    [MemberData(nameof(Classes))]
    public Task AClassLeavesTheOthersAlone(string id, string source) => AssertSurvives(id, source);

    [Theory]
    [MemberData(nameof(Rules))]
    public Task ARuleLeavesTheOthersAlone(string id, string states, string hyperparameters, string body, string members) =>
        AssertSurvives(
            id,
            string.Format(
                System.Globalization.CultureInfo.InvariantCulture,
                Rule.Replace("class R {", "class R {{", StringComparison.Ordinal),
                states,
                hyperparameters,
                body,
                members));

    [Fact]
    public void ARuleInMetadataThatIsDamagedOrEnormousLeavesTheOthersAlone()
    {
        string text = Chain(20);
        string[] lines = text.Split('\n');
        IEnumerable<string> damaged = Enumerable.Range(0, lines.Length - 1)
            .Select(left => string.Join('\n', lines.Where((_, i) => i != left)))
            .Concat(
            Enumerable.Range(0, lines.Length - 1)
                .Select(cut => string.Join('\n', lines.Take(cut)))).Append("\0").Append(text
                .Replace("Add", "Nothing", StringComparison.Ordinal));
        foreach (string broken in damaged)
            Assert.Contains("has no optimizer because of", Generated(broken), StringComparison.Ordinal);
        Assert.DoesNotContain("has no optimizer because of", Generated(text), StringComparison.Ordinal);
        Assert.DoesNotContain("has no optimizer because of", Generated(Chain(5_000)), StringComparison.Ordinal);
    }

    // No name stands for the result of each of these many additions.
    private static string Chain(int length)
    {
        var builder = new ProgramBuilder();
        int parameter = builder.Parameter("parameter"), gradient = builder.Gradient("gradient"), value = gradient;
        for (int i = 0; i < length; i++)
            value = builder.Operation(Op.Add, value, i % 2 == 0 ? gradient : parameter);
        var rate = new Hyperparameter(
            Hyperparameter.LearningRateName, ScalarType.Double, BitConverter.DoubleToInt64Bits(0.1), Interval.All, "none");
        return ProgramPrinter.Print(new(
            "Remote",
            null,
            ElementType.Any,
            new([rate]),
            EquatableArray<StateSlot>.Empty,
            builder.ToInstructions(),
            value,
            EquatableArray<Requirement>.Empty));
    }

    private static string Generated(string text)
    {
        string quoted = Literals.Text(text);
        MetadataReference library = Testbed.Emit(
            Testbed.Compile(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"[FusedOpt.UpdateRule, FusedOpt.CompilerServices.CompiledRule({ProgramPrinter.FormatVersion}, {quoted})] public "
                        + $"static class Remote {{ }}")));
        CSharpCompilation compilation = Testbed.Compile(
            "using FusedOpt; [Optimize(typeof(Remote))] public partial class M { public float[] W = []; public float V; }" + Bystander,
            null,
            null,
            library);
        Compilation updated = Testbed.WithGenerated(compilation);
        Assert.Empty(Testbed.Problems(updated));
        Assert.Contains(
            updated.SyntaxTrees,
            t => t.FilePath.EndsWith("Bystander.g.cs", StringComparison.Ordinal)
                && !t.ToString().Contains("has no optimizer", StringComparison.Ordinal));
        return updated.SyntaxTrees.Single(t => t.FilePath.EndsWith("M.g.cs", StringComparison.Ordinal)).ToString();
    }

    private static string Nested(string function, int depth, string operand) =>
        string.Concat(Enumerable.Repeat(function + "(", depth)) + operand + new string(')', depth);

    private static async Task AssertSurvives(string id, string source)
    {
        CSharpCompilation compilation = Testbed.Compile(
            "using System; using System.Collections.Generic; using FusedOpt;\n" + source + Bystander);
        GeneratorDriver driver = Testbed.Driver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out _);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        Assert.Null(result.Exception);
        string bystander = Assert.Single(result.GeneratedSources, s => s.HintName == "Bystander.g.cs").SourceText.ToString();
        Assert.DoesNotContain("has no optimizer because", bystander, StringComparison.Ordinal);

        ImmutableArray<Diagnostic> found = await Testbed.Analyze(updated);
        Assert.DoesNotContain(found, d => d.Id is "AD0001" or "FOPT0026");
        string[] errors = [.. found.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Distinct()];
        Assert.Equal(id.Length == 0 ? [] : [id], errors.Where(e => id.Length > 0 || !OwnErrors(compilation)));

        // If nothing is wrong with the source, nothing is wrong with the text that was generated for it.
        if (!OwnErrors(compilation) && errors.Length == 0)
            Assert.Empty(Testbed.Problems(updated));
    }

    private static bool OwnErrors(CSharpCompilation compilation) =>
        compilation.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error && d.Id is not ("CS9248" or "CS1061" or "CS0103"));
}
