using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Lowering;

/// <summary>
/// Turns the nodes of a graph into operations: maps and reductions of one shape join into regions, and each other node is an operation.
/// </summary>
/// <remarks>
/// A node joins the first region behind its operands that has its shape. The operations stay in an order in which each reads only results
/// of operations before it, since a region that a node joins stands behind every operand of the node.
/// </remarks>
internal sealed class GraphForward
{
    private readonly Graph _graph;
    private readonly GraphOperations _operations;
    private readonly PartList[] _before;
    private readonly PartList[] _parts;
    private readonly int[] _placeOf;
    private readonly int[] _tensorOf;
    private readonly bool[] _isRead;
    private readonly bool _isLearning;

    private GraphForward(Graph graph, GraphOperations operations, bool isLearning)
    {
        (_graph, _operations, _isLearning) = (graph, operations, isLearning);
        _placeOf = [.. Enumerable.Repeat(-1, graph.Nodes.Count)];
        _tensorOf = [.. Enumerable.Repeat(-1, graph.Nodes.Count)];
        _isRead = new bool[graph.Nodes.Count];
        _before = [.. Enumerable.Range(0, graph.Loops.Count + 1).Select(_ => new PartList())];
        _parts = [.. Enumerable.Range(0, graph.Loops.Count + 1).Select(_ => new PartList())];
    }

    /// <summary>Appends the operations of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="operations">Receives the operations.</param>
    /// <param name="isLearning">True if elements are dropped.</param>
    /// <returns>The number of the tensor of each node; -1 for nodes that no memory holds.</returns>
    public static int[] Run(Graph graph, GraphOperations operations, bool isLearning) =>
        new GraphForward(graph, operations, isLearning).Run();

    private int[] Run()
    {
        bool[] live = _graph.FindLive();
        for (int node = 0; node < _graph.Nodes.Count; node++)
        {
            if (live[node])
                Place(node);
        }

        foreach (PartList parts in _before.Concat(_parts))
            parts.RemoveAll(p => p is RegionDraft { HasOnlyConditions: true });
        FindReads();
        for (int node = 0; node < _graph.Nodes.Count; node++)
        {
            if (live[node])
                AddTensor(node);
        }

        _operations.Forward.AddRange(_before[0].SelectMany(ToOperations));
        for (int loop = 1; loop < _before.Length; loop++)
        {
            if (_before[loop].Count > 0)
                _operations.Forward.Add(ToLoop(loop, _before[loop], EquatableArray<(int, int)>.Empty));
        }

        _operations.Forward.AddRange(_parts[0].SelectMany(ToOperations));
        return _tensorOf;
    }

    private void Place(int node)
    {
        GraphNode value = _graph.Nodes[node];
        if (value.Op is GraphOp.Input or GraphOp.Indices or GraphOp.Parameter or GraphOp.Constant)
            return;
        // Values that do not differ by example come before all others, so that they part no region.
        PartList parts = (value.IsBatched ? _parts : _before)[value.Op == GraphOp.Carried ? 0 : value.Loop];
        if (value.Op == GraphOp.LoopResult && !parts.OfType<LoopPart>().Any(p => p.Loop == _graph.Nodes[value.Operands[0]].Loop))
            parts.Add(new LoopPart(_graph.Nodes[value.Operands[0]].Loop));
        int earliest = value.Operands.Select(o => (Operand: _graph.Nodes[o], Place: _placeOf[o]))
            .Where(o => o.Operand.IsBatched == value.IsBatched && o.Operand.Loop == value.Loop && o.Operand.Op != GraphOp.Carried)
            .Select(o => o.Place).Append(-1).Max();
        if (value.Op is not (GraphOp.Map or GraphOp.Reduce))
        {
            parts.Add(node);
            _placeOf[node] = parts.Count - 1;
            return;
        }

        for (int place = Math.Max(earliest, 0); place < parts.Count; place++)
        {
            if (parts[place] is RegionDraft draft && draft.Fits(node))
            {
                draft.Add(node);
                _placeOf[node] = place;
                return;
            }
        }

        ValueShape shape = value.Op == GraphOp.Reduce ? _graph.Nodes[value.Operands[0]].Shape : value.Shape;
        var region = new RegionDraft(_graph, shape, value.IsBatched, value.Checkpoint);
        if (!region.Fits(node))
            throw new InvalidOperationException(FormattableString.Invariant($"%{node} of {_graph.Name} fits into no region"));
        region.Add(node);
        parts.Add(region);
        _placeOf[node] = parts.Count - 1;
    }

    private void FindReads()
    {
        _isRead[_graph.Result] = true;
        foreach (object part in _before.Concat(_parts).SelectMany(p => p))
        {
            IEnumerable<int> reads = part is RegionDraft draft ? draft.Inputs : part is int node ? _graph.Nodes[node].Operands : [];
            foreach (int read in reads)
                _isRead[read] = true;
        }
    }

    private void AddTensor(int node)
    {
        GraphNode value = _graph.Nodes[node];
        if (!_isRead[node] || value.Op == GraphOp.Constant)
            return;
        TensorKind kind = value.Op switch
        {
            GraphOp.Input => TensorKind.Input,
            GraphOp.Indices => TensorKind.Indices,
            GraphOp.Parameter => TensorKind.Parameter,
            GraphOp.Reshape => TensorKind.View,
            GraphOp.Dropout when !_isLearning => TensorKind.View,
            _ => TensorKind.Scratch,
        };
        int index = kind == TensorKind.View ? _tensorOf[value.Operands[0]] : kind == TensorKind.Scratch ? 0 : (int)value.Payload;
        _operations.Loop = value.Loop;
        _tensorOf[node] = _operations.Add(
            kind, index, Title(value), value.Shape, value.IsBatched, value.Op == GraphOp.Carried ? value.Loop : 0);
        _operations.Loop = 0;
    }

    // A view without a name is called what its elements are called.
    private string Title(GraphNode value) =>
        value is { Op: GraphOp.Reshape or GraphOp.Dropout, Name: null } ? Title(_graph.Nodes[value.Operands[0]]) : value.Title;

    private IEnumerable<TensorOperation> ToOperations(object part) => part switch
    {
        RegionDraft draft => [ToOperation(draft) with { Checkpoint = draft.Checkpoint }],
        LoopPart { Loop: var loop } => [ToLoop(loop, _parts[loop], Carries(loop))],

        // The variables of a loop are kept, from which each pass of it is computed again.
        int node when _graph.Nodes[node].Op is GraphOp.Carried or GraphOp.LoopResult => ToOperations(node),
        int node => ToOperations(node).Select(o => o with { Checkpoint = _graph.Nodes[node].Checkpoint }),
        _ => throw new InvalidOperationException(part.ToString()),
    };

    // Each pass ends with copies to the memory of the next.
    private LoopOperation ToLoop(int loop, PartList parts, EquatableArray<(int Carried, int Final)> carries) => new(
        loop,
        IsReversed: false,
        [.. parts.SelectMany(ToOperations), .. carries.Select(c => new CopyOperation(c.Final, c.Carried, LoopStep.Next))],
        carries);

    private EquatableArray<(int Carried, int Final)> Carries(int loop) => _graph.Nodes
        .Where((n, i) => n.Op == GraphOp.LoopResult && _tensorOf[n.Operands[0]] >= 0 && _graph.Nodes[n.Operands[0]].Loop == loop)
        .Select(n => (_tensorOf[n.Operands[0]], _tensorOf[n.Operands[1]]))
        .ToEquatableArray();

    private RegionOperation ToOperation(RegionDraft draft)
    {
        int[] outputs = [.. Enumerable.Range(0, _graph.Nodes.Count).Where(n => _isRead[n] && draft.Computes(n))];
        Program region = Pipeline.CleanRegion(draft.ToProgram(outputs));
        return new(
            region,
            draft.Inputs.Select(i => _tensorOf[i]).ToEquatableArray(),
            outputs.Select(o => _tensorOf[o]).ToEquatableArray(),
            draft.Shape,
            draft.IsBatched);
    }

    private TensorOperation[] ToOperations(int node)
    {
        GraphNode value = _graph.Nodes[node];
        int y = _tensorOf[node];
        int Operand(int index) => _tensorOf[value.Operands[index]];
        double Number(int index) => BitConverter.Int64BitsToDouble(_graph.Nodes[value.Operands[index]].Payload);
        int Columns(int index) => _graph.Nodes[value.Operands[index]].Shape.Columns;
        return value.Op switch
        {
            GraphOp.Linear => [new LinearOperation(Operand(0), Operand(1), value.Operands.Count > 2 ? Operand(2) : null, y)],
            GraphOp.MatMul => [new MatMulOperation(Operand(0), Operand(1), y, value.Form!, Clears: false)],
            GraphOp.Transpose => [new TransposeOperation(Operand(0), y)],
            GraphOp.Embedding => [new EmbeddingOperation(Operand(0), Operand(1), y)],
            GraphOp.Pick => [new PickOperation(Operand(0), Operand(1), y)],
            GraphOp.Repeat => [new RepeatOperation(Operand(0), y)],
            GraphOp.SumRows => [new SumRowsOperation(Operand(0), y)],
            GraphOp.Reshape => [new ReshapeOperation(Operand(0), y)],
            GraphOp.Dropout when !_isLearning => [new ReshapeOperation(Operand(0), y)],
            GraphOp.Dropout => [new DropoutOperation(Operand(0), y, (int)value.Payload, Number(1))],
            GraphOp.Spread when _graph.Nodes[value.Operands[0]].Op == GraphOp.Constant =>
                [new FillOperation(y, Number(0))],
            GraphOp.Spread => [new SpreadOperation(Operand(0), y)],
            GraphOp.Copy => [new CopyOperation(Operand(0), y)],
            GraphOp.Carried => [new CopyOperation(Operand(0), y, LoopStep.First)],
            GraphOp.LoopResult when y < 0 => [],
            GraphOp.LoopResult => [new CopyOperation(Operand(0), y, LoopStep.Last)],
            GraphOp.Slice => [new CopyColumnsOperation(Operand(0), (int)value.Payload, y, 0, value.Shape.Columns, Clears: false)],
            GraphOp.Concat =>
            [
                new CopyColumnsOperation(Operand(0), 0, y, 0, Columns(0), Clears: false),
                new CopyColumnsOperation(Operand(1), 0, y, Columns(0), Columns(1), Clears: false),
            ],
            _ => throw new InvalidOperationException(value.Op.ToString()),
        };
    }

    /// <summary>Regions, nodes and loops, in order.</summary>
    private sealed class PartList : List<object>;

    /// <summary>The place of a loop among the operations around it.</summary>
    private sealed record LoopPart(int Loop);
}
