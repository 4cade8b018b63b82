using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using FusedOpt.Fuzz.Tests.Cases;
using FusedOpt.Numerics.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FusedOpt.Fuzz.Tests.Running;

/// <summary>Many cases, compiled as one project.</summary>
internal sealed partial class Batch
{
    private readonly Assembly _assembly;

    private Batch(
        IReadOnlyList<Case> cases, IReadOnlyDictionary<int, string> problems, IReadOnlyDictionary<int, string> ill, byte[] image,
        string generated)
    {
        (Cases, Problems, Ill, Image, Generated) = (cases, problems, ill, image, generated);
        _assembly = new AssemblyLoadContext(null).LoadFromStream(new MemoryStream(image));
    }

    /// <summary>The cases that are left: all but those below.</summary>
    public IReadOnlyList<Case> Cases { get; }

    /// <summary>The problems of cases that FusedOpt refuses, throws on, or generates bad code for, by seed.</summary>
    public IReadOnlyDictionary<int, string> Problems { get; }

    /// <summary>The compiler's errors for cases that are not C#, such as arithmetic on constants that overflows, by seed.</summary>
    public IReadOnlyDictionary<int, string> Ill { get; }

    /// <summary>The assembly.</summary>
    public byte[] Image { get; }

    /// <summary>The generated text of all cases.</summary>
    public string Generated { get; }

    /// <summary>Compiles cases.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="change">A change to what is generated, for controls.</param>
    public static Batch Of(IReadOnlyList<Case> cases, Func<string, string>? change = null)
    {
        var trees = cases.ToDictionary(
            c => c.Seed,
            c => CSharpSyntaxTree.ParseText(
                c.Source, Project.Parse, FormattableString.Invariant($"Case{c.Seed}.cs"), System.Text.Encoding.UTF8));
        var problems = new Dictionary<int, string>();
        var ill = new Dictionary<int, string>();
        while (true)
        {
            (Compilation whole,
                ImmutableArray<SyntaxTree> generated,
                ImmutableArray<Diagnostic> thrown) = Project.Generate(Project.Of(trees.Values));
            if (thrown.Length > 0 && trees.Count > 1)
            {
                foreach ((int seed, string? what) in trees.Select(t => (t.Key, Thrown(t.Value))).Where(t => t.Item2 is not null).ToArray())
                    Drop(seed, what!);
                continue;
            }

            ImmutableArray<Diagnostic> said = Project.Analyze(whole);
            if (change is not null)
                whole = generated.Aggregate(
                    whole,
                    (w, tree) => w.ReplaceSyntaxTree(
                        tree, tree.WithChangedText(SourceText.From(change(tree.GetText().ToString()), System.Text.Encoding.UTF8))));
            using var stream = new MemoryStream();
            Microsoft.CodeAnalysis.Emit.EmitResult result = whole.Emit(stream);
            Diagnostic[] errors =
            [
                .. thrown.Concat(said)
                    .Concat(result.Diagnostics)
                    .Where(d => d.Severity == DiagnosticSeverity.Error || d.Id is "CS8785" or "AD0001"),
            ];
            if (errors.Length == 0)
            {
                RuleSource.CompileAll(trees.Values.SelectMany(RuleSource.Add));
                return new([.. cases.Where(c => trees.ContainsKey(c.Seed))], problems, ill, stream.ToArray(), string.Join('\n', generated));
            }

            foreach (IGrouping<int, Diagnostic> of in errors.GroupBy(SeedOf).ToArray())
            {
                // Errors of the user's own file come from its random arithmetic; all others are FusedOpt's.
                Diagnostic worst = of.FirstOrDefault(d => !d.Id.StartsWith("CS", StringComparison.Ordinal) || !IsOwn(d)) ?? of.First();
                if (of.FirstOrDefault(d => d.Id.StartsWith("CS", StringComparison.Ordinal) && IsOwn(d)) is { } own)
                {
                    trees.Remove(of.Key);
                    ill.Add(of.Key, own.ToString());
                }
                else
                {
                    Drop(of.Key, worst.ToString());
                }
            }
        }

        void Drop(int seed, string what)
        {
            if (!trees.Remove(seed))
                throw new InvalidOperationException(what);
            problems[seed] = what;
        }
    }

    /// <summary>A class of the project.</summary>
    public Type? TypeOf(string name) => _assembly.GetType(name);

    private static string? Thrown(SyntaxTree tree) =>
        Project.Generate(Project.Of([tree])).Problems.Select(p => p.ToString()).FirstOrDefault();

    private static bool IsOwn(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree?.FilePath.StartsWith("Case", StringComparison.Ordinal) == true;

    private static int SeedOf(Diagnostic diagnostic) =>
        Number().Match(Path.GetFileName(diagnostic.Location.SourceTree?.FilePath ?? "")) is { Success: true } match
            ? int.Parse(match.Value, CultureInfo.InvariantCulture)
            : -1;

    [GeneratedRegex(@"(?<=^(Case|[MFRS]))\d+")]
    private static partial Regex Number();
}
