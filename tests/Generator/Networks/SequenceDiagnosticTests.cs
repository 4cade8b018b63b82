using System;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests.Networks;

/// <summary>Mistakes in loops over submodels, in attention and in dropout: one error each, at its place.</summary>
public class SequenceDiagnosticTests
{
    [Theory]
    [InlineData("foreach (Block block in Blocks) foreach (Block other in Blocks) x = block.Apply(x);", "FOPT0012",
        "A loss cannot use a loop in a loop; hold all submodels in one array, or write out the outer loop")]
    [InlineData("foreach (Block block in Blocks) x = Transpose(x);", "FOPT0036",
        "'x' is 4 x 6 before a pass of the loop and 6 x 4 behind it, and needs to keep its shape")]
    [InlineData("foreach (Block block in Blocks) { if (block.Frozen > 0) x = block.Apply(x); }", "FOPT0012",
        "A loss cannot use a branch; choose between values with ?:, or write a static method on numbers, where branches may stand")]
    [InlineData("foreach (float element in Numbers) x = x * element;", "FOPT0012",
        "A loss cannot use a loop over anything but submodels; use the functions of Functional, which go over all elements")]
    [InlineData("for (int i = 0; i < Blocks.Length; i++) x = Blocks[i].Apply(x);", "FOPT0012",
        "A loss cannot use a loop; go over submodels with foreach, and over elements with the functions of Functional")]
    [InlineData("x = Blocks[0].Apply(x);", "FOPT0012",
        "A loss cannot use an element of an array; go over submodels with foreach, or hold each in a field, and hand numbers over as "
            + "inputs")]
    [InlineData("foreach (Block block in Blocks) label = 1;", "FOPT0012",
        "A loss cannot use 'label', which a loop changes and which is no number, vector or matrix; change values of an example alone")]
    [InlineData("foreach (Block block in Blocks) x = block.Inner(x);", "FOPT0012", "A loss cannot use the method 'Block.Inner'; ")]
    [InlineData("x = Attention(x, 4);", "FOPT0036",
        "Attention: 'x' (4 x 6) and 4 heads; the columns need to be a multiple of 3 times the heads")]
    [InlineData("x = Attention(x, Reshape(Flatten(x), 8, 3), Reshape(Flatten(x), 8, 3), 3);", "FOPT0036", "Attention: 'x' (4 x 6), ")]
    [InlineData("x = Attention(Reshape(Flatten(x), 2, 12), Reshape(Flatten(x), 2, 12), x, 2);", "FOPT0036", "Attention: 2 x 12, 2 x 12, 'x' (4 x 6); ")]
    [InlineData("x = Attention(x, label);", "FOPT0012", "A loss cannot use Attention with heads that differ; ")]
    [InlineData("x = MatMul(x, x);", "FOPT0036",
        "MatMul: 'x' (4 x 6) and 'x' (4 x 6); the second matrix needs one row for each column of the first")]
    [InlineData("x = MatMul(x, new Mat<float>(Mix, 6, 6));", "FOPT0012",
        "A loss cannot use MatMul with 'Mix' (6 x 6), which is the same for every example; use Linear(x, weight)")]
    [InlineData("x = Dropout(x, 1);", "FOPT0036", "Dropout: the rate is at least 0 and below 1, not 1")]
    [InlineData("x = Dropout(x, Rate);", "FOPT0012", "A loss cannot use 'Rate' of another type of element; ")]
    [InlineData("x = x + new Mat<float>(Mix, 6, 6);", "FOPT0036", "The operands are 'x' (4 x 6) and 'Mix' (6 x 6), and their shapes do not fit")]
    public async Task AMistakeHasOneError(string statement, string id, string message)
    {
        Diagnostic only = Assert.Single(await Analyze(Model(statement)), d => d.Id != "FOPT0037");
        Assert.Equal(id, only.Id);
        Assert.StartsWith(message, only.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal("Source.cs", only.Location.SourceTree!.FilePath);
    }

    [Theory]
    [InlineData("foreach (Block block in Blocks) x = block.Apply(x);")]
    [InlineData("foreach (Block block in Others) x = Dropout(block.Apply(x), 0.5) + x;")]
    [InlineData("foreach (Block block in Blocks) { Mat<float> y = block.Apply(x); x = y; }")]
    [InlineData("foreach (Block block in Blocks) { }")]
    [InlineData("x = Attention(x, x, x, 2, causal: true);")]
    [InlineData("x = MatMul(MatMul(x, Transpose(x)), x);")]
    public void APassCompilesWithoutAWarning(string statement)
    {
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(Model(statement)));
        Assert.DoesNotContain(Testbed.Problems(compilation), d => d.Location.SourceTree?.FilePath != "Source.cs");
        Assert.Contains(compilation.SyntaxTrees, t => t.ToString().Contains("new(\"Model.AddGradients\")", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NoPrefixOfALoopFailsTheGenerator()
    {
        string source = Model("foreach (Block block in Blocks) { x = block.Apply(x) + Dropout(Attention(x, 2, causal: true), 0.1) * 2; }");
        int start = source.IndexOf("[Loss]", StringComparison.Ordinal);
        for (int length = start; length < source.Length; length += 5)
        {
            CSharpCompilation compilation = Testbed.Compile(source[..length]);
            GeneratorDriverRunResult result = Testbed.Driver().RunGenerators(compilation).GetRunResult();
            Assert.Empty(result.Diagnostics);
            Assert.DoesNotContain("GeneratorFailure", string.Concat(result.GeneratedTrees), StringComparison.Ordinal);
            Assert.DoesNotContain(await Testbed.AnalyzeFile(compilation), d => d.Id is "AD0001" or "FOPT0026");
        }
    }

    private static async Task<Diagnostic[]> Analyze(string source) => [.. await Testbed.Analyze(Testbed.Compile(source))];

    private static string Model(string statement) => $$"""
        using System;
        using System.Collections.Generic;
        using FusedOpt;
        using static FusedOpt.Functional;

        [Optimize(Sgd)]
        public sealed partial class Block
        {
            [Parameter(6, 6)] public partial Span<float> Weight { get; }
            [Frozen] public float Frozen;
            [Layer] public Mat<float> Apply([Shape(4, 6)] Mat<float> x) => Tanh(Linear(x, Weight));
            public Mat<float> Inner(Mat<float> x, Func<float, float>? f = null) => x;
        }

        [Optimize(Sgd)]
        public sealed partial class Model
        {
            public readonly Block[] Blocks = [new(), new()];
            public readonly List<Block> Others = [];
            public float[] Numbers = new float[3];
            public double Rate;
            [Parameter(6, 6)] public partial Span<float> Mix { get; }
            [Loss] public float LossOf([Shape(4, 6)] Mat<float> x, int label)
            {
                {{statement}}
                return Mean(Flatten(Linear(x, Mix)));
            }
        }
        """;
}
