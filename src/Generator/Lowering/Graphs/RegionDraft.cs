using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Lowering;

/// <summary>A region under construction: nodes of a graph that are computed row by row, together.</summary>
/// <param name="graph">The graph.</param>
/// <param name="shape">The shape of the matrix of one example.</param>
/// <param name="isBatched">True if the matrix has the rows of every example.</param>
/// <param name="checkpoint">The number of the call whose values are computed again for the gradient; 0 for none.</param>
internal sealed class RegionDraft(Graph graph, ValueShape shape, bool isBatched, int checkpoint)
{
    // A method of this many operations still compiles quickly, and its values still fit into registers and the nearest cache.
    private const int MostNodes = 160;

    // The name of a region lists the functions in it, if they are few.
    private const int MostLabels = 3;

    private readonly ProgramBuilder _builder = new();
    private readonly Dictionary<int, int> _values = [];
    private readonly List<int> _inputs = [];
    private readonly List<InputSlot> _slots = [];
    private readonly HashSet<string> _names = [];
    private readonly List<string> _labels = [];

    /// <summary>The shape of the matrix of one example.</summary>
    public ValueShape Shape => shape;

    /// <summary>The number of the call whose values are computed again for the gradient; 0 for none.</summary>
    public int Checkpoint => checkpoint;

    /// <summary>True if the matrix has the rows of every example.</summary>
    public bool IsBatched => isBatched;

    /// <summary>The nodes that the region reads from memory, in the order of its inputs.</summary>
    public IReadOnlyList<int> Inputs => _inputs;

    /// <summary>True if the region computes conditions alone, which each region computes for itself.</summary>
    public bool HasOnlyConditions => _values.Keys.All(n => _inputs.Contains(n) || graph.Nodes[n].Type == ScalarType.Bool);

    /// <summary>Returns true if the region computes a node.</summary>
    public bool Computes(int node) => _values.ContainsKey(node) && !_inputs.Contains(node);

    /// <summary>Returns true if a node can be computed here: a value of each element or of each row.</summary>
    public bool Fits(int node)
    {
        GraphNode value = graph.Nodes[node];
        ValueShape over = value.Op == GraphOp.Reduce ? graph.Nodes[value.Operands[0]].Shape : value.Shape;
        bool isRowwise = over.Columns == 1 && value.Shape.Rows == shape.Rows;
        return value.IsBatched == isBatched
            && value.Checkpoint == checkpoint
            && (over == shape || isRowwise)
            && _values.Count < MostNodes
            && value.Operands.All(o => FindRate(o) is not null);
    }

    /// <summary>Computes a node here.</summary>
    public int Add(int node)
    {
        if (_values.TryGetValue(node, out int known))
            return known;
        GraphNode value = graph.Nodes[node];
        int[] operands = [.. value.Operands.Select(Read)];
        int position = value.Op == GraphOp.Reduce
            ? _builder.Reduction(value.Function, Rate.Row, operands[0])
            : _builder.Operation(
                value.Function, operands[0], operands.Length > 1 ? operands[1] : -1, operands.Length > 2 ? operands[2] : -1);
        if (value.Name is { } name && Identifiers.IsValid(name))
            _builder.Named(position, name);
        _values.Add(node, position);
        string label = value.Label ?? value.Function.ToString();
        if (!_labels.Contains(label))
            _labels.Add(label);
        return position;
    }

    /// <summary>Returns the region with the outputs that other operations read.</summary>
    /// <param name="outputs">The nodes that become outputs.</param>
    public Program ToProgram(IReadOnlyList<int> outputs) => new(
        _labels.Count <= MostLabels ? string.Concat(_labels) : _labels[0] + "And" + _labels[_labels.Count - 1],
        Source: null,
        graph.Element,
        EquatableArray<Hyperparameter>.Empty,
        EquatableArray<StateSlot>.Empty,
        _builder.ToInstructions(),
        ParameterOut: -1,
        EquatableArray<Requirement>.Empty,
        ProgramKind.Region)
    {
        Inputs = _slots.ToEquatableArray(),
        Outputs = outputs
            .Select(o => new OutputSlot(NameOf(graph.Nodes[o].Title), FindRate(o)!.Value, _values[o]))
            .ToEquatableArray(),
    };

    // Conditions have no place in memory: they are computed wherever they are needed.
    private int Read(int node)
    {
        GraphNode value = graph.Nodes[node];
        if (_values.TryGetValue(node, out int known))
            return known;
        if (value.Op == GraphOp.Constant)
            return _builder.Constant(value.Type, value.Payload);
        if (value.Type == ScalarType.Bool)
            return Add(node);
        Rate rate = FindRate(node)!.Value;
        string name = NameOf(value.Title);
        int position = _builder.Input(_slots.Count, rate, name);
        _slots.Add(new(name, rate));
        _inputs.Add(node);
        if (rate == Rate.Tensor)
            position = _builder.Operation(Op.ToElement, position);
        _values.Add(node, position);
        return position;
    }

    // Returns the rate that a value has here; null if the value is repeated in a way that rows and columns do not have.
    private Rate? FindRate(int node)
    {
        GraphNode value = graph.Nodes[node];
        if (value.Op == GraphOp.Constant)
            return Rate.Constant;
        bool isOfRows = value.IsBatched == isBatched;
        if (isOfRows && value.Shape == shape)
            return Rate.Varying;
        if (isOfRows && value.Shape.Columns == 1 && value.Shape.Rows == shape.Rows)
            return Rate.Row;
        if (isOfRows && isBatched)
            return null;
        return value.Shape.IsScalar ? Rate.Tensor
            : value.Shape.IsVector && value.Shape.Columns == shape.Columns ? Rate.Column
            : null;
    }

    private string NameOf(string wanted)
    {
        string last = Identifiers.Camel(wanted.Substring(wanted.LastIndexOf('.') + 1));
        string name = Identifiers.IsValid(last) ? last : "x", free = name;
        for (int i = 2; !_names.Add(free); i++)
            free = name + Literals.Decimal(i);
        return free;
    }
}
