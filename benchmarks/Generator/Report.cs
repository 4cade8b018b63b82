using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using FusedOpt.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace FusedOpt.GeneratorBenchmark;

/// <summary>Measures and prints, row by row: FusedOpt's time beside the time that Roslyn alone needs for the same files.</summary>
internal static class Report
{
    /// <summary>Measures the project and prints the table and the sizes of the generated files.</summary>
    public static void Run(Options options, TextWriter output)
    {
        CSharpCompilation project = Project.Create(options);
        double cold = Stage.Milliseconds(Stage.Driver(new OptimizeGenerator()), project);
        GeneratorDriver driver = Stage.Driver(new OptimizeGenerator())
            .RunGeneratorsAndUpdateCompilation(project, out Compilation whole, out _);
        ImmutableArray<GeneratedSourceResult> files = driver.GetRunResult().Results[0].GeneratedSources;
        Dictionary<string, SourceText> texts = files.Where(f => !IsKernel(f)).ToDictionary(f => Class(f.HintName), f => f.SourceText);
        Dictionary<string, SourceText> kernels = files.Where(IsKernel).ToDictionary(f => f.HintName, f => f.SourceText);
        GeneratorDriver floor = Stage.Driver(new FloorGenerator(texts, kernels)).RunGenerators(project);

        void Row(string name, double? own, double? bare) => output.WriteLine($"| {name,-40} | {own,9:N1} | {bare,12:N1} |");
        void Rounds(string name, Func<int, double> own, Func<int, double> bare) =>
            Row(name, Stage.Median(options.Rounds, own), Stage.Median(options.Rounds, bare));

        output.WriteLine($"| {"",-40} | {"FusedOpt",9} | {"Roslyn alone",12} |");
        output.WriteLine($"|{new string('-', 42)}|{new string('-', 10)}:|{new string('-', 13)}:|");
        Row("first run, cold process", cold, null);
        Rounds(
            "first run, warm",
            _ => Stage.Milliseconds(Stage.Driver(new OptimizeGenerator()), Project.Create(options)),
            _ => Stage.Milliseconds(Stage.Driver(new FloorGenerator(texts, kernels)), Project.Create(options)));
        foreach ((string name, Func<CSharpCompilation, Options, int, CSharpCompilation> edit) in Project.Edits)
        {
            Rounds(
                name,
                round => Stage.Milliseconds(driver, edit(project, options, round)),
                round => Stage.Milliseconds(floor, edit(project, options, round)));
        }

        Row("analyzer", Stage.Median(options.Rounds, _ => Stage.Analyze(new OptimizeAnalyzer(), whole)), null);
        Compilation unseen = Unseen(whole);
        Row("analyzer, without its generator", Stage.Median(options.Rounds, _ => Stage.Analyze(new OptimizeAnalyzer(), unseen)), null);

        // Once before, since a compiler server has compiled its own code long ago.
        Stage.Check(whole);
        Row("the compiler, over all files", null, Stage.Check(whole));
        output.WriteLine();

        WriteSize("classes", texts.Values);
        WriteSize("files of kernels", kernels.Values);

        void WriteSize(string name, ICollection<SourceText> of)
        {
            long bytes = of.Sum(t => (long)t.Length), lines = of.Sum(t => (long)t.Lines.Count - 1);
            string all = $"{bytes / 1e6:N1} MB in {lines:N0} lines";
            string one = $"{bytes / 1e3 / of.Count:N1} KB in {lines / of.Count:N0} lines";
            output.WriteLine($"{of.Count} {name}: {all}; one {one}");
        }
    }

    // The assembly has another name, so that the analyzer finds no class that the generator has read.
    private static Compilation Unseen(Compilation project) => project.WithAssemblyName("Other");

    private static bool IsKernel(GeneratedSourceResult file) => file.HintName.StartsWith("FusedOpt.Generated.", StringComparison.Ordinal);

    private static string Class(string hintName) =>
        Path.GetFileNameWithoutExtension(Path.GetFileNameWithoutExtension(hintName)).Split('.')[^1];
}
