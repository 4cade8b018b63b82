using System;
using System.Linq;
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

    /// <summary>How long the compiler takes to check the project. What does not compile would not be worth timing.</summary>
    public static double Check(Compilation project) => Milliseconds(() =>
    {
        if (project.Clone().GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException(error.ToString());
    });

    /// <summary>How long the analyzer's own actions take for the types of a project that the compiler has bound, as it does in any case.</summary>
    public static double Analyze(DiagnosticAnalyzer analyzer, Compilation project)
    {
        var actions = new AnalyzerActions(project.Clone());
        analyzer.Initialize(actions);
        actions.Bind();
        return Milliseconds(actions.Run);
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

    /// <summary>How long an action takes.</summary>
    public static double Milliseconds(Action action)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }
}
