using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>Everything that the methods of one loss share: the graph, the parameters, the errors.</summary>
/// <param name="model">The class of the loss.</param>
/// <param name="title">The name of the method at the beginning of a sentence.</param>
/// <param name="element">The type of the elements in C#.</param>
/// <param name="compilation">The project.</param>
/// <param name="diagnostics">Takes the errors.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class GraphContext(
    INamedTypeSymbol model,
    string title,
    SpecialType element,
    Compilation compilation,
    DiagnosticBag diagnostics,
    CancellationToken cancellation)
{
    private readonly List<GraphParameter> _parameters = [];
    private readonly Dictionary<(int Loop, string Name), int> _numbers = [];
    private readonly List<GraphLoop> _loops = [];
    private int _checkpoints;

    /// <summary>The graph.</summary>
    public GraphBuilder Graph { get; } =
        new(element == SpecialType.System_Double ? ElementType.Double : ElementType.Single);

    /// <summary>The bounds on the size of the graph.</summary>
    public ReadingBounds Bounds { get; } = new();

    /// <summary>Takes the errors.</summary>
    public DiagnosticBag Diagnostics => diagnostics;

    /// <summary>The parameters that have been read so far.</summary>
    public IReadOnlyList<GraphParameter> Parameters => _parameters;

    /// <summary>The loops that have been read so far.</summary>
    public IReadOnlyList<GraphLoop> Loops => _loops;

    /// <summary>Returns true if a type is that of the elements.</summary>
    public bool IsElement(ITypeSymbol type) => type.SpecialType == element;

    /// <summary>Returns the body of a method, a block or an expression; null if the method is refused.</summary>
    public IOperation? Body(IMethodSymbol method) =>
        new RuleSource(diagnostics, method.ContainingType, compilation).Body(method, cancellation);

    /// <summary>Returns true if a method can be read at its calls: a method of the class, or a marked one of this project.</summary>
    /// <param name="method">The method.</param>
    /// <param name="within">The class of the method that calls it.</param>
    public bool MayInline(IMethodSymbol method, INamedTypeSymbol within) =>
        method is { MethodKind: MethodKind.Ordinary, IsGenericMethod: false, ReturnsVoid: false }
        && method is { IsVirtual: false, IsAbstract: false, IsOverride: false }
        && method.DeclaringSyntaxReferences.Length == 1
        && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly)
        && (Declarations.Bases(model).Prepend(model).Contains(method.ContainingType, SymbolEqualityComparer.Default)
            || Declarations.Bases(within).Prepend(within).Contains(method.ContainingType, SymbolEqualityComparer.Default)
            || method.Attribute(Names.Layer) is not null
            || method.Attribute(Names.Inference) is not null)
        && (method.IsStatic || IsRemembered(method))
        && method.Parameters.All(p => p.RefKind == RefKind.None && !p.IsParams);

    // An edit of a method is noticed where a method beside it is marked.
    private bool IsRemembered(IMethodSymbol method) =>
        method.DeclaringSyntaxReferences[0].GetSyntax(cancellation).Parent is TypeDeclarationSyntax type && TokenReader.HasNetwork(type);

    /// <summary>Returns true if a method is a function of numbers that the class declares.</summary>
    public bool FindScalarFunction(IMethodSymbol method) =>
        method is { IsStatic: true, IsGenericMethod: false, MethodKind: MethodKind.Ordinary }
        && SymbolEqualityComparer.Default.Equals(method.ContainingType.ContainingAssembly, compilation.Assembly)
        && method.DeclaringSyntaxReferences.Length == 1
        && IsElement(method.ReturnType)
        && method.Parameters.Length > 0
        && method.Parameters.All(p => p.RefKind == RefKind.None && IsElement(p.Type));

    /// <summary>Returns true if a function of .NET or RuleMath has the same bits everywhere; reports a function that has not.</summary>
    public bool MayApply(IOperation operation, IMethodSymbol function, Op op)
    {
        string name = $"{function.ContainingType.Name}.{function.Name}";
        if (OpTable.Shape(op) == OpShape.UniformFunction)
            Refuse(operation, Unsupported.NoVectorForm(name));
        else if (Intrinsics.ClassFor(op, ScalarType.Element) is { } proper && !function.ContainingType.Is(Names.RuleMath))
            Refuse(operation, ($"'{name}'", $"its last bits differ by machine; write {proper}.{function.Name}"));
        else
            return true;
        return false;
    }

    /// <summary>Returns the shape that an attribute gives to a parameter of a method; null if none does.</summary>
    public static ValueShape? Shape(ISymbol symbol) =>
        symbol.Attribute(Names.ShapeAttribute)?.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } array]
        && array.Values.Select(v => v.Value as int? ?? 0).ToArray() is { Length: 1 or 2 } dimensions
        && dimensions.All(d => d > 0)
            ? dimensions.Length == 1 ? ValueShape.Vector(dimensions[0]) : new(dimensions[0], dimensions[1])
            : null;

    /// <summary>Returns the meaning of a member of a model; null if the member is refused.</summary>
    public Reading? Member(IMemberReferenceOperation operation, ModelReading on)
    {
        ISymbol member = operation.Member;
        if (!compilation.IsSymbolAccessibleWithin(member, model))
        {
            string construct = $"'{member.Name}', which '{model.Name}' cannot see";
            return Refuse(operation, (construct, $"make it internal: the pass of '{model.Name}' reads it"));
        }

        if (NetworkFields.Problem(model, on.Type, member) is { } hidden)
            return Refuse(operation, hidden);
        bool learns = on.Learns && member.Attribute(Names.Frozen) is null;
        if (operation.Type is INamedTypeSymbol type && type.Attribute(Names.Optimize) is not null)
        {
            // A step reaches submodels in fields alone.
            if (learns && member is IPropertySymbol)
                return Refuse(operation, ($"'{member.Name}', a submodel in a property", "hold it in a field, which steps reach"));
            if (learns && member.ContainingType.Attribute(Names.Optimize) is null)
            {
                string held = $"'{member.Name}', a submodel of '{member.ContainingType.Name}', which is not marked [Optimize]";
                return Refuse(operation, (held, "hold it in a class that is, whose steps reach it"));
            }

            return new ModelReading(on.Path.Add(member.Name), type, learns, on.Loop);
        }

        if (member is IFieldSymbol field && SubmodelReader.FindSeveral(field.Type) is { } several)
            return Several(operation, on, several.Type, learns, several.IsList);

        if (member.Attribute(Names.Frozen) is not null)
            return Frozen(operation, on, member);
        ParameterField? parameter = NetworkFields.Find(on.Type, member);
        if (parameter is null)
            return Refuse(operation, NetworkFields.Describe(on.Type, member));

        StorageInfo storage = parameter.StorageInfo;
        bool isArray = storage is { Kind: StorageKind.Array, Depth: 0, ItemLength: 1, Rank: 1 or 2 };
        if (storage is not { Kind: StorageKind.Span or StorageKind.Scalar } && !isArray)
        {
            string construct = $"'{member.Name}', a parameter of this form";
            return Refuse(operation, (construct, "declare it as a partial property: [Parameter(rows, columns)] partial Span<float>"));
        }

        if (storage.DType != (element == SpecialType.System_Double ? DType.Double : DType.Single))
        {
            string construct = $"'{member.Name}' of another type of element";
            return Refuse(operation, (construct, "let the parameters, the inputs and the result all be float, or all double"));
        }

        if (storage.Rank == 2 || (!parameter.IsScalar && parameter.Dimensions.Count is not (1 or 2)))
        {
            return on.Loop == 0
                ? new TableReading(member.Name, columns => Parameter(on, member, new(0, columns), parameter, learns).Node)
                : Refuse(operation, ($"'{member.Name}' of submodels in a loop", "declare its shape: [Parameter(rows, columns)]"));
        }

        ValueShape shape = parameter.IsScalar ? ValueShape.Scalar
            : parameter.Dimensions.Count == 1 ? ValueShape.Vector(parameter.Dimensions[0])
            : new(parameter.Dimensions[0], parameter.Dimensions[1]);
        return Parameter(on, member, shape, parameter, learns);
    }

    private Reading? Several(IMemberReferenceOperation operation, ModelReading on, INamedTypeSymbol type, bool learns, bool isList)
    {
        string name = operation.Member.Name;
        if (on.Loop != 0)
            return Refuse(operation, ($"'{name}' of submodels in a loop", "hold all submodels in one array of the model"));
        return type.IsValueType
            ? Refuse(operation, ($"'{name}', several structures", "make the submodel a class"))
            : new SubmodelsReading(on.Path.Add(name), type, learns, isList);
    }

    /// <summary>Begins a call of a method, and returns the number of the call around it whose values are computed again.</summary>
    public int BeginCheckpoint(IMethodSymbol method)
    {
        int outer = Graph.Checkpoint;
        if (outer == 0 && method.Attribute(Names.Checkpoint) is not null)
            Graph.Checkpoint = ++_checkpoints;
        return outer;
    }

    /// <summary>Begins a loop over submodels and returns the meaning of its variable.</summary>
    public ModelReading BeginLoop(SubmodelsReading over, string variable)
    {
        string type = over.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        _loops.Add(new(over.Path.ToEquatableArray(), type, variable, over.IsList));
        return new(ImmutableArray<string>.Empty, over.Type, over.Learns, _loops.Count);
    }

    private Reading? Frozen(IMemberReferenceOperation operation, ModelReading on, ISymbol member)
    {
        if (IsElement(operation.Type!))
            return Parameter(on, member, ValueShape.Scalar, field: null, learns: false);
        bool isArray = operation.Type is IArrayTypeSymbol { Rank: 1, ElementType: var item } && IsElement(item);
        if (isArray && Shape(member) is { } shape)
            return Parameter(on, member, shape, field: null, learns: false);
        string construct = $"'{member.Name}', which is [Frozen]";
        return Refuse(operation, (construct, "declare a float, or an array with [Shape(rows, columns)]"));
    }

    private TensorReading Parameter(ModelReading on, ISymbol member, ValueShape shape, ParameterField? field, bool learns)
    {
        EquatableArray<string> path = on.Path.Add(member.Name).ToEquatableArray();
        string name = string.Join(".", on.Loop == 0 ? path : path.Prepend(Loops[on.Loop - 1].Variable));
        if (!_numbers.TryGetValue((on.Loop, name), out int number))
        {
            _numbers.Add((on.Loop, name), number = _parameters.Count);
            bool isScalar = field?.IsScalar ?? shape.IsScalar;
            bool isArray = field is null ? !isScalar : field.StorageInfo.Kind == StorageKind.Array;
            _parameters.Add(new(
                on.Loop, path, shape, isScalar, field is { IsSparse: true }, isArray, field is { StorageInfo.Rank: 2 }, learns));
        }

        return new(Graph.Parameter(number, shape, name, on.Loop));
    }

    /// <summary>Returns true if a type is that of vectors or of matrices.</summary>
    public static bool IsVector(ITypeSymbol? type) =>
        type is INamedTypeSymbol named && (named.IsGeneric("FusedOpt", "Vec") || named.IsGeneric("FusedOpt", "Mat"));

    /// <summary>Applies an operation to the elements of two vectors or matrices. Only a vector beside a matrix repeats.</summary>
    public Reading? Elementwise(IOperation operation, Op op, int x, int y, bool isRepeated)
    {
        ValueShape left = Graph[x].Shape, right = Graph[y].Shape;
        return left == right || (isRepeated && left.Columns == right.Columns)
            ? Map(operation, op, x, y)
            : Misfit(operation, $"The operands are {Describe(x)} and {Describe(y)}, and their shapes do not fit");
    }

    /// <summary>Applies an operation to each element, with operands repeated to one shape.</summary>
    public Reading? Map(IOperation operation, Op op, params int[] operands)
    {
        if (Graph.TryJoin(operands) is not { } shape)
        {
            string all = string.Join(" and ", operands.Select(Describe));
            return Misfit(operation, $"The operands are {all}, and their shapes do not fit");
        }

        // Rows of one example repeat in memory; everything else repeats in registers.
        bool isBatched = operands.Any(o => Graph[o].IsBatched);
        int[] repeated = [.. operands.Select(o => Repeat(o, shape.Rows))];
        return operands.Any(o => IsTable(o, isBatched)) ? Flat(operation, op, repeated, shape) : new TensorReading(Graph.Map(op, repeated));
    }

    // A matrix of parameters is the same for every example: it lies flat beside the examples, each of which is one row.
    private Reading? Flat(IOperation operation, Op op, int[] operands, ValueShape shape)
    {
        foreach (int operand in operands.Where(o => Graph[o].Shape != shape && !Graph[o].Shape.IsScalar))
        {
            string table = Describe(operands.First(o => IsTable(o, isBatched: true)));
            string construct = $"{table}, a parameter with rows, beside {Describe(operand)}, which is repeated";
            return Refuse(operation, (construct, "let both have the same shape"));
        }

        var flat = ValueShape.Vector((int)shape.Count);
        int[] rows = [.. operands.Select(o => Graph[o].Shape == shape ? Graph.Reshape(o, flat) : o)];
        return new TensorReading(Graph.Reshape(Graph.Map(op, rows), shape));
    }

    /// <summary>Applies a function of numbers that the class declares, element by element.</summary>
    public Reading? Apply(IOperation operation, IMethodSymbol function, int[] operands)
    {
        var builder = new ProgramBuilder();
        var source = new RuleSource(diagnostics, function.ContainingType, compilation) { Element = element };
        var reader = new BodyReader(builder, diagnostics, function.ContainingType, source, Bounds, depth: -1) { IsDifferentiated = true };
        int[] arguments = [.. function.Parameters.Select(p => builder.Input(p.Ordinal, Rate.Varying, p.Name))];
        if (reader.Apply(function, arguments, cancellation) is not { } result)
            return null;
        Graph.Label = function.Name;
        Reading? applied = Append(operation, function, [.. builder.ToInstructions()], result, operands);
        Graph.Label = null;
        return applied is TensorReading { Node: var node } ? Spread(operation, node, operands[0]) : applied;
    }

    // A function that does not depend on its argument has a number as its result, for each element.
    private Reading? Spread(IOperation operation, int node, int like) => Graph[node].Shape.IsScalar && !Graph[like].Shape.IsScalar
        ? Map(operation, Op.Select, Graph.Truth(true), node, like)
        : new TensorReading(node);

    private Reading? Append(IOperation operation, IMethodSymbol function, Instruction[] instructions, int result, int[] operands)
    {
        Reading?[] values = new Reading?[instructions.Length];
        for (int i = 0; i <= result; i++)
        {
            Instruction instruction = instructions[i];
            int[] read = [.. instruction.Operands.Select(o => (values[o] as TensorReading)?.Node ?? -1)];
            values[i] = instruction switch
            {
                { Op: Op.Input } => new TensorReading(operands[instruction.Payload.Index]),
                { Op: Op.Constant, Type: ScalarType.Bool } => new TensorReading(Graph.Truth(instruction.Truth)),
                { Op: Op.Constant, Type: ScalarType.Long } => new TensorReading(Graph.Number(instruction.Payload.Bits)),
                { Op: Op.Constant } => new TensorReading(Graph.Number(instruction.Number)),
                { IsDraw: true } or { IsReduction: true } or { IsInput: true } => Refuse(operation),
                { Op: Op.ToElement or Op.ToDouble } => values[instruction.A],

                // A number that is known has no gradient.
                { Op: Op.StopGradient } when IsKnown(read[0]) => values[instruction.A],
                { Op: Op.Surrogate } when IsKnown(read[1]) => values[instruction.A],
                { Type: ScalarType.Double or ScalarType.Long } => Fold(instruction.Op, read) is { } number
                    ? new TensorReading(Graph.Number(number))
                    : Refuse(operation, ($"'{function.Name}', which computes with double constants", "write float constants")),
                _ when read.Contains(-1) => null,
                _ => Map(operation, instruction.Op, read),
            };
            if (values[i] is null)
                return null;
            if (instruction.Name is { } name && values[i] is TensorReading { Node: var node })
                Graph.Named(node, name);
        }

        return values[result];
    }

    private bool IsKnown(int node) => node >= 0 && Graph[node].Op == GraphOp.Constant;

    // Computes with whole numbers and doubles that are known.
    private double? Fold(Op op, int[] operands)
    {
        if (OpTable.Shape(op) != OpShape.Arithmetic || operands.Any(o => o < 0 || Graph[o].Op != GraphOp.Constant))
            return null;
        long[] bits = [.. operands.Select(o => Graph[o].Payload), 0, 0];
        return BitConverter.Int64BitsToDouble(Evaluator.Compute(op, ScalarType.Double, bits[0], bits[1], bits[2]));
    }

    /// <summary>Reports a construct that cannot be compiled. Returns null.</summary>
    public Reading? Refuse(IOperation operation) =>
        operation is IInvalidOperation ? Silent() : Refuse(operation, NetworkUnsupported.Describe(operation));

    /// <summary>Reports a construct that cannot be compiled, with the advice what to write instead. Returns null.</summary>
    public Reading? Refuse(IOperation operation, (string Construct, string Instead) what)
    {
        diagnostics.Add(Descriptors.UnsupportedConstruct, operation.Syntax.GetLocation(), title, what.Construct, what.Instead);
        return null;
    }

    /// <summary>Reports a parameter without a shape where a shape is needed. Returns null.</summary>
    public Reading? RefuseTable(IOperation operation, TableReading table) => Refuse(
        operation,
        ($"'{table.Name}', whose shape is not known", "write [Parameter(length)] for a vector, [Parameter(rows, columns)] for a matrix"));

    /// <summary>Reports shapes that do not fit. Returns null.</summary>
    public Reading? Misfit(IOperation operation, string problem)
    {
        diagnostics.Add(Descriptors.LossShape, operation.Syntax.GetLocation(), problem);
        return null;
    }

    /// <summary>Returns a value in words: its name and its shape.</summary>
    public string Describe(int node)
    {
        GraphNode value = Graph[node];
        string? name = value.Op == GraphOp.Parameter ? _parameters[(int)value.Payload].Name : value.Name;
        return name is null ? Describe(value.Shape) : $"'{name}' ({Describe(value.Shape)})";
    }

    /// <summary>Returns a shape in words.</summary>
    public static string Describe(ValueShape shape) => shape.IsScalar ? "a number"
        : shape.IsVector ? $"{shape} elements"
        : shape.ToString();

    // Conditions have no place in memory: their operands repeat.
    private int Repeat(int node, int rows)
    {
        GraphNode value = Graph[node];
        return value is not { IsBatched: true, Shape.Rows: 1 } || rows == 1 ? node
            : value.Type == ScalarType.Bool ? Graph.Map(value.Function, [.. value.Operands.Select(o => Repeat(o, rows))])
            : Graph.Repeat(node, rows);
    }

    private bool IsTable(int node, bool isBatched) =>
        isBatched && Graph[node] is { IsBatched: false, Shape.Rows: > 1 };

    private Reading? Silent()
    {
        diagnostics.AddCompilerError();
        return null;
    }
}
