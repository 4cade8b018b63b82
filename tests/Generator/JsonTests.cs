using System;
using System.Linq;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>Generated members that are no data carry the attribute of System.Text.Json that hides them.</summary>
public class JsonTests
{
    [Fact]
    public void MembersThatAreNoDataAreHiddenFromJsonWhereThereIsJson()
    {
        const string Attribute = "[textJson::JsonIgnore]";
        string Generated(CSharpCompilation compilation) =>
            Testbed.WithGenerated(compilation).SyntaxTrees.Last(t => !Testbed.IsKernel(t)).ToString();
        CSharpCompilation with = Testbed.Compile(
            "using FusedOpt;\n[Optimize(Adam)] public partial class Model { [Parameter(3)] public partial System.Span<float> W { get; } "
                + "[Parameter(3), System.Text.Json.Serialization.JsonIgnore] public partial System.Span<float> V { get; } }");
        Assert.Empty(Testbed.Problems(Testbed.WithGenerated(with)));
        Assert.Equal(2 + 1 + 4, Generated(with).Split(Attribute).Length - 1);

        CSharpCompilation without = with.RemoveReferences(
            with.References.Where(r => r.Display!.Contains("System.Text.Json", StringComparison.Ordinal)));
        without = without.ReplaceSyntaxTree(
            without.SyntaxTrees.Last(),
            Testbed.Tree(
                "using FusedOpt;\n[Optimize(Adam)] public partial class Model { [Parameter(3)] public partial System.Span<float> W { get; "
                    + "} }",
                "Source.cs"));
        Assert.DoesNotContain("Json", Generated(without), StringComparison.Ordinal);
        Assert.Empty(Testbed.Problems(Testbed.WithGenerated(without)));
    }
}
