using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;

namespace FusedOpt.Generator.Backends.CSharp.Networks;

/// <summary>The names of the memory of a compiled graph in a generated method.</summary>
internal sealed class GraphText
{
    // Locals of the method that are no memory.
    private static readonly string[] Locals =
        ["batch", "count", "total", "share", "sum", "memory", "call", "stride", "first", "n", "draws"];

    private readonly CompiledGraph _graph;
    private readonly string[] _names;
    private readonly LoopText[] _loops;
    private readonly Dictionary<string, string> _locals;
    private readonly HashSet<string> _taken;

    /// <param name="graph">The graph.</param>
    /// <param name="output">The parameter that takes the result; null if none does.</param>
    public GraphText(CompiledGraph graph, string? output)
    {
        _graph = graph;
        _taken = [.. graph.Graph.Inputs.Select(i => i.Name)];
        if (output is not null)
            _taken.Add(output);
        _locals = Locals.ToDictionary(name => name, name => Identifiers.Unique(name, _taken));
        _loops = [.. graph.Graph.Loops.Select(loop => new LoopText(loop, _taken))];
        _names = new string[graph.Tensors.Count];
        for (int t = 0; t < _names.Length; t++)
        {
            Tensor tensor = graph.Tensors[t];
            if (tensor.Kind is TensorKind.View or TensorKind.Share
                || (tensor.Kind is TensorKind.Parameter or TensorKind.ParameterGradient && !tensor.Shape.IsScalar))
            {
                continue;
            }

            string name = tensor.Kind switch
            {
                TensorKind.Input or TensorKind.Indices => tensor.Name + "Slice",
                TensorKind.Output => output + "Slice",
                _ => Identifiers.Camel(tensor.Name.Substring(tensor.Name.LastIndexOf('.') + 1)),
            };
            _names[t] = Identifiers.Escape(Identifiers.Unique(name, _taken));
        }
    }

    /// <summary>The type of the elements.</summary>
    public string Keyword => _graph.Graph.Element == ElementType.Double ? "double" : "float";

    /// <summary>Returns the name of a local that is no memory: another one where an input of the method has it.</summary>
    public string Local(string name) => _locals[name];

    /// <summary>Returns the locals of a loop.</summary>
    public LoopText Loop(int loop) => _loops[loop - 1];

    /// <summary>Returns the memory of a tensor in a pass of a loop, as a span.</summary>
    /// <param name="tensor">The tensor, which has memory of its own in each pass.</param>
    /// <param name="pass">The number of the pass.</param>
    public string Slot(int tensor, string pass)
    {
        int loop = _graph.Loops.ToList().FindIndex(l => l.Places[tensor] >= 0);
        LoopMemory memory = _graph.Loops[loop];
        string first = $"{_loops[loop].First} + {pass} * {Literals.Decimal(memory.Length)}";
        string place = memory.Places[tensor] == 0 ? first : $"{first} + {Literals.Decimal(memory.Places[tensor])}";
        return $"{Local("memory")}.Span.Slice(({place}) * {Local("stride")}, {Elements(_graph.Tensors[Root(tensor)])})";
    }

    /// <summary>Returns true if a tensor has memory of its own in each pass of a loop.</summary>
    public bool IsKept(int tensor) => _graph.Loops.Any(l => l.Places[tensor] >= 0);

    /// <summary>Returns the memory that a copy reads or writes.</summary>
    public string Copied(int tensor, LoopStep step)
    {
        if (step == LoopStep.None || !IsKept(tensor))
            return Span(tensor);
        LoopText loop = Loop(_graph.Tensors[Root(tensor)].CarriedBy);
        return Slot(tensor, step switch
        {
            LoopStep.First => "0",
            LoopStep.Next => $"({loop.Index} + 1)",
            _ => loop.Count,
        });
    }

    /// <summary>The name of the local of a tensor.</summary>
    public string Name(int tensor) => _names[Root(tensor)];

    /// <summary>The tensor whose memory a tensor has.</summary>
    public int Root(int tensor) => MemoryPlan.FindRoot(_graph.Tensors, tensor);

    /// <summary>Returns a number of rows: that of one example, or of all examples of a slice.</summary>
    public string Rows(Tensor tensor) => Times(tensor.IsBatched, tensor.Shape.Rows);

    /// <summary>Returns a number of elements: those of one example, or of all examples of a slice.</summary>
    public string Elements(Tensor tensor) => Times(tensor.IsBatched, tensor.Shape.Count);

    /// <summary>Returns a number for one example, or for all examples of a slice.</summary>
    public string Times(bool isBatched, long number) =>
        !isBatched ? Literals.Decimal(number) : number == 1 ? Local("n") : $"{Local("n")} * {Literals.Decimal(number)}";

    /// <summary>Returns a tensor as a span.</summary>
    public string Span(int tensor)
    {
        Tensor root = _graph.Tensors[Root(tensor)];
        string name = Name(tensor);
        return root switch
        {
            { Kind: TensorKind.Parameter } when IsScalarMember(root) => $"new global::System.ReadOnlySpan<{Keyword}>(in {name})",
            { Kind: TensorKind.ParameterGradient } when IsScalarMember(root) => $"new global::System.Span<{Keyword}>(ref {name})",
            { Kind: TensorKind.Parameter } => Elements2D(root, Path(root)),
            { Kind: TensorKind.ParameterGradient } when !IsSparse(root) => Elements2D(root, GradientPath(root)),
            { Kind: TensorKind.ParameterGradient } => GradientPath(root),

            // A total is a local of double, which operations after the last slice read as one element.
            { Kind: TensorKind.Accumulator, Shape.IsScalar: true } => $"[{(Keyword == "float" ? "(float)" : "")}{Total(tensor)}]",
            _ => name,
        };
    }

    // An array of two dimensions converts to no span.
    private string Elements2D(Tensor tensor, string member) =>
        _graph.Graph.Parameters[tensor.Index].IsArray2D ? $"fusedOpt::MatrixRows.Elements<{Keyword}>({member})" : member;

    private bool IsSparse(Tensor tensor) => _graph.Graph.Parameters[tensor.Index].IsSparse;

    /// <summary>Returns a tensor of one element as a number.</summary>
    public string Number(int tensor)
    {
        Tensor root = _graph.Tensors[Root(tensor)];
        return root switch
        {
            { Kind: TensorKind.Share } => Local("share"),
            { Kind: TensorKind.Accumulator } => Total(tensor),
            { Kind: TensorKind.Parameter } when IsScalarMember(root) => Name(tensor),
            _ => Span(tensor) + "[0]",
        };
    }

    /// <summary>Returns the local to which the total of a tensor of one element is added.</summary>
    public string Total(int tensor)
    {
        Tensor root = _graph.Tensors[Root(tensor)];
        if (root.Loop == 0)
            return root.Kind == TensorKind.Accumulator ? Name(tensor) : Name(tensor) + "Total";
        (LoopText loop, LoopMemory memory) = (Loop(root.Loop), _graph.Loops[root.Loop - 1]);
        return FormattableString.Invariant($"{loop.Totals}.Span[{loop.Index} * {memory.TotalsLength} + {memory.Totals[Root(tensor)]}]");
    }

    /// <summary>Returns a tensor as a matrix that is read.</summary>
    public string ReadMatrix(int tensor)
    {
        Tensor of = _graph.Tensors[tensor];
        return FormattableString.Invariant(
            $"new fusedOpt::ReadOnlyMatrixSpan<{Keyword}>({Span(tensor)}, {Rows(of)}, {of.Shape.Columns})");
    }

    /// <summary>Returns a tensor as a matrix that is written.</summary>
    public string WriteMatrix(int tensor)
    {
        Tensor of = _graph.Tensors[tensor];
        return FormattableString.Invariant($"new fusedOpt::MatrixSpan<{Keyword}>({Span(tensor)}, {Rows(of)}, {of.Shape.Columns})");
    }

    /// <summary>Returns true if a tensor is a member that is one number.</summary>
    public bool IsScalarMember(Tensor tensor) => _graph.Graph.Parameters[tensor.Index].IsScalar;

    /// <summary>Returns the path to a parameter.</summary>
    public string Path(Tensor tensor) => Path(_graph.Graph.Parameters[tensor.Index]);

    /// <summary>Returns the path to a parameter.</summary>
    public string Path(GraphParameter parameter) =>
        string.Join(".", [Owner(parameter), .. parameter.Path.Select(p => Identifiers.Escape(p))]);

    /// <summary>Returns the path to the gradient of a parameter.</summary>
    public string GradientPath(Tensor tensor)
    {
        GraphParameter parameter = _graph.Graph.Parameters[tensor.Index];
        string[] path = [.. parameter.Path.Select(p => Identifiers.Escape(p))];
        return string.Join(".", [Owner(parameter), .. path.Take(path.Length - 1), "Gradients", path[path.Length - 1]]);
    }

    private string Owner(GraphParameter parameter) => parameter.Loop == 0 ? "this" : Loop(parameter.Loop).Variable;
}
