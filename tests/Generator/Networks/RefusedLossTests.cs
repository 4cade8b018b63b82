using System;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using FusedOpt.Generator.Backends.CSharp.Networks;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Frontend;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests.Networks;

/// <summary>Code that calls the methods of a refused loss compiles, so that the one error is not lost among others.</summary>
public class RefusedLossTests
{
    private const string Scores = "[Inference] public Vec<float> Scores([Shape(3)] Vec<float> x) => Linear(x, W, B);";
    private const string Loss = "[Loss] private float LossOf([Shape(3)] Vec<float> x, int label) => CrossEntropy(Scores(x), label);";

    [Theory]
    [InlineData("FOPT0012", Scores, "[Loss] private float LossOf([Shape(3)] Vec<float> x, int label) => CrossEntropy(Scores(x), label) * x.Length;")]
    [InlineData("FOPT0036", Scores, "[Loss] private float LossOf([Shape(3)] Vec<float> x, int label) => CrossEntropy(Scores(x) + x, label);")]
    [InlineData("FOPT0035", Scores, "[Loss] private float LossOf(Vec<float> x, int label) => CrossEntropy(Scores(x), label);")]
    [InlineData("FOPT0035", Scores, "[Loss] private Vec<float> LossOf([Shape(3)] Vec<float> x, int label) => Scores(x);")]
    [InlineData("FOPT0035", Scores, "[Loss] public int LossOf([Shape(3)] Vec<float> x, int label) => label;")]
    [InlineData("FOPT0035", Scores, "[Loss] internal double LossOf([Shape(3)] Vec<float> x, int label) => CrossEntropy(Scores(x), label);")]
    [InlineData("FOPT0035", Scores, "[Loss] internal void LossOf([Shape(3)] Vec<float> x, int label) { }")]
    [InlineData("FOPT0035", Scores, "[Loss] private float LossOf([Shape(3)] Vec<float> x, [Shape(1)] ReadOnlySpan<int> label) => Sum(new Vec<float>(B));")]
    [InlineData("FOPT0035", Scores, Loss + " [Loss] private float Other([Shape(3)] Vec<float> x, int label) => LossOf(x, label);")]
    [InlineData("FOPT0008", Scores, Loss + " public double Learn(float[] x, int[] label) => 0;")]
    [InlineData("FOPT0012", "[Inference] public Vec<float> Scores([Shape(3)] Vec<float> x) => Linear(x, W, B) * x.Length;", Loss)]
    [InlineData("FOPT0036", "[Inference] public Vec<float> Scores([Shape(3)] Vec<float> x) => Linear(Concat(x, x), W, B);", Loss)]
    [InlineData("FOPT0035", "[Inference] public Vec<float> Scores(Vec<float> x) => Linear(x, W, B);", Loss)]
    [InlineData("FOPT0035", "[Inference] public virtual Vec<float> Scores([Shape(3)] Vec<float> x) => Linear(x, W, B);",
        "[Loss] private float LossOf([Shape(3)] Vec<float> x, int label) => CrossEntropy(Linear(x, W, B), label);")]
    [InlineData("FOPT0035", Scores + " [Inference] public float Scores([Shape(3)] Mat<float> x) => 0;", Loss)]
    public async Task AClassThatCallsWhatIsRefusedHasOneError(string id, string inference, string loss)
    {
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(Model(inference, loss)));
        Diagnostic[] found = await Diagnose(compilation);
        string all = string.Join('\n', found.Select(d => d.ToString()));
        Assert.True(found.Length == 1, all);
        Assert.True(found[0].Id == id, all);
    }

    [Fact]
    public async Task TheCallsAreErrorsWithoutTheRefusedMembers()
    {
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(Model("", "")));
        string[] ids = [.. (await Diagnose(compilation)).Select(d => d.Id)];
        Assert.Equal(Enumerable.Repeat("CS1061", 5), ids);
    }

    [Fact]
    public async Task AnErrorOfTheCompilerStandsAlone()
    {
        string loss = Loss.Replace("CrossEntropy(", "CrossEntrpy(", StringComparison.Ordinal);
        Diagnostic only = Assert.Single(await Diagnose(Testbed.WithGenerated(Testbed.Compile(Model(Scores, loss)))));
        Assert.Equal("CS0103", only.Id);
    }

    // No declaration fits a call whose arguments are not known.
    [Fact]
    public void AMethodWithAnInputOfNoBatchHasNoMembers()
    {
        string text = Generated(Model(Scores, "[Loss] private float LossOf(string text) => 0;"));
        Assert.Contains("void Scores(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("AddGradients", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AMemberOfTheUsersIsNotDeclaredTwice()
    {
        string text = Generated(Model(Scores, Loss + " public double Learn(float[] x, int[] label) => 0;"));
        Assert.Contains("MeanLoss(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Learn(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ARefusedMethodThrowsAndNamesTheError()
    {
        string source = Model(Scores, "[Loss] private float LossOf(Vec<float> x, int label) => CrossEntropy(Scores(x), label);");
        using var stream = new System.IO.MemoryStream();
        Assert.True(Testbed.WithGenerated(Testbed.Compile(source)).Emit(stream).Success);
        Type uses = Assembly.Load(stream.ToArray()).GetType("Uses")!;
        var thrown = Assert.Throws<TargetInvocationException>(() => uses.GetMethod("Learn")!.Invoke(null, []));
        var refused = Assert.IsType<NotSupportedException>(thrown.InnerException);
        Assert.Equal("Model.Learn is not compiled because of FOPT0035.", refused.Message);
    }

    [Fact]
    public async Task AFailureOfTheGeneratorLeavesTheMembers()
    {
        CSharpCompilation compilation = Testbed.Compile(Model(Scores, Loss));
        INamedTypeSymbol type = compilation.GetTypeByMetadataName("Model")!;
        NetworkModel network = NetworkReader.Read(type, compilation, new DiagnosticBag(), default)!;
        foreach (NetworkModel failed in new[]
            {
                RefusedNetworkEmitter.Refuse(network, "none", "FOPT0026"), NetworkReader.Failed(type, compilation, "none")!,
            })
        {
            string text = NetworkEmitter.Emit(failed).Single().Text;
            Compilation whole = Testbed.WithGenerated(compilation);
            SyntaxTree part = whole.SyntaxTrees.Single(t => t.FilePath.EndsWith("Model.Network.g.cs", StringComparison.Ordinal));
            Diagnostic only = Assert.Single(await Diagnose(whole.ReplaceSyntaxTree(part, Testbed.Tree(text, part.FilePath))));
            Assert.Equal("FOPT0026", only.Id);
        }
    }

    private static string Generated(string source) => string.Concat(
        Testbed.Generate(source).GetRunResult().GeneratedTrees
            .Where(t => t.FilePath.EndsWith("Model.Network.g.cs", StringComparison.Ordinal)));

    private static async Task<Diagnostic[]> Diagnose(Compilation compilation) =>
    [
        .. Testbed.Problems(compilation).Concat(await Testbed.Analyze(compilation)).Where(d => d.Id != "FOPT0037"),
    ];

    private static string Model(string inference, string loss) => string.Create(CultureInfo.InvariantCulture, $$"""
        using System;
        using FusedOpt;
        using static FusedOpt.Functional;

        [Optimize(Sgd)]
        public partial class Model
        {
            [Parameter(4, 3)] public partial Span<float> W { get; }
            [Parameter(4)] public partial Span<float> B { get; }

            {{inference}}
            {{loss}}
        }

        public static class Uses
        {
            public static void Call(Model model, float[] x, int[] labels, float[] results)
            {
                model.Scores(x, results);
                model.AddGradients(x, labels, total: 7);
                model.MeanLoss(x, labels);
                model.Learn(x, labels);
            }

            public static void Learn() => new Model().Learn([1f, 2f, 3f], new int[1]);
        }
        """);
}
