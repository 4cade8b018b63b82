using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads a call of a function of <c>FusedOpt.Functional</c>: checks the shapes, and appends the values.</summary>
/// <param name="context">Everything that the methods of one loss share.</param>
/// <param name="reader">Reads the arguments.</param>
internal sealed class NetworkCallReader(GraphContext context, GraphReader reader)
{
    private readonly FunctionalOperations _functions = new(context.Graph);

    private GraphBuilder Graph => context.Graph;

    /// <summary>Returns the meaning of the result; null if the call is refused.</summary>
    public Reading? Read(IInvocationOperation call)
    {
        string name = call.TargetMethod.Name;
        if (name == "Map")
            return Map(call);
        if (Arguments(call) is not { } arguments)
            return null;
        Graph.Label = name;
        Reading? result = Read(call, name, arguments);
        Graph.Label = null;
        return result;
    }

    private Reading? Read(IInvocationOperation call, string name, List<Reading> arguments)
    {
        int[] nodes = [.. arguments.Select(a => a is TensorReading tensor ? tensor.Node : -1)];
        if (nodes.Length > 0 && nodes[0] >= 0 && nodes.Length == 1)
        {
            if (_functions.TryApply(name, nodes[0]) is { } applied)
                return new TensorReading(applied);
            if (Reduce(call, name, nodes[0]) is { } reduced)
                return reduced;
        }

        if (name != "Embedding" && arguments.OfType<TableReading>().FirstOrDefault() is { } shapeless)
            return context.RefuseTable(call, shapeless);
        if (nodes.Contains(-1) && name is not ("Embedding" or "CrossEntropy" or "Slice" or "Reshape" or "Attention"))
            return context.Refuse(call);
        return name switch
        {
            "Linear" => Linear(call, nodes[0], nodes[1], nodes.Length > 2 ? nodes[2] : null),
            "Embedding" => Embedding(call, arguments),
            "Dot" => Vectors(call, nodes) ?? new TensorReading(_functions.Dot(nodes[0], nodes[1])),
            "MatMul" when IsMatrix(call.Arguments[1].Parameter) => MatrixProduct(call, nodes[0], nodes[1]),
            "MatMul" => MatMul(call, nodes[0], nodes[1]),
            "Transpose" => new TensorReading(Graph.Transpose(nodes[0])),
            "Attention" => Attention(call, arguments),
            "Dropout" => Dropout(call, nodes),
            "Softmax" => new TensorReading(_functions.Softmax(nodes[0])),
            "LogSoftmax" => new TensorReading(_functions.LogSoftmax(nodes[0])),
            "LayerNorm" => LayerNorm(call, nodes),
            "RmsNorm" => RmsNorm(call, nodes),
            "CrossEntropy" => CrossEntropy(call, nodes[0], arguments[1]),
            "SquaredError" => Error(call, nodes, Op.Sum),
            "MeanSquaredError" => Error(call, nodes, Op.Mean),
            "Concat" => Concat(call, nodes),
            "Slice" => Slice(call, nodes[0], arguments),
            "Reshape" => Reshape(call, nodes[0], arguments),
            "Flatten" => new TensorReading(Graph.Reshape(nodes[0], ValueShape.Vector((int)Graph[nodes[0]].Shape.Count))),
            "SumRows" => new TensorReading(Graph.SumRows(nodes[0])),
            "MeanRows" => context.Map(call, Op.Divide, Graph.SumRows(nodes[0]), Graph.Number(Graph[nodes[0]].Shape.Rows)),
            _ => context.Refuse(call),
        };
    }

    private List<Reading>? Arguments(IInvocationOperation call)
    {
        var arguments = new Reading[call.Arguments.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter || reader.Expression(argument.Value) is not { } value)
                return null;
            arguments[parameter.Ordinal] = value is WholeReading whole && context.IsElement(parameter.OriginalDefinition.Type)
                ? new TensorReading(Graph.Number(whole.Value))
                : value;
        }

        return [.. arguments];
    }

    private Reading? Map(IInvocationOperation call)
    {
        IMethodSymbol? function = null;
        var operands = new List<int>();
        foreach (IArgumentOperation argument in call.Arguments.OrderBy(a => a.Parameter?.Ordinal))
        {
            if (Function(argument.Value) is { } method)
                function = method;
            else if (argument.Parameter?.Ordinal == 0)
                return context.Refuse(argument.Value);
            else if (reader.Node(argument.Value) is { } node)
                operands.Add(node);
            else
                return null;
        }

        if (function is null)
            return context.Refuse(call);
        foreach (int operand in operands.Skip(1))
        {
            if (Graph[operand].Shape != Graph[operands[0]].Shape)
                return Vectors(call, [operands[0], operand]);
        }

        if (function.ContainingType.Is(Names.Functional) && operands.Count == 1)
        {
            Graph.Label = function.Name;
            int? applied = _functions.TryApply(function.Name, operands[0]);
            Graph.Label = null;
            if (applied is { } result)
                return new TensorReading(result);
        }

        if (Intrinsics.TryFind(function, out Op op))
            return context.MayApply(call, function, op) ? context.Map(call, op, [.. operands]) : null;
        return context.FindScalarFunction(function)
            ? context.Apply(call, function, [.. operands])
            : context.Refuse(call, ($"'{function.Name}' in Map", "hand over a static method of this project on numbers"));
    }

    private static IMethodSymbol? Function(IOperation value) => value switch
    {
        IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: var method } } => method,
        IConversionOperation { Operand: var operand } => Function(operand),
        _ => null,
    };

    private TensorReading? Reduce(IInvocationOperation call, string name, int x)
    {
        if (name is "Sum" or "Mean" or "Max" or "Norm" && !Graph[x].Shape.IsVector)
            return null;
        return _functions.TryReduce(name, x) is not { } reduced ? null
            : name == "RowSums" ? new TensorReading(Graph.Reshape(reduced, ValueShape.Vector(Graph[x].Shape.Rows)))
            : new TensorReading(reduced);
    }

    private Reading? Linear(IInvocationOperation call, int x, int weight, int? bias)
    {
        ValueShape input = Graph[x].Shape, weights = Graph[weight].Shape;
        if (weights.Columns != input.Columns)
        {
            return context.Misfit(
                call,
                $"Linear: the weights {context.Describe(weight)} have {weights.Columns} columns, one for each element of the input, "
                    + $"and the input is {context.Describe(x)}");
        }

        if (bias is { } b && (!Graph[b].Shape.IsVector || Graph[b].Shape.Columns != weights.Rows))
        {
            return context.Misfit(
                call,
                $"Linear: the bias {context.Describe(b)} needs {weights.Rows} elements, one for each row of the weights "
                    + context.Describe(weight));
        }

        if (!Graph[x].IsBatched)
            return context.Refuse(call, ("Linear of a value that depends on no input", "use MatMul, or let the value depend on an input"));
        return IsParameterOrUnbatched(weight) && (bias is null || IsParameterOrUnbatched(bias.Value))
            ? new TensorReading(Graph.Linear(x, weight, bias))
            : context.Refuse(call, ("Linear with weights that differ by example", "use MatMul"));
    }

    private bool IsParameterOrUnbatched(int node) => !Graph[node].IsBatched;

    private Reading? Embedding(IInvocationOperation call, List<Reading> arguments)
    {
        if (arguments is [TableReading tall, WholeReading { Value: > 0 and <= int.MaxValue and var columns }, IndicesReading rows])
            return new TensorReading(Graph.Embedding(tall.MakeParameter((int)columns), rows.Node));
        if (arguments is not [TensorReading { Node: var table }, WholeReading { Value: var width }, IndicesReading indices])
        {
            return context.Refuse(
                call, ("Embedding of these arguments", "hand over a parameter, its width, and an input of whole numbers"));
        }

        if (Graph[table].Op != GraphOp.Parameter)
            return context.Refuse(call, ("Embedding of a computed table", "use a parameter as the table"));
        return Graph[table].Shape.Columns == width
            ? new TensorReading(Graph.Embedding(table, indices.Node))
            : context.Misfit(
                call, $"Embedding: the table {context.Describe(table)} has rows of {Graph[table].Shape.Columns}, not of {width}");
    }

    private Reading? MatMul(IInvocationOperation call, int a, int x)
    {
        ValueShape left = Graph[a].Shape, right = Graph[x].Shape;
        if (!right.IsVector || left.Columns != right.Columns)
        {
            return context.Misfit(
                call, $"MatMul: {context.Describe(a)} and {context.Describe(x)}; the vector needs one element for each column");
        }

        // A matrix of parameters lies flat beside the vector, which is repeated: the sums of the rows are those of the library, not chains.
        if (!Graph[a].IsBatched && Graph[x].IsBatched)
        {
            var flat = ValueShape.Vector((int)left.Count);
            int all = Graph.Map(Op.Multiply, Graph.Reshape(a, flat), Graph.Reshape(Graph.Repeat(x, left.Rows), flat));
            return new TensorReading(Graph.Reshape(Graph.Reduce(Op.Sum, Graph.Reshape(all, left)), ValueShape.Vector(left.Rows)));
        }

        return context.Map(call, Op.Multiply, a, x) is TensorReading { Node: var products }
            ? new TensorReading(Graph.Reshape(Graph.Reduce(Op.Sum, products), ValueShape.Vector(left.Rows)))
            : null;
    }

    private static bool IsMatrix(IParameterSymbol? parameter) =>
        parameter?.OriginalDefinition.Type is INamedTypeSymbol type && type.IsGeneric("FusedOpt", "Mat");

    private Reading? MatrixProduct(IInvocationOperation call, int a, int b)
    {
        if (Graph[a].Shape.Columns != Graph[b].Shape.Rows)
        {
            return context.Misfit(
                call,
                $"MatMul: {context.Describe(a)} and {context.Describe(b)}; the second matrix needs one row for each column of the first");
        }

        foreach (int factor in new[] { a, b }.Where(f => !Graph[f].IsBatched))
        {
            return context.Refuse(
                call, ($"MatMul with {context.Describe(factor)}, which is the same for every example", "use Linear(x, weight)"));
        }

        return new TensorReading(Graph.MatMul(a, b));
    }

    private Reading? Attention(IInvocationOperation call, List<Reading> arguments)
    {
        int[] nodes = [.. arguments.OfType<TensorReading>().Select(t => t.Node)];
        if (arguments.Skip(nodes.Length).ToArray() is not [WholeReading { Value: var heads }, TruthReading { Value: var isCausal }])
            return context.Refuse(call, ("Attention with heads that differ", "write the number of heads, and causal, as constants"));
        foreach (int parameter in nodes.Where(n => !Graph[n].IsBatched))
        {
            string construct = $"Attention with {context.Describe(parameter)}, which is the same for every example";
            return context.Refuse(call, (construct, "compute queries, keys and values from an input"));
        }

        int parts = nodes.Length == 1 ? 3 : 1;
        int columns = Graph[nodes[0]].Shape.Columns / parts;
        (int Node, int First)[] places = [.. Enumerable.Range(0, 3).Select(i => parts == 3 ? (nodes[0], i * columns) : (nodes[i], 0))];
        ValueShape keys = Graph[places[1].Node].Shape, values = Graph[places[2].Node].Shape;
        int results = parts == 3 ? columns : values.Columns;
        if (heads < 1 || columns % heads != 0 || results % heads != 0 || Graph[nodes[0]].Shape.Columns % parts != 0)
        {
            string all = string.Join(", ", nodes.Select(context.Describe));
            string least = parts == 3 ? "3 times the heads" : "the heads";
            return context.Misfit(call, $"Attention: {all} and {heads} heads; the columns need to be a multiple of {least}");
        }

        if (parts == 1 && (keys.Columns != columns || keys.Rows != values.Rows))
        {
            string all = string.Join(", ", nodes.Select(context.Describe));
            return context.Misfit(
                call, $"Attention: {all}; queries and keys need equally many columns, keys and values equally many rows");
        }

        if (isCausal && Graph[nodes[0]].Shape.Rows != keys.Rows)
        {
            string all = $"{context.Describe(nodes[0])} and {context.Describe(nodes[1])}";
            return context.Misfit(call, $"Attention: {all}; causal attention needs a query for each key");
        }

        int width = columns / (int)heads;
        return new TensorReading(
            _functions.Attention(places[0], places[1], places[2], width, results / (int)heads, (int)heads, isCausal));
    }

    // Reports vectors of different lengths; null if they are alike.
    private Reading? Vectors(IInvocationOperation call, int[] nodes) => Graph[nodes[0]].Shape == Graph[nodes[1]].Shape
        ? null
        : context.Misfit(
            call, $"{call.TargetMethod.Name}: {context.Describe(nodes[0])} and {context.Describe(nodes[1])} need the same shape");

    private bool IsAlike(IInvocationOperation call, int[] nodes)
    {
        if (Graph[nodes[0]].Shape == Graph[nodes[1]].Shape)
            return true;
        Vectors(call, nodes);
        return false;
    }

    private TensorReading? Error(IInvocationOperation call, int[] nodes, Op reduction)
    {
        if (!IsAlike(call, nodes))
            return null;
        int squares = _functions.SquaredDifference(nodes[0], nodes[1]);
        return new TensorReading(Graph.Reduce(reduction, squares));
    }

    private TensorReading? LayerNorm(IInvocationOperation call, int[] nodes) =>
        IsScale(call, nodes[0], nodes[1]) && IsScale(call, nodes[0], nodes[2]) && Epsilon(call, 3, nodes) is { } epsilon
            ? new TensorReading(_functions.LayerNorm(nodes[0], nodes[1], nodes[2], epsilon))
            : null;

    private TensorReading? RmsNorm(IInvocationOperation call, int[] nodes) =>
        IsScale(call, nodes[0], nodes[1]) && Epsilon(call, 2, nodes) is { } epsilon
            ? new TensorReading(_functions.RmsNorm(nodes[0], nodes[1], epsilon))
            : null;

    private bool IsScale(IInvocationOperation call, int x, int scale)
    {
        if (Graph[scale].Shape.IsVector && Graph[scale].Shape.Columns == Graph[x].Shape.Columns)
            return true;
        context.Misfit(
            call,
            $"{call.TargetMethod.Name}: {context.Describe(scale)} needs one element for each column of the input, "
                + $"which is {context.Describe(x)}");
        return false;
    }

    private double? Epsilon(IInvocationOperation call, int index, int[] nodes) => Constant(call, "an epsilon", nodes[index]);

    private double? Constant(IInvocationOperation call, string what, int node)
    {
        if (Graph[node].Op == GraphOp.Constant)
            return System.BitConverter.Int64BitsToDouble(Graph[node].Payload);
        context.Refuse(call, ($"{what} that is no constant", "write a number, or a const"));
        return null;
    }

    private Reading? Dropout(IInvocationOperation call, int[] nodes)
    {
        if (Constant(call, "a rate of dropout", nodes[1]) is not { } rate)
            return null;
        if (!(rate >= 0 && rate < 1))
            return context.Misfit(call, $"Dropout: the rate is at least 0 and below 1, not {Literals.Decimal(rate)}");
        if (!Graph[nodes[0]].IsBatched)
            return context.Refuse(call, ("Dropout of a value that depends on no input", "drop elements of values of an example"));
        return new TensorReading(rate == 0 ? nodes[0] : Graph.Dropout(nodes[0], rate));
    }

    private Reading? CrossEntropy(IInvocationOperation call, int scores, Reading labels)
    {
        if (labels is not IndicesReading indices)
            return context.Refuse(call, ("CrossEntropy with these labels", "hand over an input: an int, or a span of ints for a matrix"));
        if (!Graph[scores].IsBatched)
            return context.Refuse(call, ("CrossEntropy of scores that are the same for every example", "compute the scores from an input"));
        int rows = Graph[scores].Shape.Rows, count = Graph[indices.Node].Shape.Columns;
        if (rows != count)
        {
            return context.Misfit(
                call, $"CrossEntropy: the scores {context.Describe(scores)} have {rows} rows, and there are {count} labels for an example");
        }

        int losses = _functions.CrossEntropy(scores, indices.Node);
        return new TensorReading(
            rows == 1 ? losses : Graph.Reduce(Op.Mean, Graph.Reshape(losses, ValueShape.Vector(rows))));
    }

    private Reading? Concat(IInvocationOperation call, int[] nodes)
    {
        int all = nodes[0];
        foreach (int next in nodes.Skip(1))
        {
            if (Graph[all].Shape.Rows != Graph[next].Shape.Rows)
                return context.Misfit(call, $"Concat: {context.Describe(all)} and {context.Describe(next)} need the same number of rows");
            if (!Graph[all].IsBatched || !Graph[next].IsBatched)
                return context.Refuse(call, ("Concat of a parameter", "concatenate values of an example"));
            all = Graph.Concat(all, next);
        }

        return new TensorReading(all);
    }

    private Reading? Slice(IInvocationOperation call, int x, List<Reading> arguments)
    {
        if (arguments is not [_, WholeReading { Value: var start }, WholeReading { Value: var length }])
            return context.Refuse(call, ("Slice at a place that differs", "use constants for the start and the length"));
        int columns = Graph[x].Shape.Columns;
        return start >= 0 && length > 0 && start + length <= columns
            ? new TensorReading(Graph.Slice(x, (int)start, (int)length))
            : context.Misfit(call, $"Slice: {context.Describe(x)} has no {length} elements from {start} on");
    }

    private Reading? Reshape(IInvocationOperation call, int x, List<Reading> arguments)
    {
        if (arguments is not [_, WholeReading { Value: var rows }, WholeReading { Value: var columns }])
            return context.Refuse(call, ("Reshape to a shape that differs", "use constants for the rows and columns"));
        return rows > 0 && columns > 0 && rows * columns == Graph[x].Shape.Count
            ? new TensorReading(Graph.Reshape(x, new((int)rows, (int)columns)))
            : context.Misfit(call, $"Reshape: {context.Describe(x)} has {Graph[x].Shape.Count} elements, not {rows} x {columns}");
    }
}
