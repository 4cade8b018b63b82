using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using FusedOpt.Benchmarks.Around;
using FusedOpt.Benchmarks.Cases;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Report;
using Samples.Shared;

namespace FusedOpt.Benchmarks;

/// <summary>Runs cases and prints their table.</summary>
internal static class TableRun
{
    /// <summary>Runs the cases that the options ask for.</summary>
    public static void Run(Options options)
    {
        bool full = options.Mode != Mode.Quick;
        bool isAround = options.Mode == Mode.Around;
        Case[] cases = [.. (isAround ? AroundCatalogue.Cases : Catalogue.Cases).Where(one => IsWanted(one, options))];
        if (cases.Length == 0)
            throw new UsageException($"no case has '{options.Filter}' in its name");

        // Every column but one is one thread's.
        OptimizeOptions.MaxDegreeOfParallelism = 1;
        long start = Stopwatch.GetTimestamp();
        Console.WriteLine(Machine.Description);
        Console.WriteLine(NativeLoops.Outcome);
        Console.WriteLine();
        var table = new Table(Console.Out, isAround ? Headings.OfAround : Headings.OfRules, cases.Max(one => one.Name.Length));
        table.Begin();
        List<Result> results = [];
        foreach (Case one in cases)
        {
            results.Add(full ? one.Run(rounds: 31, milliseconds: 5) : one.Run(rounds: 11, milliseconds: 2));
            table.Add(results[^1]);
            // Collects the memory of this case, which would otherwise be collected while the next one is timed.
            GC.Collect();
        }

        table.End(results);
        Console.WriteLine(FormattableString.Invariant($"Took {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s."));
        if (options.Json is not null)
            JsonReport.Write(options.Json, Machine.Description, results);
    }

    // A filter finds the cases of the full run, too: who names one wants to see it.
    private static bool IsWanted(Case one, Options options) => options.Filter is null
        ? options.Mode != Mode.Quick || one.Extent == Extent.Quick
        : one.Name.Contains(options.Filter, StringComparison.OrdinalIgnoreCase)
            && (options.Mode != Mode.Quick || !one.Name.Contains("64M", StringComparison.Ordinal));
}
