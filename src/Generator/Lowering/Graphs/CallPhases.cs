using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Lowering;

/// <summary>Parts operations into those before the first slice of examples, those of every slice, and those after the last.</summary>
/// <remarks>A loop is parted as well: the passes without examples are taken before or after all slices.</remarks>
internal sealed class CallPhases
{
    private readonly IReadOnlyList<Tensor> _tensors;
    private readonly HashSet<int> _late;

    private CallPhases(IReadOnlyList<Tensor> tensors)
    {
        _tensors = tensors;
        _late = [.. Enumerable.Range(0, tensors.Count).Where(t => tensors[t].Kind is TensorKind.Accumulator or TensorKind.Share)];
    }

    /// <summary>Returns the three parts, with regions that are ready to be printed.</summary>
    public static (List<TensorOperation> Before, List<TensorOperation> Slice, List<TensorOperation> After) Split(
        IReadOnlyList<Tensor> tensors, IEnumerable<TensorOperation> operations) => new CallPhases(tensors).Split(operations);

    private (List<TensorOperation> Before, List<TensorOperation> Slice, List<TensorOperation> After) Split(
        IEnumerable<TensorOperation> operations)
    {
        List<TensorOperation> before = [], slice = [], after = [];
        foreach (TensorOperation operation in operations.Select(s => s is RegionOperation region ? Regions.Finish(region) : s))
        {
            if (operation is LoopOperation loop)
            {
                (List<TensorOperation> first, List<TensorOperation> each, List<TensorOperation> last) = Split(loop.Body);
                Add(before, loop with { Body = first, Carries = EquatableArray<(int, int)>.Empty });
                Add(slice, loop with { Body = each });
                Add(after, loop with { Body = last, Carries = EquatableArray<(int, int)>.Empty });
                continue;
            }

            bool isOfExamples = operation.Reads.Concat(operation.Writes).Any(t => _tensors[t].IsBatched);
            bool isLate = operation.Reads.Any(_late.Contains);
            (isOfExamples ? slice : isLate ? after : before).Add(operation);
            if (isLate && !isOfExamples)
                _late.UnionWith(operation.Writes);
        }

        return (before, slice, after);
    }

    private static void Add(List<TensorOperation> operations, LoopOperation loop)
    {
        if (loop.Body.Count > 0)
            operations.Add(loop);
    }
}
