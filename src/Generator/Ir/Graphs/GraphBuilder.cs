using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>Builds the list of values of a method on one example. Equal values are one value.</summary>
/// <remarks>Shapes are checked by the reader, which can name the source; the builder throws on shapes that do not fit.</remarks>
/// <param name="element">The type of the elements.</param>
internal sealed class GraphBuilder(ElementType element)
{
    private readonly List<GraphNode> _nodes = [];
    private readonly Dictionary<GraphNode, int> _positions = [];
    private int _dropouts;

    /// <summary>The function whose call makes the next values; null for operators.</summary>
    public string? Label { get; set; }

    /// <summary>The number of the call that makes the next values, if they are computed again for the gradient; 0 otherwise.</summary>
    public int Checkpoint { get; set; }

    /// <summary>The value at a position.</summary>
    public GraphNode this[int position] => _nodes[position];

    /// <summary>Appends an input.</summary>
    public int Input(int input, ValueShape shape, string name) =>
        Add(GraphOp.Input, Op.Input, ScalarType.Element, shape, isBatched: true, [], input, name);

    /// <summary>Appends an input of whole numbers.</summary>
    public int Indices(int input, ValueShape shape, string name) =>
        Add(GraphOp.Indices, Op.Input, ScalarType.Long, shape, isBatched: true, [], input, name);

    /// <summary>Appends a parameter of the model.</summary>
    /// <param name="parameter">The number of the parameter.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="name">The name.</param>
    /// <param name="loop">The number of the loop whose submodels have the parameter; 0 if the parameter is in no loop.</param>
    public int Parameter(int parameter, ValueShape shape, string name, int loop) =>
        Add(GraphOp.Parameter, Op.Input, ScalarType.Element, shape, isBatched: false, [], parameter, name, loop: loop);

    /// <summary>Appends a number.</summary>
    public int Number(double value) => Add(
        GraphOp.Constant,
        Op.Constant,
        ScalarType.Element,
        ValueShape.Scalar,
        isBatched: false,
        [],
        BitConverter.DoubleToInt64Bits(value),
        null);

    /// <summary>Appends a truth value.</summary>
    public int Truth(bool value) =>
        Add(GraphOp.Constant, Op.Constant, ScalarType.Bool, ValueShape.Scalar, isBatched: false, [], value ? 1 : 0, null);

    /// <summary>Appends an operation on each element.</summary>
    /// <remarks>An operation on numbers that are known is computed now, if the result is the same on every machine.</remarks>
    public int Map(Op op, params int[] operands)
    {
        if (Fold(op, operands) is { } known)
        {
            return OpTable.Shape(op) is OpShape.Comparison or OpShape.Logic
                ? Truth(known != 0)
                : Number(BitConverter.Int64BitsToDouble(known));
        }

        ScalarType type = op == Op.Select ? _nodes[operands[1]].Type
            : OpTable.Shape(op) is OpShape.Comparison or OpShape.Logic ? ScalarType.Bool
            : ScalarType.Element;
        return Add(GraphOp.Map, op, type, Join(operands), operands.Any(o => _nodes[o].IsBatched), operands, 0, null);
    }

    /// <summary>Appends a reduction of each row. The reduction of one element is computed without a sum.</summary>
    public int Reduce(Op op, int x)
    {
        GraphNode node = _nodes[x];
        if (node.Shape.Columns == 1)
        {
            // A sum begins at 0, so that the sum of -0 is 0.
            return op switch
            {
                Op.Norm => Map(Op.Abs, x),
                Op.Maximum => x,
                _ => Map(Op.Add, x, Number(0)),
            };
        }

        return Add(GraphOp.Reduce, op, ScalarType.Element, new(node.Shape.Rows, 1), node.IsBatched, [x], 0, null);
    }

    /// <summary>Appends the product of each row with a matrix of weights.</summary>
    public int Linear(int x, int weight, int? bias) => Add(
        GraphOp.Linear,
        Op.Input,
        ScalarType.Element,
        new(_nodes[x].Shape.Rows, _nodes[weight].Shape.Rows),
        isBatched: true,
        bias is { } b ? [x, weight, b] : [x, weight],
        0,
        null);

    /// <summary>Appends the product of two matrices. A factor that is a transpose is read where it lies.</summary>
    public int MatMul(int a, int b)
    {
        HeadMatrix left = Factor(ref a), right = Factor(ref b);
        return MatMul(a, b, new(1, left, right, new(0, left.FactorRows, right.FactorColumns, IsBeside: false), IsCausal: false));
    }

    /// <summary>Appends the products of two values' matrices.</summary>
    public int MatMul(int a, int b, ProductForm form)
    {
        HeadMatrix y = form.Result;
        ValueShape shape = y.IsBeside ? new(y.Rows, form.Heads * y.Columns) : new(form.Heads * y.Rows, y.Columns);
        return Add(GraphOp.MatMul, Op.Input, ScalarType.Element, shape, isBatched: true, [a, b], 0, null, form);
    }

    /// <summary>Appends the rows of a matrix as columns.</summary>
    public int Transpose(int x) => _nodes[x] is { Op: GraphOp.Transpose } transpose ? transpose.Operands[0] : Add(
        GraphOp.Transpose,
        Op.Input,
        ScalarType.Element,
        new(_nodes[x].Shape.Columns, _nodes[x].Shape.Rows),
        _nodes[x].IsBatched,
        [x],
        0,
        null);

    private HeadMatrix Factor(ref int node)
    {
        GraphNode value = _nodes[node];
        if (value.Op != GraphOp.Transpose)
            return new(0, value.Shape.Rows, value.Shape.Columns, IsBeside: false);
        node = value.Operands[0];
        return new(0, value.Shape.Columns, value.Shape.Rows, IsBeside: false, IsTransposed: true);
    }

    /// <summary>Appends rows of a table, one for each index.</summary>
    public int Embedding(int table, int indices) => Add(
        GraphOp.Embedding,
        Op.Input,
        ScalarType.Element,
        new(_nodes[indices].Shape.Columns, _nodes[table].Shape.Columns),
        isBatched: true,
        [table, indices],
        0,
        null);

    /// <summary>Appends one element of each row.</summary>
    public int Pick(int x, int indices) =>
        Add(GraphOp.Pick, Op.Input, ScalarType.Element, new(_nodes[x].Shape.Rows, 1), isBatched: true, [x, indices], 0, null);

    /// <summary>Appends a matrix with a vector as each row.</summary>
    public int Repeat(int x, int rows) => rows == 1
        ? x
        : Add(GraphOp.Repeat, Op.Input, ScalarType.Element, new(rows, _nodes[x].Shape.Columns), _nodes[x].IsBatched, [x], 0, null);

    /// <summary>Appends the sum of the rows.</summary>
    public int SumRows(int x) => _nodes[x].Shape.Rows == 1
        ? Map(Op.Add, x, Number(0))
        : Add(GraphOp.SumRows, Op.Input, ScalarType.Element, new(1, _nodes[x].Shape.Columns), _nodes[x].IsBatched, [x], 0, null);

    /// <summary>Appends the elements under another shape.</summary>
    public int Reshape(int x, ValueShape shape) => _nodes[x].Shape == shape
        ? x
        : Add(GraphOp.Reshape, Op.Input, ScalarType.Element, shape, _nodes[x].IsBatched, [x], 0, null);

    /// <summary>Appends two matrices beside each other.</summary>
    public int Concat(int a, int b) => Add(
        GraphOp.Concat,
        Op.Input,
        ScalarType.Element,
        new(_nodes[a].Shape.Rows, _nodes[a].Shape.Columns + _nodes[b].Shape.Columns),
        _nodes[a].IsBatched || _nodes[b].IsBatched,
        [a, b],
        0,
        null);

    /// <summary>Appends some of the columns.</summary>
    public int Slice(int x, int start, int length) => Add(
        GraphOp.Slice,
        Op.Input,
        ScalarType.Element,
        new(_nodes[x].Shape.Rows, length),
        _nodes[x].IsBatched,
        [x],
        start,
        null);

    /// <summary>Appends a value of which elements are dropped.</summary>
    /// <param name="x">The value.</param>
    /// <param name="rate">The probability.</param>
    public int Dropout(int x, double rate) =>
        Add(GraphOp.Dropout, Op.Input, ScalarType.Element, _nodes[x].Shape, isBatched: true, [x, Number(rate)], ++_dropouts, null);

    /// <summary>Appends a variable at the beginning of a pass through a loop.</summary>
    /// <param name="initial">The value before the first pass.</param>
    /// <param name="variable">The number of the variable.</param>
    /// <param name="loop">The number of the loop.</param>
    public int Carried(int initial, int variable, int loop) => Add(
        GraphOp.Carried, Op.Input, ScalarType.Element, _nodes[initial].Shape, true, [Spread(initial)], variable, null, loop: loop);

    /// <summary>Returns the value that a pass of a loop hands on: one for each example, in memory of its own.</summary>
    /// <param name="carried">The variable at the beginning of a pass.</param>
    /// <param name="final">The variable at the end of a pass.</param>
    public int HandOn(int carried, int final)
    {
        // The memory of another variable changes before that of this one is written.
        final = Spread(final);
        int loop = _nodes[carried].Loop, place = final;
        while (_nodes[place].Op is GraphOp.Reshape or GraphOp.Dropout)
            place = _nodes[place].Operands[0];
        if (_nodes[place].Loop != loop || _nodes[place].Op == GraphOp.Carried)
            return Add(GraphOp.Copy, Op.Input, ScalarType.Element, _nodes[final].Shape, true, [final], 0, null, loop: loop);
        return final;
    }

    /// <summary>Appends a variable behind a loop, once the values that all variables hand on are there.</summary>
    /// <param name="carried">The variable at the beginning of a pass.</param>
    /// <param name="handedOn">The value that a pass hands on.</param>
    public int LoopResult(int carried, int handedOn)
    {
        (ValueShape shape, long variable) = (_nodes[carried].Shape, _nodes[carried].Payload);
        return Add(GraphOp.LoopResult, Op.Input, ScalarType.Element, shape, true, [carried, handedOn], variable, null, loop: 0);
    }

    /// <summary>Appends a value once for each example.</summary>
    private int Spread(int x) => _nodes[x].IsBatched
        ? x
        : Add(GraphOp.Spread, Op.Input, ScalarType.Element, _nodes[x].Shape, isBatched: true, [x], 0, null);

    /// <summary>Names a value after the variable that holds it. The first name stays; inputs and parameters keep their own.</summary>
    public int Named(int position, string name)
    {
        GraphNode node = _nodes[position];
        if (node.Name is null && node.Op != GraphOp.Constant)
            _nodes[position] = node with { Name = name };
        return position;
    }

    /// <summary>Returns the values.</summary>
    public EquatableArray<GraphNode> ToNodes() => _nodes.ToEquatableArray();

    /// <summary>Returns the shape to which operands are repeated; null if they do not fit.</summary>
    public ValueShape? TryJoin(params IReadOnlyList<int> operands)
    {
        ValueShape joined = ValueShape.Scalar;
        foreach (ValueShape shape in operands.Select(o => _nodes[o].Shape))
        {
            bool fits = (shape.Rows == joined.Rows || shape.Rows == 1 || joined.Rows == 1)
                && (shape.Columns == joined.Columns || shape.Columns == 1 || joined.Columns == 1);
            if (!fits)
                return null;
            joined = new(Math.Max(shape.Rows, joined.Rows), Math.Max(shape.Columns, joined.Columns));
        }

        return joined;
    }

    private long? Fold(Op op, int[] operands)
    {
        if (operands.Any(o => _nodes[o].Op != GraphOp.Constant)
            || op is Op.StopGradient or Op.Surrogate
            || OpTable.Shape(op) == OpShape.Choice)
        {
            return null;
        }

        ScalarType type = OpTable.Shape(op) is OpShape.Comparison or OpShape.Logic ? ScalarType.Bool : ScalarType.Element;
        long[] bits = [.. operands.Select(o => _nodes[o].Payload), 0, 0];
        return Evaluator.Fold(op, type, _nodes[operands[0]].Type, element, bits[0], bits[1], bits[2]);
    }

    private ValueShape Join(int[] operands) => TryJoin(operands)
        ?? throw new InvalidOperationException("Shapes do not fit: " + string.Join(", ", operands.Select(o => _nodes[o].Shape)));

    private int Add(
        GraphOp op,
        Op function,
        ScalarType type,
        ValueShape shape,
        bool isBatched,
        int[] operands,
        long payload,
        string? name,
        ProductForm? form = null,
        int loop = -1)
    {
        // A value of which no operand is in a loop is computed once, before it.
        var key = new GraphNode(op, function, type, shape, isBatched, new EquatableArray<int>(operands), payload, null)
        {
            Form = form,
            Loop = loop >= 0 ? loop : operands.Select(o => _nodes[o].Loop).Append(0).Max(),
        };
        if (!_positions.TryGetValue(key, out int position))
        {
            position = _nodes.Count;
            _positions.Add(key, position);
            _nodes.Add(key with { Name = name, Label = Label, Checkpoint = Checkpoint });
        }

        return position;
    }
}
