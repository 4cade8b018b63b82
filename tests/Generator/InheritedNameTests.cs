using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>Generated members give way to those that a class inherits, as they do to those that the class has: neither is hidden.</summary>
public class InheritedNameTests
{
    // Classes that between them gain every private member there is, each below a class that is the user's own.
    private const string Models = """
        using System;
        using FusedOpt;

        [Optimize(ScheduleFreeAdamW), SumGradients, GuardGradients(SkipNonFinite = true), Prune(Sparsity = 0.5)]
        public sealed partial class Sums : Before
        {
            public float[,] Weights = new float[2, 3];
            public Leaf Leaf = new();
        }

        [Optimize(Adagrad), SumGradients, GuardGradients(SkipNonFinite = true), Prune(Sparsity = 0.5)]
        public sealed partial class Leaf : Before
        {
            [Parameter(2, 3)] public partial Span<float> Lent { get; }
            [Parameter(3, InitialAccumulator = 0.1)] public partial Span<float> Filled { get; }
        }

        [Optimize(Adam)]
        public partial class Open : Before
        {
            public float Single;
            public float[][] Jagged = [];
            [SparseGradient, Parameter(2, 3)] public partial Span<float> Table { get; }
        }

        [Optimize(Adam), Schedule(nameof(Rate))]
        public sealed partial class Scheduled : Before
        {
            private static readonly FusedOpt.Schedules.ISchedule Rate = new FusedOpt.Schedules.Constant(1);
            public float Weight;
        }

        [Optimize(Adam)]
        public sealed partial record Copied : BeforeRecord { public float Weight; }

        [Optimize(Adam, Momentum = 0.5)]
        public sealed partial class Refused : Before { public float Weight; }
        """;

    [Fact]
    public void WhatAClassInheritsIsNotHidden()
    {
        Compilation undisturbed = WithBases("");
        Assert.Empty(Testbed.Problems(undisturbed));
        string[] names =
        [
            .. undisturbed.SyntaxTrees.Where(IsGenerated).SelectMany(PrivateMembers).Distinct().OrderBy(n => n, StringComparer.Ordinal),
        ];
        Assert.Superset(
            new HashSet<string>
            {
                "_gradients", "_stepState", "_learningRate", "_guard", "_arena", "_isFilled", "_isEvaluating", "_summed", "_pruner",
                "_tableArena", "_singleExpAvg", "AcceptParameters", "MakeState", "ChoosePruned", "FusedOptPrepare", "Refused2",
                "AssignParameters",
            },
            names.ToHashSet(StringComparer.Ordinal));

        // The control: each of them would hide what is inherited under its name.
        string inherited = string.Concat(names.Select(n => $"protected int {n};"));
        SyntaxTree written = undisturbed.SyntaxTrees.Single(t => t.FilePath == "Source.cs");
        Compilation hiding = undisturbed.ReplaceSyntaxTree(written, Testbed.Tree(Source(inherited), "Source.cs"));
        Assert.Equal(names, Hidden(Loud(hiding)).Distinct().OrderBy(n => n, StringComparer.Ordinal));
        Assert.Empty(Testbed.Problems(Loud(WithBases(inherited))));
    }

    [Fact]
    public void WhatIsPrivateToABaseHindersNobody()
    {
        static IEnumerable<string> Files(string members) =>
            WithBases(members).SyntaxTrees.Where(IsGenerated).Select(t => t.ToString());

        string[] files = [.. Files("")];
        Assert.Equal(files, Files("private int _gradients, _stepState, FusedOptPrepare, _weightsExpAvg;"));
        Assert.NotEqual(files, Files("protected int _stepState;"));
    }

    // The private members of gradients give way to the gradients of a base, which have the names of its parameters.
    [Theory]
    [InlineData("_model")]
    [InlineData("_leaf")]
    [InlineData("_arena")]
    [InlineData("_space")]
    public void InheritedGradientsAreNotHidden(string name)
    {
        string Source(string parameter) => $$"""
            using FusedOpt;
            [Optimize(Adam), SumGradients]
            public partial class First { private float[] {{parameter}} = []; }
            [Optimize(Adam)]
            public sealed partial class Second : First
            {
                public Leaf Leaf = new();
                [Parameter(3)] public partial System.Span<float> Lent { get; }
            }
            [Optimize(Adam), SumGradients]
            public sealed partial class Leaf { public float[] Weights = []; }
            """;
        Compilation before = Testbed.WithGenerated(Testbed.Compile(Source("Weights"))),
            after = Testbed.WithGenerated(Testbed.Compile(Source(name)));
        Assert.Empty(Testbed.Problems(before));
        Assert.Empty(Testbed.Problems(after));
        SyntaxTree Second(Compilation compilation) =>
            compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith("Second.g.cs", StringComparison.Ordinal));
        Assert.Equal([name], Hidden(after.ReplaceSyntaxTree(Second(after), Second(before))));
    }

    // A refused part keeps quiet about what it hides.
    private static Compilation Loud(Compilation compilation)
    {
        SyntaxTree refused = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith("Refused.g.cs", StringComparison.Ordinal));
        string text = refused.ToString();
        string loud = text.Replace(Shapes.Pragma(text), "", StringComparison.Ordinal);
        return compilation.ReplaceSyntaxTree(refused, Testbed.Tree(loud, refused.FilePath));
    }

    private static Compilation WithBases(string members) => Testbed.WithGenerated(Testbed.Compile(Source(members)));

    private static string Source(string members) =>
        Models + $"\npublic class Before {{ {members} }} public record BeforeRecord {{ {members} }}";

    private static bool IsGenerated(SyntaxTree tree) =>
        tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) && !Testbed.IsKernel(tree);

    private static IEnumerable<string> Hidden(Compilation compilation) => Testbed.Problems(compilation)
        .Where(d => d.Id is "CS0108" or "CS0114" && IsGenerated(d.Location.SourceTree!))
        .Select(d => d.Location.SourceTree!.GetText().ToString(d.Location.SourceSpan));

    // Members of the models themselves: no other generated class derives from a class of the user's.
    private static IEnumerable<string> PrivateMembers(SyntaxTree tree) => tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
        .Where(
            m => m.Modifiers.Any(SyntaxKind.PrivateKeyword)
                && m.Parent is TypeDeclarationSyntax { Modifiers: var modifiers }
                && modifiers.Any(SyntaxKind.PartialKeyword))
        .SelectMany(m => m switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(v => v.Identifier.Text),
            MethodDeclarationSyntax method => [method.Identifier.Text],
            PropertyDeclarationSyntax property => [property.Identifier.Text],
            _ => [],
        });
}
