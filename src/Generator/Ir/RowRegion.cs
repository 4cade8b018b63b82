using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>A region as the work on one row: no value depends on two rows any more.</summary>
/// <param name="Program">The values. No reduction is left but those of a row.</param>
/// <param name="Outputs">The outputs, in the order of the region.</param>
internal sealed record RowRegion(Program Program, EquatableArray<RowOutput> Outputs);

/// <summary>An output of a region, as the terms that each row writes or adds.</summary>
/// <param name="Name">The name, in camelCase.</param>
/// <param name="Rate">
/// The rate: a varying output and a row-rate output are written; the row is added to an output of column or tensor rate.
/// </param>
/// <param name="Terms">
/// The terms: one for a varying or row-rate output, at most one for a column-rate output, and any number for an output of tensor rate.
/// </param>
internal sealed record RowOutput(string Name, Rate Rate, EquatableArray<RowTerm> Terms);

/// <summary>A term of an output.</summary>
/// <param name="Kind">The place of the term.</param>
/// <param name="Value">The position of the value.</param>
internal readonly record struct RowTerm(RowTermKind Kind, int Value);

/// <summary>The kinds of terms.</summary>
internal enum RowTermKind : byte
{
    /// <summary>The value of each element of a row.</summary>
    Element,

    /// <summary>The sum of the values of all elements of a row, in double.</summary>
    Sum,

    /// <summary>The one value of a row.</summary>
    Row,

    /// <summary>A value that depends on no row, and counts once for the matrix.</summary>
    Once,
}
