using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using FusedOpt.Benchmarks.Cases;
using FusedOpt.Benchmarks.Contenders;

namespace FusedOpt.Benchmarks.Report;

/// <summary>The table: a line for each case, as soon as it is there.</summary>
/// <param name="output">The writer of the table.</param>
/// <param name="headings">The columns behind FusedOpt's.</param>
/// <param name="nameWidth">The width of the column of names.</param>
internal sealed class Table(TextWriter output, Heading[] headings, int nameWidth)
{
    private const int Width = 10;

    /// <summary>The headings.</summary>
    public void Begin()
    {
        int first = 0;
        while (headings[first].IsOfFusedOpt)
            first++;
        output.WriteLine($"{Name("")}{"FusedOpt",Width}{new string(' ', first * Width)}   times as long as FusedOpt:");
        output.WriteLine($"{Name("Case")}{"ns/param",Width}{string.Concat(headings.Select(heading => heading.Text.PadLeft(Width)))}");
    }

    /// <summary>A line.</summary>
    public void Add(Result result)
    {
        double perParameter = result.Timings[Column.FusedOpt].Nanoseconds / result.Elements;
        string ratios = string.Concat(headings.Select(heading => Text(heading.Value(result)).PadLeft(Width)));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name(result.Name)}{perParameter,Width:F3}{ratios}"));
    }

    /// <summary>Writes the remarks, which have no column.</summary>
    public void End(IReadOnlyList<Result> results)
    {
        output.WriteLine();
        foreach (string remark in results.Select(result => result.Remark).OfType<string>())
            output.WriteLine(remark);
        output.WriteLine($"Allocated by the steps of FusedOpt that were measured: {results.Sum(result => result.Allocated)} bytes.");
        foreach (string refused in results.SelectMany(result => result.Refused))
            output.WriteLine($"Refused, since it computes something else: {refused}.");
    }

    private string Name(string name) => name.PadRight(nameWidth);

    private static string Text(double? value) => value?.ToString("F2", CultureInfo.InvariantCulture) ?? "-";
}
