using System;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>In how many sweeps over a parameter a program is computed, and what each of them does.</summary>
/// <param name="Times">For each value that does not differ by element, when it can be computed.</param>
/// <param name="Sweeps">The sweeps, in order; at least one.</param>
internal sealed record SweepPlan(EquatableArray<Time> Times, EquatableArray<Sweep> Sweeps);

/// <summary>A moment of a step.</summary>
/// <param name="Level">How many sweeps are over.</param>
/// <param name="Phase">How many reductions of what differs by row or column alone are over since.</param>
internal readonly record struct Time(int Level, int Phase) : IComparable<Time>
{
    /// <summary>While a sweep is under way, after all that can be computed before it.</summary>
    public static Time During(int sweep) => new(sweep, int.MaxValue);

    public int CompareTo(Time other) => Level != other.Level ? Level.CompareTo(other.Level) : Phase.CompareTo(other.Phase);

    public static bool operator <(Time left, Time right) => left.CompareTo(right) < 0;

    public static bool operator >(Time left, Time right) => left.CompareTo(right) > 0;

    public static bool operator <=(Time left, Time right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Time left, Time right) => left.CompareTo(right) >= 0;
}

/// <summary>One traversal over all elements of a parameter.</summary>
/// <param name="Values">The values that differ by element and are computed or loaded in it.</param>
/// <param name="Loads">Those of them that memory holds: inputs, and what an earlier sweep has stored in an input's place.</param>
/// <param name="Stores">What it writes.</param>
/// <param name="Rows">The values that differ by row and are used in it.</param>
/// <param name="Columns">The values that differ by column and are used in it.</param>
/// <param name="Reductions">The reductions that it completes.</param>
/// <param name="Cached">The same with less to compute, where earlier sweeps have kept what they measured; null where that is no gain.</param>
internal sealed record Sweep(
    EquatableArray<int> Values, EquatableArray<Place> Loads, EquatableArray<Place> Stores, EquatableArray<int> Rows, EquatableArray<int> Columns, EquatableArray<int> Reductions, Sweep? Cached = null);

/// <summary>A value and the memory that holds it.</summary>
/// <param name="Stream">The memory.</param>
/// <param name="Value">The value's position.</param>
internal sealed record Place(StreamId Stream, int Value);
