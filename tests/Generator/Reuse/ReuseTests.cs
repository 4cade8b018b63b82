using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Backends.CSharp;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Frontend;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;
using FusedOpt.Generator.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace FusedOpt.Generator.Tests.Reuse;

/// <summary>A remembered class equals the class as it would be read again, so no result of an edit shows that it is remembered.</summary>
public class ReuseTests
{
    private const int Steps = 36;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void RememberedClassesAreThoseThatWouldBeRead(int seed)
    {
        Assert.Null(FirstDifference(seed, new TargetMemo(), analyzes: true, out int found, out int silent));

        // Or else nothing is remembered, and nothing tested.
        Assert.InRange(found, 4 * Steps, 20 * Steps);
        Assert.InRange(silent, Steps, 20 * Steps);
    }

    [Theory]
    [InlineData("attributes")]
    [InlineData("constants")]
    [InlineData("bodies of static methods")]
    [InlineData("base lists")]
    [InlineData("fields")]
    [InlineData("other files")]
    public void AFingerprintThatMissesSomethingIsCaught(string missed) =>
        Assert.Contains(Enumerable.Range(1, 10), seed => FirstDifference(seed, Blind(missed), analyzes: false, out _, out _) is not null);

    [Fact]
    public void TheGeneratorWritesTheSameAsOneWithoutAMemory()
    {
        var memo = new TargetMemo();
        var project = new ChangingProject(seed: 7);
        GeneratorDriver warm = Driver(memo.Read);
        for (int step = 0; step < 15; step++)
        {
            string what = project.Edit();
            warm = warm.RunGenerators(project.Compilation);
            Assert.Equal(Texts(Driver(TargetReader.Read).RunGenerators(project.Compilation)), Texts(warm));
            Assert.NotNull(what);
        }
    }

    [Fact]
    public void AnAnalyzerWithoutItsGeneratorReadsEachClass()
    {
        CSharpCompilation compilation = new ChangingProject(seed: 1).Compilation;
        Assert.Equal(Actions.Report(Analyzer(null), compilation), Actions.Report(Analyzer(new TargetMemo()), compilation));
    }

    [Fact]
    public void NothingKeepsACompilationAlive()
    {
        var memo = new TargetMemo();
        WeakReference[] compilations = [.. Enumerable.Range(0, 3).Select(_ => Fill(memo))];
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.All(compilations, c => Assert.False(c.IsAlive));

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Fill(TargetMemo memo)
        {
            CSharpCompilation compilation = new ChangingProject(seed: 1).Compilation;
            foreach (INamedTypeSymbol type in Optimized(compilation))
                memo.Read(type, compilation, new DiagnosticBag(), CancellationToken.None);
            return new(compilation);
        }
    }

    // Edits a project again and again. Returns the edit after which a remembered class first differed from the class as it is read, or the
    // analyzer reported something else of the class.
    private static string? FirstDifference(int seed, TargetMemo memo, bool analyzes, out int found, out int silent)
    {
        (found, silent) = (0, 0);
        var project = new ChangingProject(seed);
        GeneratorDriver driver = Driver(memo.Read);
        var known = new HashSet<object>(ReferenceEqualityComparer.Instance);
        for (int step = 0; step < Steps; step++)
        {
            string what = $"{step}: {project.Edit()}";
            CSharpCompilation compilation = project.Compilation, fresh = compilation.Clone();
            foreach ((INamedTypeSymbol type, INamedTypeSymbol again) in Optimized(compilation).Zip(Optimized(fresh)))
            {
                TargetModel? remembered = memo.Read(type, compilation, new DiagnosticBag(), CancellationToken.None);
                TargetModel? read = TargetReader.Read(again, fresh, new DiagnosticBag(), CancellationToken.None);
                if (!Equals(read, remembered))
                    return $"{what}: {type}";
                found += remembered is not null && !known.Add(remembered) ? 1 : 0;
            }

            if (!analyzes)
                continue;
            driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation whole, out _);
            silent += Optimized(whole).Count(t => memo.FindSilent(t, whole) is not null);
            foreach (Compilation seen in new[] { whole, compilation })
            {
                string[] expected = Actions.Report(Analyzer(null), seen.Clone()), reported = Actions.Report(Analyzer(memo), seen);
                if (!expected.SequenceEqual(reported))
                    return $"{what}: {string.Join('\n', expected)}\n{string.Join('\n', reported)}";
            }
        }

        return null;
    }

    private static IEnumerable<INamedTypeSymbol> Optimized(Compilation compilation) =>
        Actions.Types(compilation.Assembly.GlobalNamespace).Where(t => t.Attribute(Names.Optimize) is not null);

    private static OptimizeAnalyzer Analyzer(TargetMemo? memo) => new(TargetReader.Read, RuleReader.Read, memo);

    private static CSharpGeneratorDriver Driver(ClassReader<TargetModel> read) => CSharpGeneratorDriver.Create(
        [new OptimizeGenerator(read, target => CSharpBackend.Emit(TargetCompiler.Compile(target)), RuleReader.Read).AsSourceGenerator()],
        parseOptions: Testbed.CSharp13);

    private static string[] Texts(GeneratorDriver driver) =>
        [.. driver.GetRunResult().GeneratedTrees.Select(t => t.FilePath + t.ToString()).Order(StringComparer.Ordinal)];

    // A memo whose fingerprints are those of a project without something.
    private static TargetMemo Blind(string missed) => new((type, compilation, omitsGenerated) =>
    {
        Compilation blind = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees
            .Where(t => missed != "other files" || type.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == t))
            .Select(t => t.WithRootAndOptions(new Eraser(missed).Visit(t.GetRoot())!, t.Options)));
        return ProjectOutline.Of(blind, omitsGenerated).Find(type);
    });

    private sealed class Eraser(string erased) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitAttributeList(AttributeListSyntax node) => erased == "attributes" ? null : base.VisitAttributeList(node);

        public override SyntaxNode? VisitEqualsValueClause(EqualsValueClauseSyntax node) =>
            erased == "constants" ? null : base.VisitEqualsValueClause(node);

        public override SyntaxNode? VisitBaseList(BaseListSyntax node) => erased == "base lists" ? null : base.VisitBaseList(node);

        public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node) =>
            erased == "fields" ? null : base.VisitFieldDeclaration(node);

        public override SyntaxNode? VisitBlock(BlockSyntax node) => erased == "bodies of static methods" ? SyntaxFactory.Block() : base.VisitBlock(node);
    }
}
