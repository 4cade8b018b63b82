using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Generator.Lowering;

/// <content>Gradients of some columns of a value.</content>
internal sealed partial class GraphGradient
{
    // Columns of a gradient. Parts that do not overlap are written into one tensor, which is cleared only if columns are left over.
    private void AppendColumns(int of, int first, int count, Func<int, bool, TensorOperation> makeOperation)
    {
        if (!_partial.TryGetValue(of, out List<PartialGradient>? all))
            _partial.Add(of, all = []);
        if (all.FirstOrDefault(p => p.HasRoom(first, count)) is { } partial)
        {
            _list.Add(makeOperation(partial.Gradient, false));
        }
        else
        {
            int gradient = _operations.AddLike(of, GradientName(of));
            _dense[of].Add(gradient);
            all.Add(partial = new(gradient, _list, _list.Count, () => makeOperation(gradient, false)));
            _list.Add(makeOperation(gradient, true));
        }

        partial.Columns.Add((first, count));
    }

    // All uses of a value have been visited, so that it is known which columns its gradient has.
    private void CloseColumns(int of)
    {
        if (!_partial.TryGetValue(of, out List<PartialGradient>? all))
            return;
        foreach (PartialGradient partial in all.Where(p => p.Count == _operations.Tensors[of].Shape.Columns))
            partial.List[partial.Place] = partial.MakeFull() with { Checkpoint = partial.List[partial.Place].Checkpoint };
        _partial.Remove(of);
    }

    /// <summary>A tensor with some columns of a gradient.</summary>
    /// <param name="Gradient">The tensor.</param>
    /// <param name="List">The list with the operation that writes the first columns, and clears all others.</param>
    /// <param name="Place">The place of that operation.</param>
    /// <param name="MakeFull">Returns that operation for a tensor without other columns.</param>
    private sealed record PartialGradient(int Gradient, List<TensorOperation> List, int Place, Func<TensorOperation> MakeFull)
    {
        /// <summary>The first column and the number of columns of each part.</summary>
        public List<(int First, int Count)> Columns { get; } = [];

        /// <summary>The number of all columns of the parts.</summary>
        public int Count => Columns.Sum(c => c.Count);

        /// <summary>Returns true if columns overlap no part.</summary>
        public bool HasRoom(int first, int count) => Columns.All(c => first >= c.First + c.Count || first + count <= c.First);
    }
}
