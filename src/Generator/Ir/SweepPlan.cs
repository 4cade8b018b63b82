using System;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>The sweeps over a parameter in which a program is computed, and the time at which each value is computed.</summary>
/// <param name="Times">The first time at which each value can be computed, for values that do not differ by element.</param>
/// <param name="Sweeps">The sweeps, in order; at least one.</param>
internal sealed record SweepPlan(EquatableArray<Time> Times, EquatableArray<Sweep> Sweeps);

/// <summary>A moment of a step.</summary>
/// <param name="Level">The number of sweeps that are over.</param>
/// <param name="Phase">The number of reductions of row-rate or column-rate values that are over since the last sweep.</param>
internal readonly record struct Time(int Level, int Phase) : IComparable<Time>
{
    /// <summary>Returns the time at which a sweep is under way, after everything that can be computed before the sweep.</summary>
    public static Time During(int sweep) => new(sweep, int.MaxValue);

    public int CompareTo(Time other) => Level != other.Level ? Level.CompareTo(other.Level) : Phase.CompareTo(other.Phase);

    public static bool operator <(Time left, Time right) => left.CompareTo(right) < 0;

    public static bool operator >(Time left, Time right) => left.CompareTo(right) > 0;

    public static bool operator <=(Time left, Time right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Time left, Time right) => left.CompareTo(right) >= 0;
}

/// <summary>One pass over all elements of a parameter.</summary>
/// <param name="Values">The varying values that the sweep computes or loads.</param>
/// <param name="Loads">The values among them that memory holds: inputs, and values that an earlier sweep has stored.</param>
/// <param name="Stores">The values that the sweep writes.</param>
/// <param name="Rows">The row-rate values that the sweep uses.</param>
/// <param name="Columns">The column-rate values that the sweep uses.</param>
/// <param name="Reductions">The reductions that the sweep completes.</param>
/// <param name="Cached">
/// The cached variant, which loads values that earlier sweeps have measured and kept; null if such a variant is no gain.
/// </param>
internal sealed record Sweep(
    EquatableArray<int> Values,
    EquatableArray<Place> Loads,
    EquatableArray<Place> Stores,
    EquatableArray<int> Rows,
    EquatableArray<int> Columns,
    EquatableArray<int> Reductions,
    Sweep? Cached = null);

/// <summary>A value and the memory that holds it.</summary>
/// <param name="Stream">The memory.</param>
/// <param name="Value">The position of the value.</param>
internal sealed record Place(StreamId Stream, int Value);
