using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>The kernel of a region as data: the sweeps over one row, which is done for row after row.</summary>
/// <param name="Program">The values of one row.</param>
/// <param name="Outputs">The outputs, in the order of the region.</param>
/// <param name="Levels">For each value, the number of sweeps over the row that must be over before the value can be computed.</param>
/// <param name="Sweeps">The sweeps, by level; a sweep that stores nothing is none at all.</param>
/// <param name="Reductions">The reductions of the row, in the order of the program.</param>
/// <param name="Sums">The memory that holds the elements of each sum that is added to an output of tensor rate.</param>
/// <param name="Intermediates">The positions of the values that are kept in scratch memory for one row.</param>
/// <param name="IsFlat">True if elements do not depend on their row or column: then all elements are one row.</param>
internal sealed record RegionIr(
    Program Program,
    EquatableArray<RowOutput> Outputs,
    EquatableArray<int> Levels,
    EquatableArray<RegionSweep> Sweeps,
    EquatableArray<RegionReduction> Reductions,
    EquatableArray<Place> Sums,
    EquatableArray<int> Intermediates,
    bool IsFlat)
{
    /// <inheritdoc/>
    /// <remarks>A hash of everything would cost more than the lookup saves.</remarks>
    public override int GetHashCode() => (Program.Name, Program.Instructions.Count, Sweeps.Sum(s => s.Computed.Count)).GetHashCode();
}

/// <summary>One loop over the elements of a row.</summary>
/// <param name="Loads">The values that the loop reads.</param>
/// <param name="Computed">The values that the loop computes, in order.</param>
/// <param name="Stores">The values that the loop writes, or adds where an output has column rate.</param>
/// <param name="Arguments">The values that are the same for all elements of the row.</param>
internal sealed record RegionSweep(
    EquatableArray<Place> Loads, EquatableArray<int> Computed, EquatableArray<Place> Stores, EquatableArray<int> Arguments);

/// <summary>A reduction of a row.</summary>
/// <param name="Value">The position of the result.</param>
/// <param name="Operand">The memory that holds the elements.</param>
internal sealed record RegionReduction(int Value, StreamId Operand);
