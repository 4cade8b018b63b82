using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedOpt.GeneratorBenchmark;

/// <summary>Runs generators and analyzers, and times them: the time of processors, which others on the machine do not stretch.</summary>
internal static class Stage
{
    public static GeneratorDriver Driver(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Project.Language);

    /// <summary>How long the driver takes for a project.</summary>
    public static double Milliseconds(GeneratorDriver driver, Compilation project) => Milliseconds(() => driver.RunGenerators(project));

    /// <summary>How long a build of the project takes, generated code included, and how much of that its analyzer.</summary>
    public static (double Build, double Analyzer) Build(DiagnosticAnalyzer analyzer, Compilation project)
    {
        CompilationWithAnalyzers build = project.Clone().WithAnalyzers(
            [analyzer],
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        AnalysisResult? result = null;
        double total = Milliseconds(() =>
        {
            result = build.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();

            // What does not compile, or is refused, would not be worth timing.
            if (build.Compilation.GetDiagnostics().Concat(result.GetAllDiagnostics()).FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
                throw new InvalidOperationException(error.ToString());
        });
        return (total, result!.AnalyzerTelemetryInfo[analyzer].ExecutionTime.TotalMilliseconds);
    }

    /// <summary>The median of what rounds take; collects garbage between them.</summary>
    public static double Median(int rounds, Func<int, double> round)
    {
        double[] times = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            GC.Collect();
            times[i] = round(i + 1);
        }

        Array.Sort(times);
        return times[rounds / 2];
    }

    private static double Milliseconds(Action action)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }
}
