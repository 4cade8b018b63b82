using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FusedOpt.GeneratorBenchmark;

/// <summary>Runs generators and analyzers, and measures their processor time, which other load on the machine does not stretch.</summary>
internal static class Stage
{
    /// <summary>Creates a driver that runs one generator.</summary>
    public static GeneratorDriver Driver(IIncrementalGenerator generator) =>
        CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: Project.Language);

    /// <summary>Returns the milliseconds that the driver takes for a project.</summary>
    public static double Milliseconds(GeneratorDriver driver, Compilation project) => Milliseconds(() => driver.RunGenerators(project));

    /// <summary>Returns the milliseconds that the compiler takes to check the project; throws if the project does not compile.</summary>
    public static double Check(Compilation project) => Milliseconds(() =>
    {
        if (project.Clone().GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error)
            throw new InvalidOperationException(error.ToString());
    });

    /// <summary>Returns the milliseconds that the analyzer's own actions take for the types of a project.</summary>
    /// <remarks>The types are bound before, as the compiler binds them in any case.</remarks>
    public static double Analyze(DiagnosticAnalyzer analyzer, Compilation project)
    {
        var actions = new AnalyzerActions(project.Clone());
        analyzer.Initialize(actions);
        actions.Bind();
        return Milliseconds(actions.Run);
    }

    /// <summary>Returns the median time of several rounds; collects garbage between the rounds.</summary>
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

    /// <summary>Returns the milliseconds that an action takes.</summary>
    public static double Milliseconds(Action action)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }
}
