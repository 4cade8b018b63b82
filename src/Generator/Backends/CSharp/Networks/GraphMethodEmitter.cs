using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;

namespace FusedOpt.Generator.Backends.CSharp.Networks;

/// <summary>Writes the body of a method that goes over a batch: the checks, the memory, and the slices.</summary>
/// <param name="writer">The writer of the file.</param>
/// <param name="model">The name of the class.</param>
/// <param name="method">The name of the method.</param>
/// <param name="graph">The graph.</param>
/// <param name="output">The parameter that takes the result; null if the mean of the results is returned.</param>
/// <param name="regions">The classes of the regions.</param>
internal sealed partial class GraphMethodEmitter(
    SourceWriter writer, string model, string method, CompiledGraph graph, string? output, RegionClasses regions)
{
    private readonly GraphText _text = new(graph, output);

    /// <summary>Returns the parameters of the method that are inputs.</summary>
    public static IEnumerable<string> Parameters(Graph graph) => graph.Inputs.Select(i =>
        $"global::System.ReadOnlySpan<{(i.IsIndices ? "int" : graph.Element == ElementType.Double ? "double" : "float")}> "
        + Identifiers.Escape(i.Name));

    /// <summary>Writes the body.</summary>
    /// <param name="isScaled">True if gradients are scaled by the loss scale of the class.</param>
    /// <param name="seed">The seed of dropout.</param>
    public void Emit(bool isScaled, long seed)
    {
        EmitChecks();
        if (graph.Operations.Any(o => o is DropoutOperation))
        {
            string arguments = FormattableString.Invariant($"seed: {seed}, this.StepCount");
            writer.Line($"fusedOpt::DropoutCall {Local("draws")} = this.{NetworkEmitter.DropoutField}.Begin({arguments});");
        }

        bool isBackward = graph.Tensors.Any(t => t.Kind == TensorKind.Share);
        if (isBackward)
            writer.Line($"double {Local("share")} = {(isScaled ? "this.LossScale" : "1.0")} / {Local("total")};");
        if (output is null)
            writer.Line($"double {Local("sum")} = 0;");
        EmitScalars(Enumerable.Range(0, graph.Tensors.Count), loop: 0);
        string slice = Literals.Decimal(graph.Examples);
        EmitMemory(slice);
        EmitCallMemory();
        foreach (TensorOperation operation in graph.Before)
            EmitOperation(operation);
        string first = Local("first"), count = Local("count"), n = Local("n");
        using (writer.Block($"for (int {first} = 0, {n}; {count} - {first} > 0; {first} += {n})"))
        {
            writer.Line($"{n} = global::System.Math.Min({slice}, {count} - {first});");
            EmitSlices();
            writer.Line();
            foreach (TensorOperation operation in graph.Slice)
                EmitOperation(operation);
            if (output is null)
                writer.Line($"{Local("sum")} = fusedOpt::Batch.Sum({Local("sum")}, {_text.Span(graph.Result)});");
            else if (graph.Tensors[_text.Root(graph.Result)].Kind != TensorKind.Output)
                writer.Line($"{_text.Span(graph.Result)}.CopyTo({Escaped(output)}.Slice({Slice(graph.Tensors[graph.Result])}));");
        }

        EmitEnd();
        if (output is null)
            writer.Line().Line($"return {Local("sum")} / {Local("total")};");
    }

    private void EmitOperation(TensorOperation operation)
    {
        if (operation is ReshapeOperation)
            return;
        if (operation is LoopOperation loop)
        {
            EmitLoop(loop);
            return;
        }

        writer.Line("// " + OperationRemark.Describe(graph, operation));
        new OperationEmitter(writer, graph, _text, regions).Emit(operation);
    }

    private void EmitChecks()
    {
        writer.Line($"fusedOpt::Batch {Local("batch")} = new({Literals.Text($"{model}.{method}")});");
        SubmodelChecks.Emit(writer, Local("batch"), graph.Graph);
        for (int i = 0; i < graph.Graph.Inputs.Count; i++)
        {
            GraphInput input = graph.Graph.Inputs[i];
            string name = Escaped(input.Name), quoted = Literals.Text(input.Name), size = Literals.Decimal(input.Shape.Count);
            writer.Line(input.IsIndices && Limit(i) is { } limit
                ? $"{Local("batch")}.Indices({quoted}, {name}, {size}, {limit.Count}, {Literals.Text(limit.Of)});"
                : $"{Local("batch")}.Input({quoted}, {name}.Length, {size});");
        }

        for (int loop = 1; loop <= graph.Graph.Loops.Count; loop++)
        {
            LoopText over = _text.Loop(loop);
            string name = Literals.Text(graph.Graph.Loops[loop - 1].Name);
            writer.Line($"int {over.Count} = {Local("batch")}.Submodels({name}, {over.Submodels});");
            EmitInLoop(loop, graph.Graph.Parameters.Where(p => p is { IsArray: true, Shape.Rows: > 0 } || p.Path.Count > 1), checks =>
            {
                SubmodelChecks.EmitInLoop(writer, Local("batch"), over.Variable, checks);
                foreach (GraphParameter parameter in checks.Where(p => p.IsArray))
                    EmitLength(parameter);
            });
        }

        foreach (GraphParameter parameter in graph.Graph.Parameters.Where(p => p is { Loop: 0, IsArray: true, Shape.Rows: > 0 }))
            EmitLength(parameter);

        writer.Line($"int {Local("count")} = {Local("batch")}.Count;");
        if (output is null)
        {
            writer.Line($"{Local("total")} = {Local("batch")}.Total({Local("total")});");
            return;
        }

        string result = Escaped(output), text = Literals.Text(output);
        string ofOne = Literals.Decimal(graph.Tensors[graph.Result].Shape.Count);
        writer.Line($"{Local("batch")}.Output({text}, {result}.Length, {ofOne});");
        foreach (GraphInput input in graph.Graph.Inputs.Where(i => !i.IsIndices))
            EmitApart(input.Name, Escaped(input.Name));
        foreach (GraphParameter parameter in graph.Graph.Parameters.Where(p => p is { Loop: 0, IsScalar: false, IsArray2D: false }))
            EmitApart(parameter.Name, _text.Path(parameter));
        for (int loop = 1; loop <= graph.Graph.Loops.Count; loop++)
        {
            EmitInLoop(
                loop,
                graph.Graph.Parameters.Where(p => p is { IsScalar: false, IsArray2D: false }),
                all =>
                {
                    foreach (GraphParameter parameter in all)
                        EmitApart(parameter.Name, _text.Path(parameter));
                });
        }

        void EmitApart(string name, string memory) =>
            writer.Line($"{Local("batch")}.Apart<{_text.Keyword}>({text}, {result}, {Literals.Text(name)}, {memory});");
    }

    private void EmitLength(GraphParameter parameter)
    {
        string needed = Literals.Decimal(parameter.Shape.Count);
        writer.Line($"{Local("batch")}.Parameter({Literals.Text(parameter.Name)}, {_text.Path(parameter)}?.Length ?? 0, {needed});");
    }

    // Members that are one number are read once.
    private void EmitScalars(IEnumerable<int> tensors, int loop)
    {
        foreach (int number in tensors)
        {
            Tensor tensor = graph.Tensors[number];
            if (tensor is { Kind: TensorKind.Parameter } && tensor.Loop == loop && _text.IsScalarMember(tensor))
                writer.Line($"{_text.Keyword} {_text.Name(number)} = {_text.Path(tensor)};");
        }
    }

    private void EmitMemory(string slice)
    {
        string length = Literals.Decimal(graph.Memory.Length);
        for (int loop = 1; loop <= graph.Loops.Count; loop++)
        {
            LoopMemory memory = graph.Loops[loop - 1];
            if (memory.Length == 0)
                continue;
            LoopText text = _text.Loop(loop);
            writer.Line($"int {text.First} = {length};");
            length = $"{text.First} + ({text.Count} + 1) * {Literals.Decimal(memory.Length)}";
        }

        if (length == "0")
            return;
        string most = $"global::System.Math.Min({Local("count")}, {slice})";
        writer.Line($"int {Local("stride")} = {(graph.RoundsExamples ? $"({most} + 15) & ~15" : most)};");
        string all = length.Contains('+') ? $"({length})" : length;
        writer.Line($"using fusedOpt::Scratch<{_text.Keyword}> {Local("memory")} = new(checked({all} * {Local("stride")}));");
    }

    // The least number of rows that the indices of an input choose from.
    private (string Count, string Of)? Limit(int input)
    {
        (long Rows, string Of)? least = null;
        var atRunTime = new List<string>();
        foreach (GraphNode node in graph.Graph.Nodes)
        {
            if (node.Op is not (GraphOp.Embedding or GraphOp.Pick))
                continue;
            GraphNode indices = graph.Graph.Nodes[node.Operands[1]], of = graph.Graph.Nodes[node.Operands[0]];
            if (indices.Op == GraphOp.Reshape)
                indices = graph.Graph.Nodes[indices.Operands[0]];
            if (indices.Op != GraphOp.Indices || indices.Payload != input)
                continue;
            (long Rows, string Of) limit = node.Op == GraphOp.Pick
                ? (of.Shape.Columns, "classes")
                : (of.Shape.Rows, "rows of " + graph.Graph.Parameters[(int)of.Payload].Name);
            if (node.Op == GraphOp.Embedding && of.Shape.Rows == 0)
                atRunTime.Add(Height((int)of.Payload, of.Shape.Columns));
            if (least is null || least.Value.Rows == 0 || (limit.Rows > 0 && limit.Rows < least.Value.Rows))
                least = limit;
        }

        if (least is not { } known)
            return null;
        IEnumerable<string> limits = atRunTime.Distinct();
        if (known.Rows > 0)
            limits = limits.Prepend(Literals.Decimal(known.Rows));
        return (limits.Aggregate((all, next) => $"global::System.Math.Min({all}, {next})"), known.Of);
    }

    // The number of rows of a table whose height is known at run time only.
    private string Height(int parameter, int columns)
    {
        GraphParameter table = graph.Graph.Parameters[parameter];
        string member = "this." + string.Join(".", table.Path.Select(Escaped));
        return $"fusedOpt::MatrixRows.Height({Literals.Text(table.Name)}, {member}, {Literals.Decimal(columns)})";
    }

    private void EmitCallMemory()
    {
        if (graph.CallMemory.Length > 0)
            writer.Line($"using fusedOpt::Scratch<{_text.Keyword}> {Local("call")} = new({Literals.Decimal(graph.CallMemory.Length)});");
        for (int loop = 1; loop <= graph.Loops.Count; loop++)
        {
            LoopText text = _text.Loop(loop);
            EmitLoopMemory(_text.Keyword, text.Call, text, graph.Loops[loop - 1].CallLength);
            EmitLoopMemory("double", text.Totals, text, graph.Loops[loop - 1].TotalsLength);
        }

        for (int t = 0; t < graph.Tensors.Count; t++)
        {
            Tensor tensor = graph.Tensors[t];
            if (tensor.Loop != 0)
                continue;
            if (tensor is { Kind: TensorKind.Accumulator, Shape.IsScalar: true })
            {
                writer.Line($"double {_text.Name(t)} = 0;");
            }
            else if (tensor is { Kind: TensorKind.ParameterGradient, Shape.IsScalar: true })
            {
                if (_text.IsScalarMember(tensor))
                    writer.Line($"{_text.Keyword} {_text.Name(t)} = 0;");
                if (HasTotal(t))
                    writer.Line($"double {_text.Total(t)} = 0;");
            }
            else if (tensor is { IsBatched: false, Kind: TensorKind.Scratch or TensorKind.Accumulator } && graph.CallMemory.Places[t] >= 0)
            {
                string place = $"{Literals.Decimal(graph.CallMemory.Places[t])}, {Literals.Decimal(tensor.Shape.Count)}";
                writer.Line($"global::System.Span<{_text.Keyword}> {_text.Name(t)} = {Local("call")}.Span.Slice({place});");
                if (tensor.Kind == TensorKind.Accumulator)
                    writer.Line($"{_text.Name(t)}.Clear();");
            }
        }
    }

    private void EmitSlices()
    {
        for (int t = 0; t < graph.Tensors.Count; t++)
        {
            Tensor tensor = graph.Tensors[t];
            if (tensor.Kind is TensorKind.Input or TensorKind.Indices)
            {
                string keyword = tensor.Kind == TensorKind.Indices ? "int" : _text.Keyword;
                string input = Escaped(graph.Graph.Inputs[tensor.Index].Name);
                writer.Line($"global::System.ReadOnlySpan<{keyword}> {_text.Name(t)} = {input}.Slice({Slice(tensor)});");
            }
            else if (tensor.Kind == TensorKind.Output)
            {
                writer.Line($"global::System.Span<{_text.Keyword}> {_text.Name(t)} = {Escaped(output!)}.Slice({Slice(tensor)});");
            }
            else if (tensor is { Kind: TensorKind.Scratch, IsBatched: true } && graph.Memory.Places[t] >= 0)
            {
                string place = graph.Memory.Places[t] == 0 ? "0" : $"{Literals.Decimal(graph.Memory.Places[t])} * {Local("stride")}";
                string elements = _text.Elements(tensor);
                writer.Line($"global::System.Span<{_text.Keyword}> {_text.Name(t)} = {Local("memory")}.Span.Slice({place}, {elements});");
            }
        }
    }

    private void EmitEnd()
    {
        // Operations with results of all slices, then what is added to members that are one number.
        foreach (TensorOperation operation in graph.After)
            EmitOperation(operation);
        for (int loop = 1; loop <= graph.Loops.Count; loop++)
            EmitLoopEnd(loop);
        for (int t = 0; t < graph.Tensors.Count; t++)
        {
            if (graph.Tensors[t] is not { Kind: TensorKind.ParameterGradient, Loop: 0, Shape.IsScalar: true } tensor)
                continue;
            bool isMember = _text.IsScalarMember(tensor);
            string gradient = _text.GradientPath(tensor) + (isMember ? "" : "[0]");
            string cast = _text.Keyword == "float" ? "(float)" : "";
            if (isMember)
                writer.Line($"{gradient} += {_text.Name(t)}{(HasTotal(t) ? $" + {cast}{_text.Total(t)}" : "")};");
            else if (HasTotal(t))
                writer.Line($"{gradient} += {cast}{_text.Total(t)};");
        }
    }

    private bool HasTotal(int tensor) => graph.Operations.Any(o => o is SpreadGradientOperation { XGradient: var x } && x == tensor)
        || graph.Operations.OfType<RegionOperation>().Any(s =>
            Enumerable.Range(0, s.Outputs.Count).Any(o => s.Outputs[o] == tensor && s.Region.Outputs[o].Rate == Rate.Tensor));

    private string Slice(Tensor tensor)
    {
        string count = Literals.Decimal(tensor.Shape.Count);
        return tensor.Shape.Count == 1
            ? $"{Local("first")}, {Local("n")}"
            : $"{Local("first")} * {count}, {Local("n")} * {count}";
    }

    private string Local(string name) => _text.Local(name);

    private static string Escaped(string name) => Identifiers.Escape(name);
}
