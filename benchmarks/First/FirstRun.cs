using System;
using System.Diagnostics;
using System.IO;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FusedOpt.Benchmarks.First;

/// <summary>Times the first steps of processes that have done nothing else.</summary>
internal static class FirstRun
{
    private static readonly int[] Lengths = [64, 64 * 1024];

    /// <summary>Starts a process for each model, three times.</summary>
    public static void Run()
    {
        Console.WriteLine("First steps of Adam in a fresh process: " + (RuntimeFeature.IsDynamicCodeCompiled
            ? "a step starts in the JIT's tier 0, its loops are compiled at once in full."
            : "native code from the start."));
        Console.WriteLine($"{"Parameters",10}{"first step",16}{"the next 99",16}{"each after 30,000",20}");
        foreach (int length in Lengths)
        {
            for (int time = 0; time < 3; time++)
                Start(length);
        }
    }

    private static void Start(int length)
    {
        string program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program);
        // The program dotnet has to be told the assembly to run.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, $"{Assembly.GetExecutingAssembly().GetName().Name}.dll"));
        start.ArgumentList.Add("--first-child");
        start.ArgumentList.Add($"{length}");
        using Process child = Process.Start(start)!;
        child.WaitForExit();
    }
}
