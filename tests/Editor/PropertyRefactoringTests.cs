using System.Threading.Tasks;
using FusedOpt.CodeFixes.Refactorings;
using FusedOpt.Editor.Tests.Infrastructure;
using Xunit;
using Xunit.Sdk;

namespace FusedOpt.Editor.Tests;

/// <summary>
/// <see cref="FieldToPropertyRefactoring"/> and <see cref="PropertyToFieldRefactoring"/> turn fields into partial properties and back.
/// </summary>
public class PropertyRefactoringTests
{
    private static readonly FieldToPropertyRefactoring ToProperty = new();
    private static readonly PropertyToFieldRefactoring ToField = new();

    [Theory]
    [InlineData("public float [|Scale|]; // one", "[Parameter] public partial float Scale { get; set; } // one")]
    [InlineData("[Parameter(WeightDecay = 0)] float [|Scale|];", "[Parameter(WeightDecay = 0)] partial float Scale { get; set; }")]
    [InlineData("public double[] [|Weights|] = new double[64];", "[Parameter(64)] public partial Span<double> Weights { get; }")]
    [InlineData("private const int N = 4; public readonly float[] [|Weights|] = new float[N * 2];", "private const int N = 4; [Parameter(N * 2)] public partial Span<float> Weights { get; }")]
    [InlineData("[Parameter(2, 3)] public float[] [|Weights|] = new float[6];", "[Parameter(2, 3)] public partial Span<float> Weights { get; }")]
    [InlineData(
        "[Parameter(WeightDecay = 0)] public float[] [|Weights|] = new float[6];", "[Parameter(6, WeightDecay = 0)] public partial Span<float> Weights { get; }")]
    public Task AFieldBecomesAProperty(string before, string after) => RefactoringTest.Run(ToProperty, Class(before), Class(after));

    [Fact]
    public Task AnInitialNumberMovesIntoAConstructor() => RefactoringTest.Run(
        ToProperty,
        Class("/// <summary>The scale.</summary>\n    public float [|Scale|] = 1;"),
        Class("/// <summary>The scale.</summary>\n    [Parameter] public partial float Scale { get; set; }\n\n    public Line()\n    {\n        Scale = 1;\n    }"));

    [Theory]
    [InlineData("[Parameter] public partial float [|Scale|] { get; set; } // one", "[Parameter] public float Scale; // one")]
    [InlineData("[Parameter(64)] public partial Span<double> [|Weights|] { get; }", "[Parameter(64)] public double[] Weights = new double[64];")]
    [InlineData("/// <summary>W.</summary>\n    [Parameter(2, 3)]\n    public partial Span<float> [|Weights|] { get; }", "/// <summary>W.</summary>\n    [Parameter(2, 3)]\n    public float[] Weights = new float[2 * 3];")]
    [InlineData(
        "private const int N = 4; [Parameter(N + 1, N, 2)] partial Span<float> [|Weights|] { get; }",
        "private const int N = 4; [Parameter(N + 1, N, 2)] float[] Weights = new float[(N + 1) * N * 2];")]
    public Task APropertyBecomesAField(string before, string after) => RefactoringTest.Run(ToField, Class(before), Class(after));

    [Theory]
    [InlineData("public float[] [|W|] = new float[4];", "W[0] += W.Length; foreach (float w in this.W) { } Take(W); _ = nameof(W);")]
    [InlineData("public float [|W|];", "W++; Value(W); this.W = W; _ = new Line { W = 1 };")]
    public async Task UsesThatBothAllowAreNoHindrance(string member, string use)
    {
        string source = Using(member, use);
        string after = (await RefactoringTest.Apply(ToProperty, source))["Source.cs"];
        Assert.Contains("partial", after[after.IndexOf("[Parameter", System.StringComparison.Ordinal)..]);

        // There and back.
        string marked = after.Replace(" W {", " [|W|] {", System.StringComparison.Ordinal);
        string back = (await RefactoringTest.Apply(ToField, marked))["Source.cs"];
        Assert.Equal(
            source.Replace("[|W|]", "W", System.StringComparison.Ordinal),
            back.Replace("[Parameter] ", "", System.StringComparison.Ordinal).Replace("[Parameter(4)] ", "", System.StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public float[] [|W|] = new float[4];", "W = [];")]
    [InlineData("public float[] [|W|] = new float[4];", "float[] w = W;")]
    [InlineData("public float[] [|W|] = new float[4];", "_ = W[1..];")]
    [InlineData("public float[] [|W|] = new float[4];", "Array.Fill(W, 1);")]
    [InlineData("public float[] [|W|] = new float[4];", "Action a = async () => { foreach (float w in W) await System.Threading.Tasks.Task.Yield(); };")]
    [InlineData("public float [|W|];", "Change(ref W);")]
    [InlineData("public float [|W|];", "ref float w = ref W;")]
    [InlineData("public readonly float [|W|]; public float V;", "")]
    [InlineData("[Frozen] public float [|W|]; public float V;", "")]
    [InlineData("public float [|V|], W;", "")]
    [InlineData("public float[] [|W|] = [1, 2];", "")]
    [InlineData("public float[,] [|W|] = new float[2, 2];", "")]
    [InlineData("public float [|W|]; [Parameter] public partial double V { get; set; }", "")]
    [InlineData("public float [|W|] = 1; public Line() => W = 2;", "")]
    public Task AFieldThatMustBeOneIsLeft(string member, string use) => RefactoringTest.RunWithout(ToProperty, Using(member, use));

    [Theory]
    [InlineData("[Parameter(4)] public partial Span<float> [|W|] { get; }", "W.Clear();")]
    [InlineData("[Parameter(4)] public partial Span<float> [|W|] { get; }", "Span<float> w = W[1..];")]
    [InlineData("[Parameter(4)] public partial Span<float> [|W|] { get; }", "ParameterSpan.Clear();")]
    [InlineData("[Parameter(4)] public partial Span<float> [|W|] { get; }", "using var line = new Line();")]
    [InlineData("[Parameter] public partial float [|W|] { get; private set; }", "")]
    [InlineData("[Parameter] public virtual partial float [|W|] { get; set; }", "")]
    [InlineData("[Parameter(new[] { 2, 2 })] public partial Span<float> [|W|] { get; }", "")]
    public Task APropertyThatMustBeOneIsLeft(string member, string use) => RefactoringTest.RunWithout(ToField, Using(member, use));

    [Fact]
    public Task AnotherTextIsSeen() => Assert.ThrowsAsync<EqualException>(() => RefactoringTest.Run(
        ToProperty, Class("public float [|Scale|];"), Class("[Parameter] public partial double Scale { get; set; }")));

    private static string Class(string member) => $$"""
        using System;
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            public float Slope;
            {{member}}
        }
        """;

    private static string Using(string member, string use) => $$"""
        using System;
        using FusedOpt;

        [Optimize(Adam)]
        public partial class Line
        {
            {{member}}

            public void Use()
            {
                {{use}}
            }

            private static void Take(ReadOnlySpan<float> values) { }
            private static void Value(in float value) { }
            private static void Change(ref float value) { }
        }
        """;
}
