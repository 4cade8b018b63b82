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

    /// <summary>The operations, in order.</summary>
    public List<TensorOperation> List { get; } = [];

    /// <summary>Adds a tensor and returns its number.</summary>
    public int Add(TensorKind kind, int index, string name, ValueShape shape, bool isBatched)
    {
        if (kind is TensorKind.Scratch or TensorKind.Accumulator)
            name = Identifiers.Unique(name, _names);
        _tensors.Add(new(kind, index, name, shape, isBatched));
        return _tensors.Count - 1;
    }

    /// <summary>Adds scratch memory like another tensor and returns its number.</summary>
    public int AddLike(int tensor, string name) =>
        Add(TensorKind.Scratch, 0, name, _tensors[tensor].Shape, _tensors[tensor].IsBatched);

    /// <summary>Adds a view of a tensor and returns its number.</summary>
    public int AddView(int tensor, string name, ValueShape shape) =>
        Add(TensorKind.View, tensor, name, shape, _tensors[tensor].IsBatched);

    /// <summary>Hands the memory of the caller to a tensor.</summary>
    public void MakeOutput(int tensor) => _tensors[tensor] = _tensors[tensor] with { Kind = TensorKind.Output };
}
