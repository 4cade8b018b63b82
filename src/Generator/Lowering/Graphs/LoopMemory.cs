using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Lowering;

/// <summary>The memory that every pass of a loop has for itself.</summary>
/// <param name="Places">The place of each tensor of examples that the backward pass reads; -1 for all others. One example counts.</param>
/// <param name="Length">
/// The number of elements of one example. There is one pass more than submodels, for the variables behind the loop.
/// </param>
/// <param name="CallPlaces">The place of each tensor without examples; -1 for all others.</param>
/// <param name="CallLength">The number of elements of the tensors without examples.</param>
/// <param name="Totals">The place of each sum over all examples that is one number; -1 for all others.</param>
/// <param name="TotalsLength">The number of these sums.</param>
internal sealed record LoopMemory(
    EquatableArray<int> Places, int Length, EquatableArray<int> CallPlaces, int CallLength, EquatableArray<int> Totals, int TotalsLength)
{
    /// <summary>The number of submodels for which the size of slices is chosen.</summary>
    public const int UsualPasses = 4;

    /// <summary>Returns the memory of a loop.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="operations">The operations of a slice.</param>
    /// <param name="loop">The number of the loop.</param>
    /// <param name="unit">The number of elements to whose multiple the sizes of one example are rounded up.</param>
    public static LoopMemory Create(IReadOnlyList<Tensor> tensors, IReadOnlyList<TensorOperation> operations, int loop, int unit)
    {
        HashSet<int> read =
        [
            .. operations.OfType<LoopOperation>().Where(o => o.Loop == loop && o.IsReversed).SelectMany(o => o.Reads)
                .Select(t => MemoryPlan.FindRoot(tensors, t)),
        ];
        HashSet<int> written =
        [
            .. operations.OfType<LoopOperation>().Where(o => o.Loop == loop && !o.IsReversed).SelectMany(o => o.Writes)
                .Select(t => MemoryPlan.FindRoot(tensors, t)),
        ];
        (EquatableArray<int> places, int length) = Place(
            tensors, (t, i) => t is { Kind: TensorKind.Scratch, IsBatched: true } && read.Contains(i) && written.Contains(i), unit);
        (EquatableArray<int> call, int callLength) = Place(
            tensors,
            (t, _) => t.Loop == loop
                && (t is { Kind: TensorKind.Scratch, IsBatched: false } or { Kind: TensorKind.Accumulator, Shape.IsScalar: false }),
            MemoryPlan.Line);
        (EquatableArray<int> totals, int count) = Place(
            tensors,
            (t, _) => t.Loop == loop && t is { Kind: TensorKind.Accumulator or TensorKind.ParameterGradient, Shape.IsScalar: true },
            unit: 1);
        return new(places, length, call, callLength, totals, count);
    }

    private static MemoryPlan Place(IReadOnlyList<Tensor> tensors, System.Func<Tensor, int, bool> predicate, int unit) =>
        MemoryPlan.CreateApart(tensors, [.. Enumerable.Range(0, tensors.Count).Where(t => predicate(tensors[t], t))], unit);
}
