using System;
using System.Collections.Generic;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>A contender with which FusedOpt's step in a case is compared, in the same rounds.</summary>
/// <param name="Make">Makes the contender.</param>
/// <param name="Describe">
/// Describes the result: from the time of FusedOpt's step and that of the contender, in nanoseconds, and their ratio.
/// </param>
internal sealed record Baseline(Func<Contender> Make, Func<double, double, double, string> Describe)
{
    /// <summary>Makes a baseline that gives FusedOpt's step as a multiple of another model's step.</summary>
    public static Baseline Times(string what, Func<Contender> make) =>
        new(make, (_, _, ratio) => FormattableString.Invariant($"{ratio:F2} times {what}"));

    /// <summary>The line below the table.</summary>
    public string Remark(string name, IReadOnlyDictionary<Column, Timing> timings)
    {
        Timing baseline = timings[Column.Baseline];
        return $"{name}: {Describe(timings[Column.FusedOpt].Nanoseconds, baseline.Nanoseconds, 1 / baseline.Ratio)}.";
    }
}
