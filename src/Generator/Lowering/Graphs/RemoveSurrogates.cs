using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Lowering;

/// <summary>Puts each function with a derivative of the user's own in the place of its surrogate, for a pass without gradients.</summary>
/// <remarks>
/// A region drops the slopes in it by itself. Slopes that would fill a region of their own are dropped here, so that a pass without
/// gradients costs what it costs without the derivative.
/// </remarks>
internal static class RemoveSurrogates
{
    /// <summary>Returns the graph with its nodes at the same positions.</summary>
    public static Graph Run(Graph graph)
    {
        var nodes = new List<GraphNode>();
        int[] map = [.. Enumerable.Range(0, graph.Nodes.Count)];
        for (int i = 0; i < map.Length; i++)
        {
            GraphNode node = graph.Nodes[i] with { Operands = graph.Nodes[i].Operands.Select(o => map[o]) };
            nodes.Add(node);
            if (node.Function != Op.Surrogate)
                continue;

            // A value that is the same for all elements has no place in memory of its own.
            GraphNode value = nodes[node.Operands[0]];
            if (value.Op == GraphOp.Constant || value.Shape != node.Shape || value.IsBatched != node.IsBatched)
                continue;
            map[i] = node.Operands[0];
            nodes[map[i]] = value with { Name = value.Name ?? node.Name };
        }

        return graph with { Nodes = nodes.ToEquatableArray(), Result = map[graph.Result] };
    }
}
