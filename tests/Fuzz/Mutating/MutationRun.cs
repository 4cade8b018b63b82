using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using FusedOpt.Fuzz.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedOpt.Fuzz.Tests.Mutating;

/// <summary>The result of a run over changed files.</summary>
/// <param name="Files">The number of files.</param>
/// <param name="Sound">The number of files against which the compiler has nothing, apart from FusedOpt's errors.</param>
/// <param name="Refused">The number of those files for which FusedOpt reports an error.</param>
/// <param name="Failures">The files that failed, each with its problem.</param>
internal sealed record MutationRun(int Files, int Sound, int Refused, IReadOnlyList<(MutatedFile File, string Problem)> Failures)
{
    // Warnings that a project turns off: unused usings and fields, and missing comments.
    private static readonly string[] Quiet = ["CS8019", "CS0649", "CS0169", "CS0414", "CS1591"];

    /// <summary>Generates for each file, analyzes and compiles it.</summary>
    /// <param name="files">The files.</param>
    /// <param name="change">A change to what is generated, for controls.</param>
    public static MutationRun Of(IEnumerable<MutatedFile> files, Func<string, string>? change = null)
    {
        var run = new MutationRun(0, 0, 0, []);
        foreach (MutatedFile file in files)
        {
            (string? problem, bool isSound, bool isRefused) = Problem(file.Source, change);
            run = new(
                run.Files + 1,
                run.Sound + (isSound ? 1 : 0),
                run.Refused + (isRefused ? 1 : 0),
                problem is null ? run.Failures : [.. run.Failures, (file, problem)]);
        }

        return run;
    }

    /// <summary>
    /// Returns FusedOpt's fault with a file, null if none; true if the compiler has nothing against the file itself; and true if FusedOpt
    /// reports an error.
    /// </summary>
    public static (string? Problem, bool IsSound, bool IsRefused) Problem(string source, Func<string, string>? change = null)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, Project.Parse, "File.cs", System.Text.Encoding.UTF8);
        CSharpCompilation project = Project.Of([tree]);
        bool hasStatements = tree.GetRoot().ChildNodes().Any(n => n is Microsoft.CodeAnalysis.CSharp.Syntax.GlobalStatementSyntax);
        project = hasStatements ? project.WithOptions(project.Options.WithOutputKind(OutputKind.ConsoleApplication)) : project;
        (Compilation whole, ImmutableArray<SyntaxTree> generated, ImmutableArray<Diagnostic> thrown) = Project.Generate(project);

        // The generator itself reports misspelt arguments alone.
        if (thrown.FirstOrDefault(d => d.Id != "FOPT0006") is { } fault)
            return ($"the generator: {fault}", false, false);
        if (change is not null)
            whole = generated.Aggregate(
                whole,
                (w, t) => w.ReplaceSyntaxTree(t, CSharpSyntaxTree.ParseText(change(t.GetText().ToString()), Project.Parse, t.FilePath)));
        ImmutableArray<Diagnostic> said = Project.Diagnostics(whole);
        if (said.FirstOrDefault(d => d.Id == "AD0001") is { } exception)
            return ($"the analyzer: {exception}", false, false);
        Diagnostic[] all =
        [
            .. said.Where(
                d => d.Severity >= DiagnosticSeverity.Warning && d.Id.StartsWith("CS", StringComparison.Ordinal) && !Quiet.Contains(d.Id)),
        ];
        if (all.Any(d => d.Severity == DiagnosticSeverity.Error && d.Location.SourceTree?.FilePath == "File.cs"))
            return (null, false, false);
        bool isRefused = said.Any(d => d.Severity == DiagnosticSeverity.Error && d.Id.StartsWith("FOPT", StringComparison.Ordinal));
        Diagnostic? ours = all.FirstOrDefault(d => d.Location.SourceTree?.FilePath is not ("File.cs" or "Usings.cs"));
        return (ours is null ? null : $"what is generated does not compile: {ours}", true, isRefused);
    }
}
