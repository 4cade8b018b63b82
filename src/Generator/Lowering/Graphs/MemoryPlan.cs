using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Lowering;

/// <summary>The places of the scratch tensors of one example in one piece of memory.</summary>
/// <remarks>
/// Every tensor has as many elements as examples times a constant, so the plan is the same for any number of examples: a place counts
/// elements of one example. Tensors whose lifetimes do not meet share places; larger tensors choose first.
/// </remarks>
/// <param name="Places">The place of each tensor; -1 for tensors that are not planned.</param>
/// <param name="Length">The number of elements of one example.</param>
internal sealed record MemoryPlan(EquatableArray<int> Places, int Length)
{
    /// <summary>The number of elements in a line of the cache.</summary>
    public const int Line = 16;

    /// <summary>Returns the plan.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="operations">The operations, in order.</param>
    /// <param name="planned">The tensors that have a place in the memory.</param>
    /// <param name="unit">The number of elements to whose multiple sizes are rounded up.</param>
    /// <param name="last">The tensors that are needed after the last operation.</param>
    public static MemoryPlan Create(
        IReadOnlyList<Tensor> tensors, IReadOnlyList<TensorOperation> operations, int[] planned, int unit, params int[] last)
    {
        int[] roots = [.. Enumerable.Range(0, tensors.Count).Select(t => FindRoot(tensors, t))];
        int[] begins = [.. Enumerable.Repeat(int.MaxValue, tensors.Count)], ends = [.. Enumerable.Repeat(-1, tensors.Count)];
        int time = 0;
        foreach (TensorOperation operation in operations)
        {
            if (operation is not LoopOperation loop)
            {
                Use(operation, time, time++);
                continue;
            }

            // Memory of a pass lives within the pass; all other memory that a pass needs lives through the whole loop.
            int first = time, end = time + loop.Body.Count - 1;
            foreach (TensorOperation inner in loop.Body)
                Use(inner, first, time++, loop.Loop, end);
        }

        void Use(TensorOperation operation, int first, int now, int loop = -1, int end = 0)
        {
            foreach (int root in operation.Reads.Concat(operation.Writes).Select(t => roots[t]))
            {
                bool isOfPass = loop < 0 || tensors[root].Loop == loop;
                begins[root] = System.Math.Min(begins[root], isOfPass ? now : first);
                ends[root] = System.Math.Max(ends[root], isOfPass ? now : end);
            }
        }

        foreach (int tensor in last)
            ends[roots[tensor]] = time;

        int Size(int tensor) => ((int)tensors[tensor].Shape.Count + unit - 1) / unit * unit;
        int[] places = [.. Enumerable.Repeat(-1, tensors.Count)];
        var placed = new List<int>();
        int length = 0;
        IEnumerable<int> inOrder = planned
            .Where(t => ends[t] >= 0)
            .OrderByDescending(t => tensors[t].Shape.Count)
            .ThenBy(t => begins[t]);
        foreach (int tensor in inOrder)
        {
            int size = Size(tensor), place = 0;
            foreach (int other in placed.Where(o => begins[o] <= ends[tensor] && begins[tensor] <= ends[o]).OrderBy(o => places[o]))
            {
                if (places[other] >= place + size)
                    break;
                place = System.Math.Max(place, places[other] + Size(other));
            }

            places[tensor] = place;
            placed.Add(tensor);
            length = System.Math.Max(length, place + size);
        }

        for (int t = 0; t < places.Length; t++)
            places[t] = places[roots[t]];
        return new(new EquatableArray<int>(places), length);
    }

    /// <summary>Returns a plan in which no tensors share a place: their values are needed from slice to slice.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="planned">The tensors that have a place in the memory.</param>
    /// <param name="unit">The number of elements to whose multiple sizes are rounded up.</param>
    public static MemoryPlan CreateApart(IReadOnlyList<Tensor> tensors, int[] planned, int unit = Line)
    {
        int[] places = [.. Enumerable.Repeat(-1, tensors.Count)];
        int length = 0;
        foreach (int tensor in planned)
        {
            places[tensor] = length;
            length += ((int)tensors[tensor].Shape.Count + unit - 1) / unit * unit;
        }

        return new(Enumerable.Range(0, tensors.Count).Select(t => places[FindRoot(tensors, t)]).ToEquatableArray(), length);
    }

    /// <summary>Returns the tensor whose memory a tensor has.</summary>
    public static int FindRoot(IReadOnlyList<Tensor> tensors, int tensor)
    {
        while (tensors[tensor].Kind == TensorKind.View)
            tensor = tensors[tensor].Index;
        return tensor;
    }
}
