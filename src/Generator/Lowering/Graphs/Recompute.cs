using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Generator.Lowering;

/// <summary>
/// Takes the operations of calls that are marked [Checkpoint] again in the backward pass, before the gradient of the call. The values of
/// the call do not live from the forward pass to the backward pass, and the memory plan gives their places to others.
/// </summary>
/// <remarks>Everything is deterministic, dropout too, so that the values have the bits of the forward pass.</remarks>
internal static class Recompute
{
    /// <summary>Rewrites the backward operations.</summary>
    public static void Run(GraphOperations operations) => Run(operations, operations.Forward, operations.Backward);

    private static void Run(GraphOperations operations, IReadOnlyList<TensorOperation> forward, List<TensorOperation> backward)
    {
        foreach (LoopOperation loop in forward.OfType<LoopOperation>())
        {
            foreach (LoopOperation gradient in backward.OfType<LoopOperation>().Where(b => b.Loop == loop.Loop))
            {
                operations.Loop = loop.Loop;
                Run(operations, loop.Body, (List<TensorOperation>)gradient.Body);
                operations.Loop = 0;
            }
        }

        foreach (int call in backward.Select(o => o.Checkpoint).Where(c => c != 0).Distinct().ToArray())
            Repeat(operations, [.. forward.Where(o => o.Checkpoint == call)], backward, call);
    }

    private static void Repeat(GraphOperations operations, TensorOperation[] forward, List<TensorOperation> backward, int call)
    {
        bool IsOfExamples(TensorOperation operation) => operation.Writes.All(w => operations.Tensors[w].IsBatched);
        HashSet<int> computed = [.. forward.Where(IsOfExamples).SelectMany(o => o.Writes)];
        HashSet<int> needed = [.. backward.Where(o => o.Checkpoint == call).SelectMany(o => o.Reads).Where(computed.Contains)];
        var again = new List<TensorOperation>();
        foreach (TensorOperation operation in forward.Reverse().Where(o => IsOfExamples(o) && o.Writes.Any(needed.Contains)))
        {
            needed.UnionWith(operation.Reads.Where(computed.Contains));
            again.Add(operation);
        }

        again.Reverse();
        var copies = new Dictionary<int, int>();
        int Copy(int tensor)
        {
            if (!needed.Contains(tensor) && !again.Any(o => o.Writes.Contains(tensor)))
                return tensor;
            if (copies.TryGetValue(tensor, out int known))
                return known;
            Tensor of = operations.Tensors[tensor];
            int copy = of.Kind == TensorKind.View
                ? operations.AddView(Copy(of.Index), of.Name, of.Shape)
                : operations.AddLike(tensor, of.Name + "Again");
            copies.Add(tensor, copy);
            return copy;
        }

        int first = backward.FindIndex(o => o.Checkpoint == call);
        for (int i = first; backward.Count - i > 0; i++)
        {
            if (backward[i].Checkpoint == call)
                backward[i] = backward[i].Renamed(Copy);
        }

        backward.InsertRange(first, again.Select(o => o.Renamed(Copy)));
    }
}
