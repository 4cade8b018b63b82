using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Fuzz.Tests.Cases;
using FusedOpt.Generator.Backends.CSharp;
using FusedOpt.Generator.Frontend;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace FusedOpt.Generator.Tests;

/// <summary>
/// A refused class has the same members for users and derived classes. The sources are those of all snapshots, every rule, random classes,
/// and classes that meet others.
/// </summary>
public class RefusedMemberTests
{
    private const int Seeds = 60;

    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.CSharpErrorMessageFormat
        .WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeType
            | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeContainingType
            | SymbolDisplayMemberOptions.IncludeRef)
        .WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeType
            | SymbolDisplayParameterOptions.IncludeModifiers
            | SymbolDisplayParameterOptions.IncludeParamsRefOut);

    // Classes of which each option brings members, and classes that derive from others.
    private static readonly string[] Others =
    [
        """
        [Optimize(Adam), GuardGradients(MaxNorm = 1, SkipNonFinite = true, LossScale = 4, MicroBatches = 3)]
        [SumGradients, Prune(Sparsity = 0.5)]
        public partial class M { public float[,] W = new float[2, 3]; private protected float V; }
        """,
        """
        [Optimize(AdamW)]
        public partial class M
        {
            [Parameter(2, 3)] public partial System.Span<float> W { get; }
            [Parameter] public virtual partial float V { get; private protected set; }
            [SparseGradient, Parameter(2, 3)] public partial System.Span<float> T { get; }
        }
        """,
        """
        [Optimize(Adam), SumGradients]
        public partial class M
        {
            [Parameter] public partial double W { get; set; }
            public P? One;
            public P[] Many = [];
            public System.Collections.Generic.List<P> All = [];
        }
        [Optimize(Lamb), SumGradients] public sealed partial class P { public float W; }
        """,
        """
        [Optimize(ScheduleFreeAdamW), Schedule(nameof(S))]
        public abstract partial class M
        {
            public float W;
            public static readonly FusedOpt.Schedules.ISchedule S = new FusedOpt.Schedules.Constant(1);
        }
        [Optimize(Adam)]
        public partial class D : M { public new float W; [SparseGradient] public float[,] T = new float[2, 3]; }
        [Optimize(Sgd)] public sealed partial class L : D { public float Y; }
        """,
        """
        [Optimize(Adam), SumGradients, GuardGradients(MaxNorm = 1)]
        public partial class M { public float W; internal M() { } }
        [Optimize(ScheduleFreeAdamW)] public partial class D : M { public float V; }
        """,
        """
        [Optimize(Adam), Schedule(nameof(S))]
        public partial struct M
        {
            public float W;
            internal float[] V;
            public static FusedOpt.Schedules.ISchedule S => new FusedOpt.Schedules.Constant(1);
        }
        """,
        """
        [Optimize(Adam)] public partial record M { public float W; }
        [Optimize(ScheduleFreeAdamW)] public sealed partial record D : M { public float V; }
        """,
        """
        public partial class Outer<T>
        {
            [Optimize(Adam)] protected partial class M<S> { public float W; public new float ToString; }
            [Optimize(Adam)] protected partial class D : M<int> { public float V; }
        }
        """,
    ];

    /// <summary>The origin of sources.</summary>
    public enum Source
    {
        Snapshots,
        Rules,
        Random,
        Others,
    }

    [Theory]
    [InlineData(Source.Snapshots)]
    [InlineData(Source.Rules)]
    [InlineData(Source.Random)]
    [InlineData(Source.Others)]
    public void ARefusedClassHasTheMembersOfTheWholeOne(Source kind)
    {
        foreach (string source in Texts(kind))
        {
            Compilation whole = Compile(source, target => target);
            Assert.Empty(Problems(whole));
            Compilation refused = Compile(source, target => target with { Refusal = target.Refusal ?? "FOPT0000" });
            Compilation failed = Compile(source, target => target with { Failure = "none" });
            Assert.Empty(Problems(refused));
            Assert.Empty(Missing(whole, refused));

            // A generator that has failed may be unable to read the rule, and so the states.
            Assert.Empty(Problems(failed));
            Assert.DoesNotContain(Missing(whole, failed), m => !m.Contains("Span", StringComparison.Ordinal));

            // A class whose project cannot compile a step has the same members by their names, but for those that other classes override.
            Compilation bare = Compile(source, target => target with { Refusal = target.Refusal ?? "FOPT0000", IsBare = true });
            foreach (INamedTypeSymbol type in Optimized(whole).Where(t => !IsGradients(t)))
            {
                IEnumerable<ISymbol> members = Visible(type).Where(m => m.DeclaredAccessibility == Accessibility.Public);
                Assert.Empty(members.Select(m => m.Name).Except(Visible(Same(bare, type)).Select(m => m.Name)));
            }
        }
    }

    [Fact]
    public void TheComparisonSeesAMissingMember()
    {
        string source = "using FusedOpt;\n" + Others[0];
        Compilation whole = Compile(source, target => target), refused = Compile(source, target => target with { Refusal = "FOPT0000" });
        SyntaxTree part = refused.SyntaxTrees.Single(t => t.FilePath.EndsWith("M.g.cs", StringComparison.Ordinal));
        (string Line, string Missing)[] members =
        [
            ("public double GradientNorm =>", "M.GradientNorm"),
            ("protected virtual void FusedOptMeasure(", "M.FusedOptMeasure"),
            ("public float[,] W;", "ParameterGradients.W"),
        ];
        foreach ((string line, string missing) in members)
        {
            string spoiled = string.Join('\n', part.ToString().Split('\n').Where(l => !l.Contains(line, StringComparison.Ordinal)));
            IEnumerable<string> found = Missing(whole, refused.ReplaceSyntaxTree(part, Testbed.Tree(spoiled, part.FilePath)));
            Assert.NotEmpty(found);
            Assert.All(found, m => Assert.Contains(missing, m, StringComparison.Ordinal));
        }
    }

    // A random class may be one that a reader would not write.
    private static IEnumerable<Diagnostic> Problems(Compilation compilation) =>
        Testbed.Problems(compilation).Where(d => d.Severity == DiagnosticSeverity.Error
            || (d.Location.SourceTree is { } tree
                && tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)
                && !Testbed.IsKernel(tree)));

    private static IEnumerable<string> Missing(Compilation whole, Compilation other) =>
        Optimized(whole).SelectMany(type => Visible(type).Select(Text).Except(Visible(Same(other, type)).Select(Text)));

    // The types that are generated, or have a generated part.
    private static IEnumerable<INamedTypeSymbol> Optimized(Compilation compilation) => Types(compilation.Assembly.GlobalNamespace)
        .Where(t => IsGradients(t) || t.GetAttributes().Any(a => a.AttributeClass!.Name == nameof(OptimizeAttribute)));

    private static bool IsGradients(INamedTypeSymbol type) => type.Name == "ParameterGradients";

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        IEnumerable<INamedTypeSymbol> within = container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(Types);
        return container is INamedTypeSymbol type ? within.Prepend(type) : within;
    }

    private static INamedTypeSymbol Same(Compilation other, INamedTypeSymbol type) =>
        Types(other.Assembly.GlobalNamespace).Single(t => t.ToDisplayString() == type.ToDisplayString());

    private static IEnumerable<ISymbol> Visible(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? declaring = type; declaring is { SpecialType: SpecialType.None }; declaring = declaring.BaseType)
        {
            foreach (ISymbol member in declaring.OriginalDefinition.GetMembers().Where(IsVisible))
                yield return member;
        }
    }

    private static bool IsVisible(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    private static string Text(ISymbol member) => $"{member.DeclaredAccessibility} {member.Kind} {member.ToDisplayString(Format)}";

    private static Compilation Compile(string source, Func<TargetModel, TargetModel> change)
    {
        var generator = new OptimizeGenerator(
            TargetReader.Read, target => CSharpBackend.Emit(TargetCompiler.Compile(change(target))), RuleReader.Read);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Testbed.CSharp13);
        driver.RunGeneratorsAndUpdateCompilation(Testbed.Compile(source), out Compilation updated, out var diagnostics);
        Assert.Empty(diagnostics);
        return updated;
    }

    private static IEnumerable<string> Texts(Source kind) => kind switch
    {
        Source.Snapshots => OfSnapshots(),
        Source.Rules => Enum.GetNames<Optimizer>().Select(rule => $$"""
            using FusedOpt;
            [Optimize({{rule}})]
            public partial class Model
            {
                public float[] Weights = new float[3];
                [Parameter(2, 3)] public partial System.Span<float> Owned { get; }
            }
            """),
        Source.Random => Enumerable.Range(0, Seeds).Select(seed => Case.Of(seed).Source),
        _ => Others.Select(text => "using FusedOpt;\n" + text),
    };

    private static IEnumerable<string> OfSnapshots([CallerFilePath] string path = "")
    {
        string[] texts =
        [
            .. Directory.GetFiles(Path.Combine(Path.GetDirectoryName(path)!, "Snapshots"), "*Snapshots.cs").Select(File.ReadAllText)
                .SelectMany(t => CSharpSyntaxTree.ParseText(t).GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>())
                .Select(l => l.Token.ValueText).Where(t => t.Contains("[Optimize(", StringComparison.Ordinal)),
        ];
        Assert.InRange(texts.Length, 20, 100);
        return texts.Where(t => !Testbed.Problems(Testbed.WithGenerated(Testbed.Compile(t))).Any());
    }
}
