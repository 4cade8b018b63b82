using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests.Networks;

/// <summary>Each mistake in a loss gives one error, at the place of the mistake, that says what to write instead.</summary>
public class NetworkDiagnosticTests
{
    private const string Members = """
        [Parameter(4, 3)] public partial Span<float> W { get; }
            [Parameter(4)] public partial Span<float> B { get; }
            [Parameter(7, 4)] public partial Span<float> Table { get; }
            [Parameter] public partial float Scale { get; set; }
            public float[] Shapeless = new float[4];
            public const int Four = 4;
            private int _count;

        """;

    [Theory]
    [InlineData("Linear(y, W, B)", "FOPT0036",
        "Linear: the weights 'W' (4 x 3) have 3 columns, one for each element of the input, and the input is 'y' (5 elements)")]
    [InlineData("Linear(x, W, Table)", "FOPT0036",
        "Linear: the bias 'Table' (7 x 4) needs 4 elements, one for each row of the weights 'W' (4 x 3)")]
    [InlineData("x + y", "FOPT0036", "The operands are 'x' (3 elements) and 'y' (5 elements), and their shapes do not fit")]
    [InlineData("x + Slice(x, 0, 1)", "FOPT0036", "The operands are 'x' (3 elements) and a number, and their shapes do not fit")]
    [InlineData("x[0] > 0f ? x : Slice(x, 0, 1)", "FOPT0036", "The choices are 'x' (3 elements) and a number, and need the same shape")]
    [InlineData("Map(MathF.Max, x, y)", "FOPT0036", "Map: 'x' (3 elements) and 'y' (5 elements) need the same shape")]
    [InlineData("x * Sum(Linear(new Vec<float>(B), Table))", "FOPT0012", "A loss cannot use Linear of a value that depends on no input")]
    [InlineData("x * ((x[0] > 0f) == (x[1] > 0f) ? 1f : 2f)", "FOPT0012", "A loss cannot use a comparison of conditions; use &&, || and !")]
    [InlineData("x * (float)(1.0 - (double)x[0])", "FOPT0012", "A loss cannot use ")]
    [InlineData("x * (label > 1 ? 1f : 2f)", "FOPT0012",
        "A loss cannot use arithmetic or a comparison of whole numbers of an example; hand over what follows from them as an input")]
    [InlineData("Embedding(Table, 3, label) + x", "FOPT0036", "Embedding: the table 'Table' (7 x 4) has rows of 4, not of 3")]
    [InlineData("LayerNorm(x, B, B)", "FOPT0036",
        "LayerNorm: 'B' (4 elements) needs one element for each column of the input, which is 'x' (3 elements)")]
    [InlineData("Slice(x, 2, 2)", "FOPT0036", "Slice: 'x' (3 elements) has no 2 elements from 2 on")]
    [InlineData("Flatten(Reshape(x, 2, 2))", "FOPT0036", "Reshape: 'x' (3 elements) has 3 elements, not 2 x 2")]
    [InlineData("x * x[3]", "FOPT0036", "The vector has 3 elements, and none at index 3")]
    [InlineData("x * (float)label", "FOPT0012", "A loss cannot use a conversion from 'int' to 'float'; ")]
    [InlineData("x * x.Length", "FOPT0012", "A loss cannot use 'Length'; shapes are known when the class is compiled: use the constant that declares it")]
    [InlineData("x * _count", "FOPT0012",
        "A loss cannot use '_count', which is no parameter; hand numbers over as inputs of the method, and make constants const")]
    [InlineData("x * Console.Read()", "FOPT0012",
        "A loss cannot use the method 'Console.Read'; call functions of Functional and RuleMath, static methods on numbers, methods of the "
            + "class, or [Layer] methods of submodels")]
    [InlineData("Map(v => v * 2, x)", "FOPT0012", "A loss cannot use a lambda; write a static method on numbers")]
    [InlineData("Linear(x, W, Shapeless)", "FOPT0012",
        "A loss cannot use 'Shapeless', whose shape is not known; write [Parameter(length)] for a vector, [Parameter(rows, columns)] for a "
            + "matrix")]
    [InlineData("x * CrossEntropy(new Vec<float>(B), label)", "FOPT0012",
        "A loss cannot use CrossEntropy of scores that are the same for every example; compute the scores from an input")]
    [InlineData("x * MathF.Cos(x[0])", "FOPT0012", "A loss cannot use 'MathF.Cos' on a float; it has no vector form")]
    [InlineData("x * MathF.Exp(x[0])", "FOPT0012",
        "A loss cannot use 'MathF.Exp'; its last bits differ by machine; write RuleMath.Exp")]
    [InlineData("Map(Loops, x)", "FOPT0012", "A function of a loss cannot use a loop; ")]
    [InlineData("Recursive(x)", "FOPT0012", "A loss cannot use 'Recursive', which calls itself; write out the few steps there are")]
    public async Task AMistakeInALossHasOneError(string expression, string id, string message)
    {
        Diagnostic[] found = await Analyze(Model($$"""
            [Loss] public float LossOf([Shape(3)] Vec<float> x, [Shape(5)] Vec<float> y, int label) => Sum({{expression}});
            """));
        Diagnostic only = Assert.Single(found, d => d.Id != "FOPT0037");
        Assert.Equal(id, only.Id);
        Assert.StartsWith(message, Text(only), StringComparison.Ordinal);
        Assert.Equal("Source.cs", only.Location.SourceTree!.FilePath);
    }

    [Theory]
    [InlineData("[Loss] public Vec<float> LossOf([Shape(3)] Vec<float> x) => x;",
        "'LossOf' is marked [Loss] and returns 'Vec<float>'; return the loss of one example, a float or double")]
    [InlineData("[Loss] public float LossOf(Vec<float> x) => Sum(x);", "The input 'x' does not fit; write [Shape(length)] before it")]
    [InlineData("[Loss] public float LossOf([Shape(3)] Mat<float> x) => Sum(Flatten(x));", null)]
    [InlineData("[Loss] public float LossOf(string text) => 0;",
        "The input 'text' does not fit; the result is a float, so inputs are Vec<float>, Mat<float>, float, int and ReadOnlySpan<int>")]
    [InlineData("[Loss] public override string ToString() => \"\";",
        "'ToString' is marked [Loss] and returns 'string'; return the loss of one example, a float or double")]
    [InlineData("[Loss] public float LossOf([Shape(3)] Vec<float> x) => Sum(new Vec<float>(B));",
        "The result of 'LossOf' does not depend on an input, so it is the same for every example; compute it from an input")]
    [InlineData("[Loss] public float LossOf(float x) => x; [Loss] public float Another(float x) => x;",
        "'Model' has 2 methods that are marked [Loss]; keep one, and let it call the others")]
    [InlineData("[Inference] public float F(float x) => x; [Inference] public float F(float x, float y) => x + y;",
        "'Model' has 2 methods 'F' that are marked [Inference]; give each a name of its own")]
    [InlineData("[SparseGradient, Parameter(9, 4)] public partial Span<float> Rows { get; } [Loss] public float LossOf([Shape(4)] Vec<float> x) => Sum(Linear(x, Rows));",
        "'Rows' is marked [SparseGradient], and the method uses it as a whole; read it with Embedding alone, or remove the attribute")]
    [InlineData("[Inference] public int Decide(float x) => 0;",
        "'Decide' is marked [Inference] and returns 'int'; return Vec<float>, Mat<float>, float, or the same of double")]
    public async Task ASignatureThatDoesNotFitHasOneError(string methods, string? message)
    {
        Diagnostic[] found = [.. (await Analyze(Model(methods))).Where(d => d.Id != "FOPT0037")];
        if (message is null)
        {
            Assert.Empty(found);
            return;
        }

        Diagnostic only = Assert.Single(found);
        Assert.Equal("FOPT0035", only.Id);
        Assert.Equal(message, Text(only));
    }

    [Fact]
    public async Task AParameterThatTheLossDoesNotReadIsReported()
    {
        Diagnostic[] found = await Analyze(Model("[Loss] public float LossOf([Shape(3)] Vec<float> x) => Sum(Linear(x, W, B)) * Scale;"));
        Assert.Equal(
            ["The loss of 'Model' does not depend on 'Table', so its gradient is always 0; use it, or mark it [Frozen]"],
            found.Where(d => d.Id == "FOPT0037").Select(Text).Where(t => t.Contains("Table", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("x[0] > 0f ? 1f : Scale")]
    [InlineData("x[0] > 0f ? x[0] : Sum(new Vec<float>(B)) * Scale")]
    [InlineData("x[0] > 0f && x[1] < 0.5f ? Sum(Linear(x, W)) : -Scale")]
    [InlineData("Sum(Scale > 0f ? Linear(x, W) : -Linear(x, W))")]
    [InlineData("MathF.Max(Scale * x[0], -1) * Map(Bend, x)[2] * -2")]
    public void ConditionsAloneAreNoRegion(string expression)
    {
        Microsoft.CodeAnalysis.Compilation compilation =
            Testbed.WithGenerated(Testbed.Compile(Model($"[Loss] public float LossOf([Shape(3)] Vec<float> x) => {expression};")));
        Assert.DoesNotContain(Testbed.Problems(compilation), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Contains(compilation.SyntaxTrees, t => t.ToString().Contains("new(\"Model.AddGradients\")", StringComparison.Ordinal));
    }

    [Fact]
    public void ASubmodelThatMayBeNullHasNoWarningInGeneratedCode()
    {
        Microsoft.CodeAnalysis.Compilation compilation = Testbed.WithGenerated(Testbed.Compile("""
            using System;
            using FusedOpt;
            using static FusedOpt.Functional;
            [Optimize(Sgd)] public sealed partial class Part
            {
                public Part? Next;
                [Parameter(3)] public float[] W = new float[3];
            }
            [Optimize(Sgd)] public sealed partial class Model
            {
                public Part? First;
                [Loss] public float LossOf([Shape(3)] Vec<float> x) => Dot(x, new Vec<float>(First!.W)) + Dot(x, new Vec<float>(First.Next!.W));
            }
            """));
        Assert.Empty(Testbed.Problems(compilation));

        // A control: without its checks the code has warnings.
        SyntaxTree part = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith("Model.Network.g.cs", StringComparison.Ordinal));
        string spoiled = string.Join('\n', part.ToString().Split('\n').Where(l => !l.Contains("Submodel(", StringComparison.Ordinal)));
        Assert.Contains(
            Testbed.Problems(compilation.ReplaceSyntaxTree(part, Testbed.Tree(spoiled, part.FilePath))), d => d.Id == "CS8602");
    }

    [Fact]
    public async Task ALossInAClassThatIsNotOptimizedIsReported()
    {
        ImmutableArray<Diagnostic> found = await Testbed.Analyze(Testbed.Compile("""
            using FusedOpt;
            public class Model { [Loss] public float LossOf(float x) => x; }
            """));
        Diagnostic only = Assert.Single(found);
        Assert.Equal("FOPT0025", only.Id);
        Assert.Equal("[Loss] has no effect, because 'Model' is not marked [Optimize]; mark it, or remove [Loss]", Text(only));
    }

    [Theory]
    [InlineData("AddGradients")]
    [InlineData("Learn")]
    [InlineData("MeanLoss")]
    public async Task AMemberWithTheNameOfAGeneratedOneIsReported(string name)
    {
        Diagnostic[] found = await Analyze(Model($"[Loss] public float LossOf(float x) => x * Scale; public void {name}() {{ }}"));
        Diagnostic only = Assert.Single(found, d => d.Id != "FOPT0037");
        Assert.Equal("FOPT0008", only.Id);
        Assert.Equal($"'Model' already has a member '{name}', which is the name of a generated one; rename it", Text(only));
    }

    [Fact]
    public async Task AVirtualLossIsReported()
    {
        ImmutableArray<Diagnostic> found = await Testbed.Analyze(Testbed.Compile("""
            using FusedOpt;
            [Optimize(Sgd)]
            public partial class Model
            {
                public float Scale;
                [Loss] protected virtual float LossOf(float x) => x * Scale;
            }
            """));
        Diagnostic only = Assert.Single(found);
        Assert.Equal("FOPT0035", only.Id);
        Assert.Equal("'LossOf' is virtual, and what is compiled is one body; make it an ordinary method of each class", Text(only));
    }

    // Every prefix of a class, as it is typed: no failure of the generator or the analyzer.
    [Fact]
    public async Task NoPrefixOfALossFailsTheGenerator()
    {
        string source = Model("""
            [Inference] public Vec<float> Scores([Shape(3)] Vec<float> x) => Softmax(LayerNorm(Linear(x, W, B), B, B));
                [Loss] public float LossOf([Shape(3)] Vec<float> x, int label) =>
                    CrossEntropy(Map(Bend, Scores(x)), label) + (x[0] > 0 ? Scale : 2 * Scale) + Sum(Embedding(Table, Four, label));
            """);
        int start = source.IndexOf("[Inference]", StringComparison.Ordinal);
        for (int length = start; length < source.Length; length += 7)
        {
            CSharpCompilation compilation = Testbed.Compile(source[..length]);
            GeneratorDriverRunResult result = Testbed.Driver().RunGenerators(compilation).GetRunResult();
            Assert.Empty(result.Diagnostics);
            Assert.DoesNotContain("GeneratorFailure", string.Concat(result.GeneratedTrees), StringComparison.Ordinal);
            Assert.DoesNotContain(await Testbed.AnalyzeFile(compilation), d => d.Id is "AD0001" or "FOPT0026");
        }
    }

    private static string Model(string methods) => $$"""
        using System;
        using FusedOpt;
        using static FusedOpt.Functional;

        [Optimize(Sgd)]
        public sealed partial class Model
        {
            {{Members}}
            {{methods}}

            private Vec<float> Recursive(Vec<float> x) => Recursive(x);
            private static float Bend(float x) => x > 0 ? x : 0.1f * x;
            private static float Loops(float x) { for (int i = 0; i < 3; i++) x += 1; return x; }
        }
        """;

    private static string Text(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    private static async Task<Diagnostic[]> Analyze(string source) =>
        [.. (await Testbed.Analyze(Testbed.Compile(source))).Where(d => d.Id is not ("FOPT0029" or "FOPT0032"))];
}
