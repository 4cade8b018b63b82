using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads a method on one example into a graph: its statements, and the methods of models that it calls.</summary>
/// <param name="context">Everything that the methods share.</param>
/// <param name="self">The model whose method is read.</param>
/// <param name="depth">The number of calls between the method that is compiled and this one.</param>
/// <param name="loop">The number of the loop around the call; 0 if there is none.</param>
internal sealed partial class GraphReader(GraphContext context, ModelReading self, int depth = 0, int loop = 0)
{
    private const int DeepestCall = 16;

    private readonly Dictionary<ISymbol, Reading> _variables = new(SymbolEqualityComparer.Default);
    private int _loop = loop;

    /// <summary>Introduces a variable.</summary>
    public void Declare(ISymbol variable, Reading value) => _variables[variable] = value;

    /// <summary>Returns the result of the method; null if the method is refused.</summary>
    public Reading? Read(IMethodSymbol method)
    {
        switch (context.Body(method))
        {
            case IBlockOperation { Operations: [.., IReturnOperation { ReturnedValue: { } value }] operations }:
                return operations.Take(operations.Length - 1).All(Statement) ? Expression(value) : null;
            case IBlockOperation block:
                context.Refuse(
                    (IOperation?)block.Operations.LastOrDefault() ?? block,
                    ("an end without a result", "end the method with return"));
                return null;
            case { } expression:
                return Expression(expression);
            default:
                return null;
        }
    }

    private bool Statement(IOperation operation)
    {
        if (!context.Bounds.TryEnter())
            return context.Refuse(operation, ("statements nested this deep", "write methods for what is within")) is not null;
        bool isRead = ReadStatement(operation);
        context.Bounds.Leave();
        return isRead;
    }

    private bool ReadStatement(IOperation operation)
    {
        switch (operation)
        {
            case IBlockOperation block:
                return block.Operations.All(Statement);
            case IEmptyOperation:
                return true;
            case IVariableDeclarationGroupOperation group:
                return group.Declarations
                    .SelectMany(d => d.Declarators.Select(v => (v.Symbol, Initializer: d.Initializer ?? v.Initializer)))
                    .All(v => v.Initializer is null || Assign(v.Symbol, v.Initializer.Value));
            case IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { IsRef: false } assignment }
                when Variable(assignment.Target) is { } target:
                return Assign(target, assignment.Value);
            case IExpressionStatementOperation { Operation: ICompoundAssignmentOperation assignment }
                when Variable(assignment.Target) is { } target:
                return Compound(assignment, target);
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol: var variable } } loop
                when SkipConversions(loop.Collection) is IMemberReferenceOperation over:
                return Expression(over) switch
                {
                    SubmodelsReading submodels => Loop(loop, variable, submodels),
                    null => false,
                    _ => context.Refuse(operation) is not null,
                };
            case IExpressionStatementOperation { Operation: IInvalidOperation }:
                return Silent() is not null;
            default:
                return context.Refuse(operation) is not null;
        }
    }

    private bool Compound(ICompoundAssignmentOperation assignment, ISymbol target)
    {
        if (!_variables.TryGetValue(target, out Reading? left))
            return Silent() is not null;
        return Expression(assignment.Value) is { } right
            && Arithmetic(assignment, assignment.OperatorKind, left, right) is { } value
            && Assign(target, value);
    }

    private bool Assign(ISymbol variable, IOperation value) => Expression(value) is { } reading && Assign(variable, reading);

    private bool Assign(ISymbol variable, Reading value)
    {
        if (value is TensorReading tensor)
            context.Graph.Named(tensor.Node, variable.Name);
        Declare(variable, value);
        return true;
    }

    private static ISymbol? Variable(IOperation target) => target switch
    {
        ILocalReferenceOperation { IsDeclaration: false, Local: { RefKind: RefKind.None } local } => local,
        IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter } => parameter,
        _ => null,
    };

    /// <summary>Returns the meaning of an expression; null if the expression is refused.</summary>
    public Reading? Expression(IOperation operation)
    {
        if (!context.Bounds.TryEnter())
            return context.Refuse(operation, ("an expression nested this deep", "part it with locals"));
        Reading? reading = ReadExpression(operation);
        context.Bounds.Leave();
        return reading;
    }

    /// <summary>Returns the node of an expression that is a value; null if the expression is refused.</summary>
    public int? Node(IOperation operation)
    {
        switch (Expression(operation))
        {
            case null:
                return null;
            case { } reading when ToNode(reading) is { } node:
                return node;
            case TableReading table:
                context.RefuseTable(operation, table);
                return null;
            case IndicesReading:
                context.Refuse(
                    operation,
                    ("whole numbers of an example as numbers", "hand them to Embedding or CrossEntropy; make one of several an int input"));
                return null;
            default:
                context.Refuse(operation);
                return null;
        }
    }

    private Reading? ReadExpression(IOperation operation)
    {
        // The compiler has computed constants, in their own types.
        switch (operation.ConstantValue)
        {
            case { HasValue: true, Value: float value }:
                return new TensorReading(context.Graph.Number(value));
            case { HasValue: true, Value: double value }:
                return new TensorReading(context.Graph.Number(value));
            case { HasValue: true, Value: int value }:
                return new WholeReading(value);
            case { HasValue: true, Value: long value }:
                return new WholeReading(value);
            case { HasValue: true, Value: bool value }:
                return new TruthReading(value);
        }

        switch (operation)
        {
            case ILocalReferenceOperation local:
                return Value(local.Local);
            case IParameterReferenceOperation parameter:
                return Value(parameter.Parameter);
            case IParenthesizedOperation parenthesized:
                return Expression(parenthesized.Operand);
            case IInstanceReferenceOperation:
                return self;
            case IConversionOperation conversion:
                return Conversion(conversion);
            case IFieldReferenceOperation { Field.IsConst: true } or ILiteralOperation:
                return context.Refuse(operation);
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol { IsIndexer: false } } member:
                return Member(member);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: [var index] } element:
                return Element(element, index.Value);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Plus } unary:
                return Expression(unary.Operand);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } unary:
                return Negate(unary);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } unary when Node(unary.Operand) is { } operand:
                return Map(unary, Op.Not, operand);
            case IBinaryOperation { IsLifted: false } binary:
                return Expression(binary.LeftOperand) is { } left && Expression(binary.RightOperand) is { } right
                    ? Arithmetic(binary, binary.OperatorKind, left, right)
                    : null;
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                if (Node(choice.Condition) is not { } condition || Node(choice.WhenTrue) is not { } a || Node(otherwise) is not { } b)
                    return null;
                return context.Graph[a].Shape == context.Graph[b].Shape
                    ? Map(choice, Op.Select, condition, a, b)
                    : context.Misfit(choice, $"The choices are {context.Describe(a)} and {context.Describe(b)}, and need the same shape");
            case IInvocationOperation call:
                return Call(call);
            case IObjectCreationOperation { Arguments.Length: > 0 } created when created.Type is INamedTypeSymbol { Arity: 1 } type:
                return Created(created, type);
            case IInvalidOperation:
                return Silent();
            default:
                return context.Refuse(operation);
        }
    }

    private Reading? Value(ISymbol variable) => _variables.TryGetValue(variable, out Reading? value) ? value : Silent();

    private Reading? Conversion(IConversionOperation conversion)
    {
        if (conversion.Type?.TypeKind == TypeKind.Error || conversion.Operand.Type?.TypeKind == TypeKind.Error)
            return Silent();
        Reading? operand = Expression(conversion.Operand);

        // new(Bias) has the type of its target by a conversion that changes nothing.
        if (SymbolEqualityComparer.Default.Equals(conversion.Type, conversion.Operand.Type))
            return operand;

        // A parameter that is handed on as a span, or a number as another type of number.
        bool isSpan = conversion.Type is INamedTypeSymbol { Name: "ReadOnlySpan" or "Span", Arity: 1 };
        return (operand, conversion.Type?.SpecialType) switch
        {
            (null, _) => null,
            (_, _) when isSpan => operand,
            (WholeReading, SpecialType.System_Int32 or SpecialType.System_Int64) => operand,
            (WholeReading whole, SpecialType.System_Single or SpecialType.System_Double) =>
                new TensorReading(context.Graph.Number(whole.Value)),
            (TensorReading tensor, SpecialType.System_Single or SpecialType.System_Double)
                when context.IsElement(conversion.Type!) || context.Graph[tensor.Node].Op == GraphOp.Constant => operand,
            _ => context.Refuse(conversion, Unsupported.Conversion(conversion.Operand.Type, conversion.Type)),
        };
    }

    private Reading? Member(IMemberReferenceOperation member)
    {
        if (member.Instance is null)
            return context.Refuse(member);
        return Expression(member.Instance) switch
        {
            ModelReading model => context.Member(member, model),
            null => null,
            _ => context.Refuse(member),
        };
    }

    private Reading? Element(IPropertyReferenceOperation element, IOperation index)
    {
        if (Node(element.Instance!) is not { } x || Expression(index) is not { } at)
            return null;
        ValueShape shape = context.Graph[x].Shape;
        if (!shape.IsVector)
            return context.Refuse(element, ("an element of a matrix", "take it of the vector: Flatten(matrix)[index]"));
        if (at is not WholeReading { Value: var number })
            return context.Refuse(element, ("an element at an index that differs", "use constant indices, or MatMul, Sum and Embedding"));
        return number >= 0 && number < shape.Columns
            ? new TensorReading(context.Graph.Slice(x, (int)number, 1))
            : context.Misfit(element, $"The vector has {shape.Columns} elements, and none at index {number}");
    }

    // A parameter as a vector or matrix: new Vec<float>(Bias), new Mat<float>(Table, rows, columns).
    private Reading? Created(IObjectCreationOperation created, INamedTypeSymbol type)
    {
        bool isVec = type.IsGeneric("FusedOpt", "Vec") && created.Arguments is [{ ArgumentKind: ArgumentKind.Explicit }];
        bool isMat = type.IsGeneric("FusedOpt", "Mat") && created.Arguments.Length == 3;
        if (!isVec && !isMat)
            return context.Refuse(created);
        if (Node(created.Arguments[0].Value) is not { } node)
            return null;
        ValueShape from = context.Graph[node].Shape;
        if (isVec)
            return new TensorReading(context.Graph.Reshape(node, ValueShape.Vector((int)from.Count)));
        if (Expression(created.Arguments[1].Value) is not WholeReading { Value: var rows }
            || Expression(created.Arguments[2].Value) is not WholeReading { Value: var columns })
            return context.Refuse(created, ("a matrix of a shape that differs", "use constants for the rows and columns"));
        return rows > 0 && columns > 0 && rows * columns == from.Count
            ? new TensorReading(context.Graph.Reshape(node, new((int)rows, (int)columns)))
            : context.Misfit(created, $"{context.Describe(node)} has {from.Count} elements, not {rows} x {columns}");
    }

    private Reading? Negate(IUnaryOperation unary) => Expression(unary.Operand) switch
    {
        WholeReading => context.Refuse(unary, ("arithmetic of whole numbers in variables", "write a constant: const int ...")),
        TensorReading { Node: var node } when context.Graph[node] is { Op: GraphOp.Constant, Type: ScalarType.Element } constant =>
            new TensorReading(context.Graph.Number(-BitConverter.Int64BitsToDouble(constant.Payload))),
        TensorReading tensor => Map(unary, Op.Negate, tensor.Node),
        null => null,
        _ => context.Refuse(unary),
    };

    private Reading? Arithmetic(IOperation operation, BinaryOperatorKind kind, Reading left, Reading right)
    {
        if (operation.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64)
            return context.Refuse(operation, ("arithmetic of whole numbers in variables", "write a constant: const int ..."));
        if (operation.Type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double && !context.IsElement(operation.Type))
            return context.Refuse(operation, ("arithmetic in another precision than its own", "write a constant: const double ..."));
        if (ExpressionReader.OpOf(kind) is not { } op || ToNode(left) is not { } x || ToNode(right) is not { } y)
            return context.Refuse(operation);
        if (OpTable.Shape(op) != OpShape.Logic && context.Graph[x].Type == ScalarType.Bool)
            return context.Refuse(operation, ("a comparison of conditions", "use &&, || and !"));
        (ITypeSymbol? a, ITypeSymbol? b) = operation switch
        {
            IBinaryOperation binary => (binary.LeftOperand.Type, binary.RightOperand.Type),
            ICompoundAssignmentOperation assignment => (assignment.Target.Type, assignment.Value.Type),
            _ => (null, null),
        };
        return GraphContext.IsVector(a) && GraphContext.IsVector(b)
            ? context.Elementwise(operation, op, x, y, isRepeated: a!.Name != b!.Name)
            : Map(operation, op, x, y);
    }

    private int? ToNode(Reading reading) => reading switch
    {
        TensorReading tensor => tensor.Node,
        WholeReading whole => context.Graph.Number(whole.Value),
        TruthReading truth => context.Graph.Truth(truth.Value),
        _ => null,
    };

    private Reading? Map(IOperation operation, Op op, params int[] operands) => context.Map(operation, op, operands);

    private Reading? Call(IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType.Is(Names.Functional))
            return new NetworkCallReader(context, this).Read(call);
        if (Intrinsics.TryFind(call.TargetMethod, out Op op))
        {
            return context.MayApply(call, call.TargetMethod, op) && Operands(call.Arguments) is { } operands
                ? Map(call, op, operands)
                : null;
        }

        if (Intrinsics.IsClamp(call.TargetMethod))
        {
            return Operands(call.Arguments) is [var x, var low, var high]
                && Map(call, Op.Less, x, low) is TensorReading { Node: var isBelow }
                && Map(call, Op.Select, isBelow, low, x) is TensorReading { Node: var least }
                && Map(call, Op.Greater, least, high) is TensorReading { Node: var isAbove }
                    ? Map(call, Op.Select, isAbove, high, least)
                    : null;
        }

        if (context.FindScalarFunction(call.TargetMethod))
            return Operands(call.Arguments) is { } values ? context.Apply(call, call.TargetMethod, values) : null;
        return Inline(call);
    }

    /// <summary>Returns the nodes of arguments in the order of the parameters; null if one of them is refused.</summary>
    public int[]? Operands(ImmutableArray<IArgumentOperation> arguments)
    {
        int[] operands = new int[arguments.Length];
        foreach (IArgumentOperation argument in arguments)
        {
            if (argument.Parameter is not { } parameter || Node(argument.Value) is not { } node)
                return null;
            operands[parameter.Ordinal] = node;
        }

        return operands;
    }

    // A method of a model is read at each of its calls, with the values of the arguments.
    private Reading? Inline(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        ModelReading model = self;
        if (!method.IsStatic && call.Instance is not null)
        {
            switch (Expression(call.Instance))
            {
                case ModelReading on:
                    model = on;
                    break;
                case null:
                    return null;
                default:
                    return context.Refuse(call);
            }
        }

        if (!context.MayInline(method, self.Type))
            return context.Refuse(call);
        if (DerivativeReader.RefusesMark(method, context.Diagnostics))
            return null;
        if (depth >= DeepestCall)
            return context.Refuse(call, ($"'{method.Name}', which calls itself", "write out the few steps there are"));
        if (!context.Bounds.TryCall())
            return context.Refuse(call, ($"'{method.Name}' so often", "keep its result in a local"));
        var reader = new GraphReader(context, model, depth + 1, _loop);
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter || Expression(argument.Value) is not { } value)
                return null;
            if (value is TensorReading tensor && GraphContext.Shape(parameter) is { } expected
                && context.Graph[tensor.Node].Shape != expected)
            {
                string problem = $"'{parameter.Name}' of {method.Name} is {GraphContext.Describe(expected)}, "
                    + $"and the argument is {context.Describe(tensor.Node)}";
                return context.Misfit(argument, problem);
            }

            reader.Declare(parameter, value);
        }

        int outer = context.BeginCheckpoint(method);
        Reading? result = reader.Read(method);
        context.Graph.Checkpoint = outer;
        if (result is TensorReading { Node: var node })
            context.Graph.Named(node, Identifiers.Camel(method.Name));
        return result;
    }

    private Reading? Silent()
    {
        context.Diagnostics.AddCompilerError();
        return null;
    }
}
