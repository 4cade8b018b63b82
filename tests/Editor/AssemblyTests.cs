using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using FusedOpt.CodeFixes.Fixes;
using FusedOpt.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Xunit;

namespace FusedOpt.Editor.Tests;

/// <summary>The compiler, which has no workspaces, loads the generator alone; editors load the fixes beside it.</summary>
public class AssemblyTests
{
    private const string Workspaces = "Microsoft.CodeAnalysis.Workspaces";

    private static readonly Assembly Fixes = typeof(MakePartialFix).Assembly;

    [Fact]
    public void OnlyTheFixesReferenceWorkspaces()
    {
        Assert.DoesNotContain(Referenced(typeof(OptimizeGenerator).Assembly), name => name.Contains("Workspaces", StringComparison.Ordinal));
        Assert.Contains(Workspaces, Referenced(Fixes));
    }

    [Fact]
    public void GeneratorAndFixesDoNotReferenceEachOther()
    {
        Assert.DoesNotContain(
            Referenced(typeof(OptimizeGenerator).Assembly).Concat(Referenced(Fixes)), name => name.StartsWith("FusedOpt", StringComparison.Ordinal));
    }

    [Fact]
    public void TheFixesLoadIntoEveryEditorThatLoadsTheGenerator() => Assert.All(
        Fixes.GetReferencedAssemblies().Where(a => a.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
        a => Assert.True(a.Version <= new Version(4, 11, 0, 0), a.FullName));

    [Fact]
    public void EveryFixAndRefactoringIsExportedForCSharp()
    {
        Type[] types = [.. Fixes.GetTypes().Where(t => !t.IsAbstract)];
        Type[] fixes = [.. types.Where(t => t.IsSubclassOf(typeof(CodeFixProvider)))];
        Type[] refactorings = [.. types.Where(t => t.IsSubclassOf(typeof(CodeRefactoringProvider)))];
        Assert.Equal((6, 3), (fixes.Length, refactorings.Length));
        Assert.All(fixes, t => Assert.Equal([LanguageNames.CSharp], t.GetCustomAttribute<ExportCodeFixProviderAttribute>()!.Languages));
        Assert.All(
            refactorings,
            t => Assert.Equal([LanguageNames.CSharp], t.GetCustomAttribute<ExportCodeRefactoringProviderAttribute>()!.Languages));
    }

    [Fact]
    public void EveryIdThatIsFixedIsReported()
    {
        string[] reported = [.. new OptimizeAnalyzer().SupportedDiagnostics.Select(d => d.Id)];
        IEnumerable<string> ids = Fixes.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(CodeFixProvider)) && !t.IsAbstract)
            .SelectMany(t => ((CodeFixProvider)Activator.CreateInstance(t)!).FixableDiagnosticIds)
            .Where(id => id.StartsWith("FOPT", StringComparison.Ordinal));
        Assert.All(ids, id => Assert.Contains(id, reported));
    }

    private static IEnumerable<string> Referenced(Assembly assembly) => assembly.GetReferencedAssemblies().Select(a => a.Name!);
}
