using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests.Growth;

/// <summary>The work of the generator, and the work that it leaves to the compiler, grows as a project does and not faster.</summary>
public class GrowthTests
{
    // Above what any of the sources needs of its own: the deepest has some 80 levels.
    private const int DeepestSyntax = 400;

    [Theory]
    [MemberData(nameof(Grown.Names), MemberType = typeof(Grown))]
    public void TextGrowsAsTheSourceDoes(string name)
    {
        // Text that there is but once makes the ratio smaller than 2; nothing but a square makes it larger.
        Assert.InRange(Ratio(n => Generated(name, n).Sum(t => t.Length)), 1, 2.02);
    }

    [Fact]
    public void TextThatGrowsFasterIsSeen() =>
        Assert.InRange(Ratio(n => n * Generated("numbers", n).Sum(t => t.Length)), 3, 5);

    // The compiler goes into an expression level by level: a deep one is refused (CS8078), or ends the compiler.
    [Theory]
    [MemberData(nameof(Grown.Names), MemberType = typeof(Grown))]
    public void NoExpressionGrowsDeeper(string name)
    {
        const int Many = 600;
        Assert.All(Generated(name, Many), text => Assert.InRange(Depth(text), 1, DeepestSyntax));
    }

    [Fact]
    public void AnExpressionThatGrowsDeeperIsSeen() =>
        Assert.True(Depth($"class C {{ int M(int a) => {string.Join(" + ", Enumerable.Repeat("a", 600))}; }}") > DeepestSyntax);

    [Theory]
    [InlineData("conditions", 300)]
    [InlineData("conditions in a row", 300)]
    [InlineData("terms", 100)]
    [InlineData("numbers", 600)]
    [InlineData("numbers of a structure", 100)]
    [InlineData("memories", 100)]
    [InlineData("moved fields", 100)]
    public void WhatWasPartedCompiles(string name, int count)
    {
        CSharpCompilation project = Compile(Grown.Sources[name](count));
        Generate(project);
        Assert.Empty(Testbed.Problems(Testbed.WithGenerated(project)));
    }

    // Without state, so that this takes seconds.
    [Fact]
    public void FiveThousandFieldsCompile()
    {
        string source = Grown.Sources["fields of all forms"](5000).Replace("Adam", "Sgd", StringComparison.Ordinal);
        Assert.DoesNotContain(Testbed.WithGenerated(Compile(source)).GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
    }

    private static double Ratio(Func<int, double> size) => size(128) / size(64);

    internal static CSharpCompilation Compile(string source) => Testbed.Compile("using FusedOpt;\n" + source);

    private static IReadOnlyList<string> Generated(string name, int n) => Generate(Compile(Grown.Sources[name](n)));

    // A class that is refused has less to say, and names the reason.
    internal static IReadOnlyList<string> Generate(CSharpCompilation compilation)
    {
        GeneratorRunResult result = Testbed.Driver().RunGenerators(compilation).GetRunResult().Results[0];
        Assert.Null(result.Exception);
        Assert.DoesNotContain(result.GeneratedSources, s => s.SourceText.ToString().Contains("FOPT", StringComparison.Ordinal));
        return [.. result.GeneratedSources.Select(s => s.SourceText.ToString())];
    }

    private static int Depth(string text)
    {
        int deepest = 0;
        var pending = new Stack<(SyntaxNode Node, int Depth)>([(CSharpSyntaxTree.ParseText(text, Testbed.CSharp13).GetRoot(), 1)]);
        while (pending.TryPop(out (SyntaxNode Node, int Depth) next))
        {
            deepest = Math.Max(deepest, next.Depth);
            foreach (SyntaxNode child in next.Node.ChildNodes())
                pending.Push((child, next.Depth + 1));
        }

        return deepest;
    }
}
