using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using FusedOpt.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace FusedOpt.GeneratorBenchmark.Scaling;

/// <summary>
/// Measures one project: the milliseconds of processor time that the generator, the analyzer, the compiler and the first steps take.
/// </summary>
internal static class Measurement
{
    private const int Elements = 200_000;

    /// <summary>Measures the project for n.</summary>
    /// <param name="shape">The project.</param>
    /// <param name="count">The number n.</param>
    public static Sample Of(Shape shape, int count)
    {
        CSharpCompilation project = Project.Of("using FusedOpt;\nnamespace Models;\n" + shape.Source(count));
        GeneratorDriver driver = Stage.Driver(new OptimizeGenerator());
        GC.Collect();
        double generated = Stage.Milliseconds(driver, project);
        driver = driver.RunGeneratorsAndUpdateCompilation(project, out Compilation whole, out _);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        if (result.Exception is { } failure)
            throw new InvalidOperationException(shape.Name, failure);
        double kilobytes = result.GeneratedSources.Sum(s => s.SourceText.Length) / 1e3;
        GC.Collect();
        double analyzed = Stage.Analyze(new OptimizeAnalyzer(), whole);

        using var assembly = new MemoryStream();
        EmitResult? emitted = null;
        GC.Collect();
        double compiled = Stage.Milliseconds(() => emitted = whole.Clone().Emit(assembly));
        if (!emitted!.Success)
        {
            Diagnostic error = emitted.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException($"{shape.Name}, {count}: {error}");
        }

        assembly.Position = 0;
        (double first, double later) = Run(assembly, 1 + Elements / count);
        return new(count,
        [
            ("generator", generated), ("analyzer", analyzed), ("compiler", compiled),
            ("KB", kilobytes), ("first step", first), ("ns a later step", later),
        ]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (double First, double Later) Run(MemoryStream assembly, int steps)
    {
        var context = new AssemblyLoadContext("Models", isCollectible: true);
        try
        {
            var model = (IOptimizable)Activator.CreateInstance(context.LoadFromStream(assembly).GetType(Shape.Root, throwOnError: true)!)!;
            double first = Stage.Milliseconds(model.Step);
            double later = Stage.Median(5, _ => Stage.Milliseconds(() =>
            {
                for (int i = 0; i < steps; i++)
                    model.Step();
            }));
            return (first, later * 1e6 / steps);
        }
        finally
        {
            context.Unload();
        }
    }
}
