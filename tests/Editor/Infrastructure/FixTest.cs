using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FusedOpt.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;
using Xunit;

namespace FusedOpt.Editor.Tests.Infrastructure;

/// <summary>
/// Compares the text before and after a fix. The generator and the analyzer run on both, so that the text after the fix compiles, with no
/// other errors than those that it marks.
/// </summary>
/// <typeparam name="TFix">The fix.</typeparam>
internal sealed class FixTest<TFix> : CSharpCodeFixTest<OptimizeAnalyzer, TFix, DefaultVerifier>
    where TFix : CodeFixProvider, new()
{
    private FixTest(string before, string after)
    {
        TestCode = before;
        FixedCode = after;
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.MarkupHandling = MarkupMode.Allow;
        MarkupOptions = MarkupOptions.UseFirstDescriptor;
        
        // No pragma suppresses an error of a generator.
        TestBehaviors |= TestBehaviors.SkipGeneratedSourcesCheck | TestBehaviors.SkipSuppressionCheck;
        TestState.Sources.Add(("/0/Usings.cs", References.GlobalUsing));
        FixedState.Sources.Add(("/0/Usings.cs", References.GlobalUsing));
        TestState.AdditionalReferences.AddRange(References.All);
        FixedState.AdditionalReferences.AddRange(References.All);
        FixedState.InheritanceMode = StateInheritanceMode.Explicit;
        FixedState.MarkupHandling = MarkupMode.Allow;
    }

    /// <summary>Applies the fix to one diagnostic after the other, and to all of them at once.</summary>
    /// <param name="before">The source, with each diagnostic in the markup {|id:text|}.</param>
    /// <param name="after">The source after all of them are fixed.</param>
    /// <param name="key">The choice that is taken; null for the first.</param>
    public static Task Run(string before, string after, string? key = null) =>
        new FixTest<TFix>(before, after) { CodeActionEquivalenceKey = key }.RunAsync(CancellationToken.None);

    /// <summary>Finds that no fix is offered.</summary>
    public static Task RunWithout(string source) => Run(source, source);

    /// <summary>Applies the fix and finds that the text is not the expected one.</summary>
    public static async Task RunControl(string before, string wrong) =>
        Assert.Contains("did not match. Diff shown", (await Assert.ThrowsAnyAsync<Exception>(() => Run(before, wrong))).Message);

    protected override IEnumerable<Type> GetSourceGenerators() => [typeof(OptimizeGenerator)];

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    protected override CompilationOptions CreateCompilationOptions() => new CSharpCompilationOptions(
        OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);
}
