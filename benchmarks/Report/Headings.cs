using FusedOpt.Benchmarks.Contenders;

namespace FusedOpt.Benchmarks.Report;

/// <summary>The columns of the table: their order, their headings, and their names as data.</summary>
internal static class Headings
{
    /// <summary>The rivals, from left to right.</summary>
    public static (Column Column, string Heading, string Key)[] Rivals { get; } =
    [
        (Column.Threads, "threads", "threads"),
        (Column.FastMath, "fast math", "fastMath"),
        (Column.Limit, "limit", "limit"),
        (Column.ExactC, "exact C", "exactC"),
        (Column.ExactCInPlace, "in place", "exactCInPlace"),
        (Column.FastC, "fast C", "fastC"),
        (Column.Scalar, "scalar", "scalar"),
        (Column.Primitives, "TensorPr.", "tensorPrimitives"),
    ];
}
