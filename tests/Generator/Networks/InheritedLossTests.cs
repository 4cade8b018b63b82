using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests.Networks;

/// <summary>An abstract base class declares parameters and methods on one example for all optimized classes that derive from it.</summary>
public class InheritedLossTests
{
    private const string Network = """
        using System;
        using FusedOpt;
        using static FusedOpt.Functional;

        public abstract class Network
        {
            [Parameter(4, 3)] public abstract Span<float> W { get; }
            [Parameter(4)] protected internal abstract Span<float> B { get; }
            [Parameter] public abstract float Scale { get; protected set; }

            [Inference] public Vec<float> Scores([Shape(3)] Vec<float> x) => Layers(x) * Scale;
            [Loss] private float LossOf([Shape(3)] Vec<float> x, int label) => CrossEntropy(Scores(x), label);
            private Vec<float> Layers(Vec<float> x) => Linear(x, W, B);
        }
        """;

    private const string Models = """
        using System;
        using FusedOpt;
        using static FusedOpt.Functional;

        [Optimize(Adam)] public sealed partial class First : Network;
        [Optimize(Sgd)] public partial class Second : Network { }

        public static class Uses
        {
            public static double Call(First first, Second second, float[] x, int[] labels, float[] results)
            {
                first.Scores(x, results);
                second.Gradients.W[0] = first.W[0] + second.ParameterSpan[0];
                return first.Learn(x, labels) + second.MeanLoss(x, labels) + second.AddGradients(x, labels, total: 7);
            }
        }
        """;

    [Fact]
    public async Task EachClassGainsTheParametersAndTheMethods() => Assert.Empty(await Diagnose(Network, Models));

    [Fact]
    public async Task TheCallsAreErrorsWithoutTheAttributes()
    {
        string[] ids = [.. (await Diagnose(Network.Replace("[Loss]", "", StringComparison.Ordinal), Models)).Select(d => d.Id).Distinct()];
        Assert.Equal(["CS1061"], ids);
    }

    [Fact]
    public void TheMethodsOfADerivedClassAreThoseOfAClassWithEverythingInIt()
    {
        string whole = Network
            .Replace("public abstract class Network", "[Optimize(Adam)] public partial class First", StringComparison.Ordinal)
            .Replace(" abstract ", " partial ", StringComparison.Ordinal);
        string derived = Text(WithGenerated(Network, Models), "First.Network.g.cs");
        Assert.Equal(Text(WithGenerated(whole), "First.Network.g.cs"), derived);
        Assert.NotEqual(Text(WithGenerated(Network, Models), "Second.Network.g.cs"), derived);

        // One step over equal memory: only the declarations of the properties differ.
        static string[] Lines(string text) =>
        [
            .. text.Split('\n').Where(l => !l.Contains("inheritdoc", StringComparison.Ordinal)
                && !l.Contains("GeneratedCode(", StringComparison.Ordinal)
                && !l.Contains(" partial ", StringComparison.Ordinal)
                && !l.Contains(" sealed override ", StringComparison.Ordinal)),
        ];
        string sealedWhole = whole.Replace("partial class", "sealed partial class", StringComparison.Ordinal);
        string[] ofWhole = Lines(Text(WithGenerated(sealedWhole), "First.g.cs"));
        Assert.Equal(ofWhole, Lines(Text(WithGenerated(Network, Models), "First.g.cs")));
        Assert.NotEqual(ofWhole, Lines(Text(WithGenerated(whole), "First.g.cs")));
    }

    [Theory]
    [InlineData("Layers(x) * Scale;", "Layers(x) * x.Length;", "FOPT0012", "A loss cannot use 'Length'")]
    [InlineData("Layers(x) * Scale;", "Layers(x) * Scale * _factor; [Frozen] private float _factor;", "FOPT0012",
        "A loss cannot use '_factor', which the classes that derive from 'Network' cannot see; make it protected: their passes read it")]
    [InlineData("Linear(x, W, B);", "Linear(x, W, Held); public float[] Held = new float[4];", "FOPT0012",
        "A loss cannot use 'Held', which is no parameter, since 'Network' is not marked [Optimize]; declare it in an abstract class as "
            + "[Parameter(rows, columns)] public abstract Span<float>, or in the class that is marked")]
    [InlineData("Linear(x, W, B);", "Linear(x, W, B) + Part.Apply(x); protected Part Part = new();", "FOPT0012",
        "A loss cannot use 'Part', a submodel of 'Network', which is not marked [Optimize]; hold it in a class that is, whose steps reach it")]
    [InlineData("LossOf([Shape(3)] ", "LossOf(", "FOPT0035", "The input 'x' does not fit; write [Shape(length)] before it")]
    [InlineData("[Parameter(4)] ", "[Parameter] ", "FOPT0015", "[Parameter] does not fit 'B': it says no dimension")]
    [InlineData("protected internal abstract Span<float> B", "public abstract float[]? B", "FOPT0016",
        "'B' cannot be a parameter: its type is 'float[]?'; use Span<float>, Span<double>, float or double")]
    [InlineData("{ get; protected set; }", "{ get; }", "FOPT0016",
        "'Scale' cannot be a parameter: a single number has a getter and a setter, since each step assigns it")]
    [InlineData("private Vec<float> Layers", "[Loss] private float Other(float x) => x; private Vec<float> Layers", "FOPT0035",
        "'Network' has 2 methods that are marked [Loss]; keep one, and let it call the others")]
    [InlineData("private Vec<float> Layers", "public double Learn(float[] x, int[] y) => 0; private Vec<float> Layers", "FOPT0008",
        "'Network' already has a member 'Learn', which is the name of a generated one; rename it")]
    [InlineData("[Loss] private", "[Loss] protected virtual", "FOPT0035",
        "'LossOf' is virtual, and what is compiled is one body; make it an ordinary method of each class")]
    public async Task AnErrorOfTheBaseClassIsReportedThereAndOnce(string before, string after, string id, string message)
    {
        const string part = """
            [Optimize(Sgd)]
            public partial class Part
            {
                [Parameter(4, 3)] public partial Span<float> V { get; }
                [Layer] public Vec<float> Apply([Shape(3)] Vec<float> x) => Linear(x, V);
            }
            """;
        Assert.Contains(before, Network, StringComparison.Ordinal);
        Diagnostic[] found =
        [
            .. (await Diagnose(Network.Replace(before, after, StringComparison.Ordinal), Models + part)).Where(d => d.Id != "FOPT0037"),
        ];
        string all = string.Join('\n', found.Select(d => d.ToString()));
        Assert.True(found.Length == 1, all);
        Assert.True(found[0].Id == id, all);
        Assert.Equal("Network.cs", found[0].Location.SourceTree!.FilePath);
        Assert.StartsWith(message, Text(found[0]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public override float Scale { get => 1; protected set { } }",
        "'Third' inherits 'LossOf' of 'Network', which does not fit: A loss cannot use 'Scale', which 'Third' does not have as a parameter; ")]
    [InlineData("public new float[] W = new float[12];",
        "'Third' inherits 'LossOf' of 'Network', which does not fit: A loss cannot use 'W' of 'Network', which 'Third' hides by a member of "
            + "its own; rename one of them")]
    public async Task AClassThatTheInheritedMethodsDoNotFitIsReported(string member, string message)
    {
        Diagnostic[] found = await Diagnose(
            Network, Models, $$"""
            using System;
            using FusedOpt;
            using static FusedOpt.Functional;
            public abstract class Middle : Network { {{(member.Contains("override", StringComparison.Ordinal) ? member : "")}} }
            [Optimize(Sgd)] public partial class Third : Middle { {{(member.Contains("new", StringComparison.Ordinal) ? member : "")}} }
            """);
        Diagnostic first = found.First(d => d.Id == "FOPT0035");
        Assert.StartsWith(message, Text(first), StringComparison.Ordinal);
        Assert.All(found, d => Assert.Contains(d.Id, (string[])["FOPT0035", "CS0534", "CS0533"]));
    }

    [Fact]
    public async Task TheLossOfTheClassItselfTakesThePlaceOfAnInheritedOne()
    {
        const string own = """
            using System;
            using FusedOpt;
            using static FusedOpt.Functional;
            [Optimize(Sgd)] public partial class Third : Network
            {
                [Parameter(4)] public partial Span<float> Shift { get; }
                [Inference] public new Vec<float> Scores([Shape(3)] Vec<float> x) => Linear(x, W, B) * Scale + new Vec<float>(Shift);
                [Loss] private float Squares([Shape(3)] Vec<float> x, [Shape(4)] Vec<float> y) => SquaredError(Scores(x), y);
                public static double Call(Third third, float[] x, float[] y) { third.Scores(x, y); return third.Learn(x, y); }
            }
            """;
        Assert.Empty(await Diagnose(Network, Models, own));
        string text = Text(WithGenerated(Network, Models, own), "Third.Network.g.cs");
        Assert.Contains("Squares", text, StringComparison.Ordinal);
        Assert.DoesNotContain("LossOf", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALossReadsTheParametersOfAnOptimizedBaseClass()
    {
        const string models = """
            using System;
            using FusedOpt;
            using static FusedOpt.Functional;
            [Optimize(Sgd)] public partial class Root
            {
                [Parameter(4, 3)] protected float[] W = new float[12];
                [Parameter] public float Scale = 1;
                [Loss] private float LossOf([Shape(3)] Vec<float> x) => Sum(Features(x)) * Scale;
                private protected Vec<float> Features(Vec<float> x) => Tanh(Linear(x, W));
            }
            [Optimize(Adam)] public sealed partial class Leaf : Root
            {
                [Parameter(4)] public partial Span<float> Top { get; }
                [Loss] private float LossOf([Shape(3)] Vec<float> x) => Sum(Features(x) * new Vec<float>(Top)) * Scale;
                public static double Call(Leaf leaf, float[] x) => leaf.Learn(x) + leaf.MeanLoss(x);
            }
            """;
        Assert.Empty(await Diagnose(models));
        string text = Text(WithGenerated(models), "Leaf.Network.g.cs");
        Assert.Contains("this.Gradients.W", text, StringComparison.Ordinal);
        Assert.Contains("this.Gradients.Top", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AParameterThatTheInheritedLossDoesNotReadIsReportedOnce()
    {
        string network = Network.Replace(" * Scale;", ";", StringComparison.Ordinal);
        string own = Models.Replace("Second : Network { }", "Second : Network { public float Own; }", StringComparison.Ordinal);
        Assert.Equal(
            [
                "The loss of 'Network' does not depend on 'Scale', so its gradient is always 0; use it, or mark it [Frozen]",
                "The loss of 'Second' does not depend on 'Own', so its gradient is always 0; use it, or mark it [Frozen]",
            ],
            (await Diagnose(network, own)).Select(Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ABaseClassOfAnotherAssemblyHasParametersButNoSource()
    {
        // The compiler does not see private members of other assemblies.
        string visible = Network.Replace("[Loss] private", "[Loss] protected", StringComparison.Ordinal);
        MetadataReference library = Testbed.Emit(WithGenerated(visible));
        Compilation models = Testbed.WithGenerated(Testbed.Compile(Models, more: library));
        Diagnostic[] found = await Diagnose(models);
        Assert.Equal(
            ["First", "Second"],
            found.Select(d => d.Location.SourceTree!.ToString().Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)));
        Assert.All(found, d => Assert.Equal("FOPT0035", d.Id));
        Assert.Equal(
            "'First' inherits 'LossOf', which is marked [Loss], from 'Network' of another assembly, and its source is not here; declare the "
                + "method in a class of this project",
            Text(found[0]));

        // The parameters need no source.
        Assert.Empty(await Diagnose(Testbed.WithGenerated(Testbed.Compile("""
            using FusedOpt;
            using static FusedOpt.Functional;
            [Optimize(Adam)] public partial class Own : Network
            {
                [Inference] public new Vec<float> Scores([Shape(3)] Vec<float> x) => Linear(x, W, B) * Scale;
                [Loss] private float OwnLoss([Shape(3)] Vec<float> x, int label) => CrossEntropy(Scores(x), label);
                public static double Call(Own own, float[] x, int[] labels) => own.Learn(x, labels);
            }
            """, more: library))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AHyperparameterThatAnOptimizerLacksIsReportedOfItsClassAlone(bool isElsewhere)
    {
        const string network = """
            using System;
            using FusedOpt;
            public abstract class Network { [Parameter(4, 3, Beta1 = 0.5)] public abstract Span<float> W { get; } }
            """;
        const string models = """
            using FusedOpt;
            [Optimize(Adam)] public sealed partial class First : Network;
            [Optimize(Adagrad)] public sealed partial class Second : Network;
            """;
        Diagnostic only = Assert.Single(isElsewhere
            ? await Diagnose(Testbed.WithGenerated(Testbed.Compile(models, more: Testbed.Emit(WithGenerated(network)))))
            : await Diagnose(network, models));
        Assert.Equal("FOPT0006", only.Id);
        string place = only.Location.SourceTree!.ToString().Substring(only.Location.SourceSpan.Start, only.Location.SourceSpan.Length);
        Assert.Equal(isElsewhere ? "Second" : "Beta1 = 0.5", place);
    }

    [Fact]
    public async Task AGenericBaseClassIsReportedThere()
    {
        const string generic = """
            using System;
            using FusedOpt;
            using static FusedOpt.Functional;
            public abstract class Over<T>
            {
                [Parameter(3)] public abstract Span<float> W { get; }
                [Loss] private float LossOf([Shape(3)] Vec<float> x) => Sum(x * new Vec<float>(W));
            }
            [Optimize(Sgd)] public partial class Model : Over<int> { public static double Call(Model m, float[] x) => m.Learn(x); }
            """;
        Diagnostic only = Assert.Single(await Diagnose(generic));
        Assert.Equal("'Over' is generic; declare the loss in a class without type parameters", Text(only));
    }

    [Fact]
    public async Task AClassOnTheWayOfAnOptimizedBaseHasTheMembersOnce()
    {
        const string more = """
            using FusedOpt;
            [Optimize(Adam)] public partial class Third : Second { public float[] More = new float[3]; }
            public static class MoreUses { public static double Call(Third third, float[] x, int[] labels) => third.Learn(x, labels); }
            """;
        Assert.Empty(await Diagnose(Network, Models, more));
        Assert.DoesNotContain(
            WithGenerated(Network, Models, more).SyntaxTrees, t => t.FilePath.EndsWith("Third.Network.g.cs", StringComparison.Ordinal));
    }

    [Fact]
    public void AnEditOfTheBaseClassReachesTheClassesAndAnEditElsewhereDoesNot()
    {
        CSharpCompilation before = Compile(Network, Models);
        GeneratorDriver driver = Testbed.Driver().RunGenerators(before);
        Assert.All(Reasons("* Scale", "/* scaled */ * Scale"), r => Assert.Equal(IncrementalStepRunReason.Unchanged, r));
        Assert.Equal(2, Reasons("* Scale", "- Scale").Length);
        Assert.All(Reasons("* Scale", "- Scale"), r => Assert.Equal(IncrementalStepRunReason.Modified, r));
        Assert.All(Reasons("Linear(x, W, B)", "Linear(x, W)"), r => Assert.Equal(IncrementalStepRunReason.Modified, r));

        // The step does not depend on a loss.
        Assert.All(Reasons("* Scale", "- Scale", TrackingNames.Targets), r => Assert.Equal(IncrementalStepRunReason.Unchanged, r));
        Assert.All(
            Reasons("[Parameter(4)]", "[Parameter(5)]", TrackingNames.Targets), r => Assert.Equal(IncrementalStepRunReason.Modified, r));
        CSharpCompilation elsewhere = before.AddSyntaxTrees(Testbed.Tree("public class Unrelated { float[] W = []; }", "Unrelated.cs"));
        Assert.All(ReasonsOf(elsewhere, TrackingNames.Networks), r => Assert.Equal(IncrementalStepRunReason.Unchanged, r));

        IncrementalStepRunReason[] Reasons(string old, string now, string step = TrackingNames.Networks) => ReasonsOf(
            before.ReplaceSyntaxTree(
                before.SyntaxTrees.Single(t => t.FilePath == "Network.cs"),
                Testbed.Tree(Network.Replace(old, now, StringComparison.Ordinal), "Network.cs")),
            step);

        IncrementalStepRunReason[] ReasonsOf(CSharpCompilation after, string step) =>
        [
            .. driver.RunGenerators(after).GetRunResult().Results[0].TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Reason),
        ];
    }

    // Every prefix of a base class, as it is typed: no failure of the generator or the analyzer.
    [Fact]
    public async Task NoPrefixOfABaseClassFailsTheGenerator()
    {
        for (int length = Network.IndexOf("public abstract", StringComparison.Ordinal); length < Network.Length; length += 7)
        {
            CSharpCompilation compilation = Testbed.Compile(Models)
                .AddSyntaxTrees(Testbed.Tree(Network[..length], "Network.cs"));
            GeneratorDriverRunResult result = Testbed.Driver().RunGenerators(compilation).GetRunResult();
            Assert.Empty(result.Diagnostics);
            Assert.DoesNotContain("GeneratorFailure", string.Concat(result.GeneratedTrees), StringComparison.Ordinal);
            Assert.DoesNotContain(await Testbed.Analyze(compilation), d => d.Id is "AD0001" or "FOPT0026");
        }
    }

    private static CSharpCompilation Compile(params string[] sources)
    {
        CSharpCompilation compilation = Testbed.Compile(sources[^1]);
        for (int i = 0; i < sources.Length - 1; i++)
            compilation = compilation.AddSyntaxTrees(Testbed.Tree(sources[i], i == 0 ? "Network.cs" : "Models.cs"));
        return compilation;
    }

    private static Compilation WithGenerated(params string[] sources) => Testbed.WithGenerated(Compile(sources));

    private static Task<Diagnostic[]> Diagnose(params string[] sources) => Diagnose(WithGenerated(sources));

    private static async Task<Diagnostic[]> Diagnose(Compilation compilation) =>
        [.. Testbed.Problems(compilation).Concat(await Testbed.Analyze(compilation)).Where(d => d.Id != "FOPT0029")];

    private static string Text(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    private static string Text(Compilation compilation, string file) =>
        compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith(file, StringComparison.Ordinal)).ToString();
}
