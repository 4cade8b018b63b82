using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>One loop over all elements of a parameter.</summary>
/// <param name="Arrays">The streams that the sweep is handed: memory of the model, and intermediates.</param>
/// <param name="Streams">
/// The streams that the loop itself goes along: column-rate buffers and blocks besides arrays, but no array that is only measured.
/// </param>
/// <param name="Loads">The values that the loop reads.</param>
/// <param name="Computed">The varying values that the loop computes, in order.</param>
/// <param name="Stores">The values that the loop writes.</param>
/// <param name="Conditions">The uniform truth values that the loop is compiled for, both ways.</param>
/// <param name="Arguments">The other values that are the same for all elements, or for all elements of a row.</param>
/// <param name="RowArguments">The row-rate arguments, with the buffers that hold them.</param>
/// <param name="AxisBuffers">The row-rate and column-rate buffers that the sweep is handed.</param>
/// <param name="Draws">The random numbers that the sweep draws for each element.</param>
/// <param name="Reductions">The reductions that the sweep completes.</param>
/// <param name="Conditional">The streams that some steps leave alone.</param>
/// <param name="IsLastOfGradient">True if no later sweep reads the gradient.</param>
/// <param name="ZeroesGradient">True if the loop itself clears the gradient, in a step that clears gradients.</param>
/// <param name="IsMasked">True if gradients of pruned elements count as 0 in the sweep.</param>
/// <param name="Cached">The cached variant, for parameters whose intermediates were kept; null if none.</param>
internal sealed record SweepIr(
    EquatableArray<StreamUse> Arrays,
    EquatableArray<StreamUse> Streams,
    EquatableArray<Place> Loads,
    EquatableArray<int> Computed,
    EquatableArray<Place> Stores,
    EquatableArray<int> Conditions,
    EquatableArray<int> Arguments,
    EquatableArray<AxisPlace> RowArguments,
    EquatableArray<AxisUse> AxisBuffers,
    EquatableArray<Draw> Draws,
    EquatableArray<ReductionIr> Reductions,
    EquatableArray<ConditionalStream> Conditional,
    bool IsLastOfGradient,
    bool ZeroesGradient,
    bool IsMasked,
    SweepIr? Cached)
{
    /// <summary>True if the sweep only reduces elements, as memory holds them, to one value for each reduction.</summary>
    public bool OnlyMeasures => Stores.Count == 0 && Reductions.All(r => r.Rate == Rate.Tensor);

    /// <summary>True if the sweep goes row by row.</summary>
    public bool IsByRow => AxisBuffers.Count > 0;
}

/// <summary>A stream that is handed to a sweep.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="IsWritten">True if the sweep writes the stream.</param>
internal sealed record StreamUse(StreamId Stream, bool IsWritten);

/// <summary>An axis buffer that is handed to a sweep.</summary>
/// <param name="Buffer">The number of the buffer.</param>
/// <param name="IsWritten">True if the sweep writes the buffer.</param>
internal sealed record AxisUse(int Buffer, bool IsWritten);

/// <summary>A reduction that a sweep completes.</summary>
/// <param name="Value">The position of the result.</param>
/// <param name="Op">The reduction.</param>
/// <param name="Rate">Tensor for one result, Row or Column for one result each.</param>
/// <param name="Operand">The value that is reduced.</param>
/// <param name="Before">The stream that holds the elements before a block is computed; null if the block computes them.</param>
/// <param name="After">The stream that holds the elements after a block is computed; null if <paramref name="Before"/> does.</param>
/// <param name="Buffer">The axis buffer of the results; null for one result.</param>
internal sealed record ReductionIr(int Value, Op Op, Rate Rate, int Operand, StreamId? Before, StreamId? After, int? Buffer);

/// <summary>A stream that a sweep reads and writes in some steps only.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="TouchedIf">The answers to conditions, any of which makes the sweep read and write the stream.</param>
internal sealed record ConditionalStream(StreamId Stream, EquatableArray<Answer> TouchedIf);

/// <summary>An answer to a condition of a sweep.</summary>
/// <param name="Condition">The position of the condition.</param>
/// <param name="Holds">True if the condition holds.</param>
internal readonly record struct Answer(int Condition, bool Holds);
