using System.Collections.Generic;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Lowering;

/// <summary>The operations of a graph under construction, with the tensors between them.</summary>
internal sealed class GraphOperations
{
    private readonly List<Tensor> _tensors = [];
    private readonly HashSet<string> _names = [];

    /// <summary>The tensors.</summary>
    public IReadOnlyList<Tensor> Tensors => _tensors;

    /// <summary>The operations of the forward pass, in order.</summary>
    public List<TensorOperation> Forward { get; } = [];

    /// <summary>The operations of the backward pass, in order.</summary>
    public List<TensorOperation> Backward { get; } = [];

    /// <summary>The number of the loop whose operations are made now, from 1 on; 0 if none is.</summary>
    public int Loop { get; set; }

    /// <summary>Adds a tensor and returns its number.</summary>
    public int Add(TensorKind kind, int index, string name, ValueShape shape, bool isBatched, int carriedBy = 0)
    {
        if (kind is TensorKind.Scratch or TensorKind.Accumulator)
            name = Identifiers.Unique(name, _names);
        _tensors.Add(new(kind, index, name, shape, isBatched) { Loop = carriedBy == 0 ? Loop : 0, CarriedBy = carriedBy });
        return _tensors.Count - 1;
    }

    /// <summary>Adds scratch memory like another tensor and returns its number.</summary>
    public int AddLike(int tensor, string name, int carriedBy = 0) =>
        Add(TensorKind.Scratch, 0, name, _tensors[tensor].Shape, _tensors[tensor].IsBatched, carriedBy);

    /// <summary>Adds a view of a tensor and returns its number.</summary>
    public int AddView(int tensor, string name, ValueShape shape) =>
        Add(TensorKind.View, tensor, name, shape, _tensors[tensor].IsBatched);

    /// <summary>Hands the memory of the caller to a tensor.</summary>
    public void MakeOutput(int tensor) => _tensors[tensor] = _tensors[tensor] with { Kind = TensorKind.Output };
}
