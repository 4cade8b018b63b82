using System;
using System.Linq;
using FusedOpt.Benchmarks.Cases;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;

namespace FusedOpt.Benchmarks.Report;

/// <summary>A column behind FusedOpt's.</summary>
/// <param name="Text">The text above the column.</param>
/// <param name="Value">Returns the value in the column; null if none.</param>
/// <param name="IsOfFusedOpt">True if the value is FusedOpt's own; false if it is a contender's time as a multiple of FusedOpt's.</param>
internal sealed record Heading(string Text, Func<Result, double?> Value, bool IsOfFusedOpt = false)
{
    /// <summary>Makes the column of a contender's time as a multiple of FusedOpt's.</summary>
    public static Heading Of((Column Column, string Text, string Key) rival) =>
        new(rival.Text, result => result.Timings.TryGetValue(rival.Column, out Timing timing) ? timing.Ratio : null);
}

/// <summary>The columns of the tables: their order, their headings, and their names as data.</summary>
internal static class Headings
{
    /// <summary>The rivals, from left to right.</summary>
    public static (Column Column, string Text, string Key)[] Rivals { get; } =
    [
        (Column.Threads, "threads", "threads"),
        (Column.FastMath, "fast math", "fastMath"),
        (Column.BFloat16, "bfloat16", "bfloat16"),
        (Column.Block8, "8 bits", "block8"),
        (Column.Limit, "limit", "limit"),
        (Column.BFloat16Limit, "bfloat16's", "bfloat16Limit"),
        (Column.Block8Limit, "8 bits'", "block8Limit"),
        (Column.Block8C, "8 bits in C", "block8C"),
        (Column.Block8CInPlace, "in place", "block8CInPlace"),
        (Column.ExactC, "exact C", "exactC"),
        (Column.ExactCInPlace, "in place", "exactCInPlace"),
        (Column.FastC, "fast C", "fastC"),
        (Column.Scalar, "scalar", "scalar"),
        (Column.Primitives, "TensorPr.", "tensorPrimitives"),
        (Column.Passes, "passes", "passes"),
    ];

    /// <summary>The columns for rules alone.</summary>
    public static Heading[] OfRules { get; } =
    [
        .. Rivals
            .Where(rival => rival.Column is not (
                Column.Passes or Column.BFloat16Limit or Column.Block8Limit or Column.Block8C or Column.Block8CInPlace))
            .Select(Heading.Of),
    ];

    /// <summary>The columns for what is around a rule; how many times as long as the plain step FusedOpt takes is one of them.</summary>
    public static Heading[] OfAround { get; } =
    [
        new("bytes", result => result.Bytes, IsOfFusedOpt: true),
        new("x plain", result => 1 / result.Timings[Column.Baseline].Ratio, IsOfFusedOpt: true),
        .. Rivals.Where(rival => rival.Column is Column.Limit or Column.Passes).Select(Heading.Of),
    ];
}
