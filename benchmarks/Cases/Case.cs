using System.Collections.Generic;
using FusedOpt.Benchmarks.Contenders;
using FusedOpt.Benchmarks.Measurement;

namespace FusedOpt.Benchmarks.Cases;

/// <summary>A line of the table.</summary>
/// <param name="name">What --filter looks in.</param>
/// <param name="size">Which runs it is part of.</param>
internal abstract class Case(string name, Extent size)
{
    public string Name { get; } = name;

    public Extent Extent { get; } = size;

    /// <summary>Checks the contenders, then times them.</summary>
    public abstract Result Run(int rounds, double milliseconds);
}

/// <summary>How much is run.</summary>
internal enum Extent
{
    /// <summary>In every run.</summary>
    Quick,

    /// <summary>With --full only.</summary>
    Full,
}

/// <summary>What came out of a case.</summary>
/// <param name="Name">The case.</param>
/// <param name="Elements">The number of parameters.</param>
/// <param name="Timings">For each contender.</param>
/// <param name="Allocated">Bytes, by FusedOpt's steps that were timed.</param>
/// <param name="Remark">What the table has no column for.</param>
/// <param name="Refused">Rivals that compute something else, and where.</param>
internal sealed record Result(string Name, long Elements, IReadOnlyDictionary<Column, Timing> Timings, long Allocated, string? Remark, IReadOnlyList<string> Refused);
