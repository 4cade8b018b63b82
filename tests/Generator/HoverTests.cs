using System;
using System.Linq;
using System.Text.RegularExpressions;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>An editor that shows the documentation of a generated member shows what the member does for this class.</summary>
public class HoverTests
{
    private const string Source = """
        using FusedOpt;
        using FusedOpt.Averages;
        using FusedOpt.Transforms;

        [Optimize(AdamW, LearningRate = 0.01, WeightDecay = 0.1)]
        [Transform(typeof(ClipByNorm), MaxNorm = 2), Average(typeof(Ema), Decay = 0.99)]
        [GuardGradients(SkipNonFinite = true), Prune(Sparsity = 0.9)]
        public partial class Model
        {
            public float[,] Weights = new float[3, 4];
            public float[] Bias = new float[3];
        }
        """;

    [Theory]
    [InlineData(
        "Step",
        "Takes one step of AdamW (learningRate = 0.01 at first, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0.1) over Weights "
            + "and Bias. Before the rule, gradients pass through ClipByNorm (maxNorm = 2). After the rule comes Ema (decay = 0.99). From step "
            + "to step the model keeps expAvg, expAvgSq and emaAverage of each element.")]
    [InlineData("LearningRate", "The learning rate of AdamW, 0.01 at first.")]
    [InlineData("Gradients", "The gradients of Weights and Bias: to be written before each step.")]
    [InlineData("Sparsity", "The share of zeros in Weights, as they are now; 0 where they have no elements.")]
    public void AMemberSaysWhatItDoesForThisClass(string member, string summary) =>
        Assert.Equal(summary, Summary(Model().GetMembers(member)[0]));

    [Fact]
    public void EveryMemberThatUsersSeeIsDocumented()
    {
        ISymbol[] members =
        [
            .. Model().GetMembers().Where(m => m.DeclaredAccessibility == Accessibility.Public && m is not IMethodSymbol
            {
                MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.Constructor,
            }),
        ];
        Assert.True(members.Length > 10);
        Assert.All(
            members.Where(m => m.Name is not ("Weights" or "Bias")),
            m => Assert.Matches("<summary>|<inheritdoc", Xml(m)));

        // The control: a member of the user's is not.
        Assert.Equal("", Xml(Model().GetMembers("Bias")[0]));
    }

    private static INamedTypeSymbol Model()
    {
        var parse = new CSharpParseOptions(documentationMode: DocumentationMode.Parse);
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(Source, parse), parse);
        return compilation.GetTypeByMetadataName("Model")!;
    }

    private static string Xml(ISymbol symbol) => symbol.GetDocumentationCommentXml() ?? "";

    private static string Summary(ISymbol symbol) =>
        Regex.Match(Xml(symbol), "<summary>(.*?)</summary>", RegexOptions.Singleline).Groups[1].Value;
}
