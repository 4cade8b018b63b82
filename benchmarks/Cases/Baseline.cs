using System;
using System.Collections.Generic;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>What FusedOpt's step in a case is compared with, in the same rounds.</summary>
/// <param name="Make">Who takes its steps.</param>
/// <param name="Describe">What comes out: from the time of FusedOpt's step and that of this one, in nanoseconds, and their ratio.</param>
internal sealed record Baseline(Func<Contender> Make, Func<double, double, double, string> Describe)
{
    /// <summary>How many times as long as another model's step it takes.</summary>
    public static Baseline Times(string what, Func<Contender> make) =>
        new(make, (_, _, ratio) => FormattableString.Invariant($"{ratio:F2} times {what}"));

    /// <summary>The line below the table.</summary>
    public string Remark(string name, IReadOnlyDictionary<Column, Timing> timings)
    {
        Timing baseline = timings[Column.Baseline];
        return $"{name}: {Describe(timings[Column.FusedOpt].Nanoseconds, baseline.Nanoseconds, 1 / baseline.Ratio)}.";
    }
}
