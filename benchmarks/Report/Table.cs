using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FusedOpt.Benchmarks.Cases;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;

namespace FusedOpt.Benchmarks.Report;

/// <summary>The table: a line for each case, as soon as it is there.</summary>
internal sealed class Table(TextWriter output)
{
    private const int NameWidth = 24, Width = 10;

    /// <summary>The headings.</summary>
    public void Begin()
    {
        string headings = string.Concat(Headings.Rivals.Select(rival => rival.Heading.PadLeft(Width)));
        output.WriteLine($"{"",-NameWidth}{"FusedOpt",Width}   times as long as FusedOpt:");
        output.WriteLine($"{"Case",-NameWidth}{"ns/param",Width}{headings}");
    }

    /// <summary>A line.</summary>
    public void Add(Result result)
    {
        double perParameter = result.Timings[Column.FusedOpt].Nanoseconds / result.Elements;
        string ratios = string.Concat(Headings.Rivals.Select(rival => Ratio(result, rival.Column).PadLeft(Width)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Name,-NameWidth}{perParameter,Width:F3}{ratios}"));
    }

    /// <summary>What has no column.</summary>
    public void End(IReadOnlyList<Result> results)
    {
        output.WriteLine();
        foreach (string remark in results.Select(result => result.Remark).OfType<string>())
            output.WriteLine(remark);
        output.WriteLine($"Allocated by the steps of FusedOpt that were measured: {results.Sum(result => result.Allocated)} bytes.");
        foreach (string refused in results.SelectMany(result => result.Refused))
            output.WriteLine($"Refused, since it computes something else: {refused}.");
    }

    private static string Ratio(Result result, Column column) =>
        result.Timings.TryGetValue(column, out Timing timing) ? timing.Ratio.ToString("F2", CultureInfo.InvariantCulture) : "-";
}
