using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Lowering;

/// <summary>A method on one example, compiled for batches: what a backend prints.</summary>
/// <param name="Graph">The method.</param>
/// <param name="Tensors">The memory that the operations name by number.</param>
/// <param name="Before">The operations that are taken once, before the first slice: they depend on parameters alone.</param>
/// <param name="Slice">The operations of a slice of examples.</param>
/// <param name="After">The operations that are taken once, after the last slice.</param>
/// <param name="Result">The tensor of the result.</param>
/// <param name="Memory">The places of the tensors of one example.</param>
/// <param name="CallMemory">The places of the tensors that do not differ by example.</param>
/// <param name="Loops">The memory of each pass of each loop.</param>
/// <param name="Examples">The number of examples of a slice.</param>
internal sealed record CompiledGraph(
    Graph Graph,
    IReadOnlyList<Tensor> Tensors,
    IReadOnlyList<TensorOperation> Before,
    IReadOnlyList<TensorOperation> Slice,
    IReadOnlyList<TensorOperation> After,
    int Result,
    MemoryPlan Memory,
    MemoryPlan CallMemory,
    EquatableArray<LoopMemory> Loops,
    int Examples)
{
    // Half of a usual second-level cache. Where the parameters take more, each slice goes through all of them, which pays only if its own
    // values are as many.
    private const int SliceBytes = 256 * 1024;
    private const int FewestRows = 16;
    private const int MostExamples = 512;

    /// <summary>True if the number of examples of a call is rounded up to a whole line of the cache in the places of tensors.</summary>
    public bool RoundsExamples => Examples >= MemoryPlan.Line;

    /// <summary>All operations; those of loops once.</summary>
    public IEnumerable<TensorOperation> Operations => Flatten(Before.Concat(Slice).Concat(After));

    /// <summary>Returns operations with those within loops in the places of the loops.</summary>
    public static IEnumerable<TensorOperation> Flatten(IEnumerable<TensorOperation> operations) =>
        operations.SelectMany(o => o is LoopOperation loop ? Flatten(loop.Body) : [o]);

    /// <summary>Compiles the pass that computes the result of each example.</summary>
    public static CompiledGraph Forward(Graph graph)
    {
        graph = RemoveSurrogates.Run(graph);
        var operations = new GraphOperations();
        int[] tensors = GraphForward.Run(graph, operations, isLearning: false);
        int result = tensors[graph.Result];
        if (graph.Nodes[graph.Result].Op is not (GraphOp.Input or GraphOp.Parameter or GraphOp.Reshape or GraphOp.Dropout))
            operations.MakeOutput(result);
        return Create(graph, operations, result);
    }

    /// <summary>Compiles the pass that computes the mean of the results.</summary>
    public static CompiledGraph Mean(Graph graph)
    {
        graph = RemoveSurrogates.Run(graph);
        var operations = new GraphOperations();
        int[] tensors = GraphForward.Run(graph, operations, isLearning: false);
        return Create(graph, operations, tensors[graph.Result]);
    }

    /// <summary>Compiles the pass that computes the loss and the gradients of all parameters that learn.</summary>
    public static CompiledGraph Backward(Graph graph)
    {
        var operations = new GraphOperations();
        int[] tensors = GraphForward.Run(graph, operations, isLearning: true);
        int result = tensors[graph.Result];
        GraphGradient.Run(operations, result, parameter => graph.Parameters[parameter].Learns, graph.Element);
        return Create(graph, operations, result);
    }

    private static CompiledGraph Create(Graph graph, GraphOperations operations, int result)
    {
        IReadOnlyList<Tensor> tensors = operations.Tensors;
        (List<TensorOperation> before, List<TensorOperation> slice, List<TensorOperation> after) =
            CallPhases.Split(tensors, operations.Forward.Concat(operations.Backward));
        MemoryPlan callMemory = MemoryPlan.CreateApart(
            tensors,
            Numbers(
                tensors,
                (t, _) => t.Loop == 0
                    && (t is { Kind: TensorKind.Scratch, IsBatched: false } or { Kind: TensorKind.Accumulator, Shape.IsScalar: false })));
        (MemoryPlan memory, LoopMemory[] loops) = Plan(graph, tensors, slice, result, unit: 1);
        int examples = CountExamples(graph, tensors, memory, loops);
        if (examples < MemoryPlan.Line)
            (memory, loops) = Plan(graph, tensors, slice, result, MemoryPlan.Line);
        return new(graph, tensors, before, slice, after, result, memory, callMemory, loops.ToEquatableArray(), examples);
    }

    // Every tensor begins at a line of the cache: by the number of examples, or, where they are few, by its own size.
    private static (MemoryPlan Memory, LoopMemory[] Loops) Plan(
        Graph graph, IReadOnlyList<Tensor> tensors, List<TensorOperation> slice, int result, int unit)
    {
        LoopMemory[] loops = [.. Enumerable.Range(1, graph.Loops.Count).Select(loop => LoopMemory.Create(tensors, slice, loop, unit))];
        bool IsKept(int number) => loops.Any(l => l.Places[number] >= 0);
        int[] planned = Numbers(tensors, (t, i) => t is { Kind: TensorKind.Scratch, IsBatched: true } && !IsKept(i));
        return (MemoryPlan.Create(tensors, slice, planned, unit, result), loops);
    }

    private static int CountExamples(Graph graph, IReadOnlyList<Tensor> tensors, MemoryPlan memory, LoopMemory[] loops)
    {
        int size = graph.Element == ElementType.Double ? 8 : 4;
        long parameters = graph.Parameters.Sum(p => p.IsSparse ? 0 : p.Shape.Count * (p.Loop == 0 ? 1 : LoopMemory.UsualPasses));
        long most = Math.Max(SliceBytes, parameters * size);
        int examples = MostExamples, rows = tensors.Where(t => t.IsBatched).Select(t => t.Shape.Rows).Append(1).Max();
        long length = memory.Length + loops.Sum(l => (long)LoopMemory.UsualPasses * l.Length);
        while ((long)examples * rows > FewestRows && examples > 1 && examples * length * size > most)
            examples /= 2;
        return examples;
    }

    private static int[] Numbers(IReadOnlyList<Tensor> tensors, Func<Tensor, int, bool> predicate) =>
        [.. Enumerable.Range(0, tensors.Count).Where(t => predicate(tensors[t], t))];
}
