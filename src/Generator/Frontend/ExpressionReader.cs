using System;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads an expression of an update rule into a program.</summary>
/// <param name="builder">The program.</param>
/// <param name="diagnostics">Takes the errors.</param>
/// <param name="rule">The class of the rule.</param>
/// <param name="title">The name of what is read, at the beginning of a sentence.</param>
/// <param name="element">The type in C# that stands for elements.</param>
/// <param name="bounds">The bounds on the size of the rule.</param>
/// <param name="valueOf">Returns the position of a variable's value; null if the variable has none yet.</param>
/// <param name="inline">Returns the result of a method of the rule's class for the values of its arguments; null if refused.</param>
/// <param name="initializer">Returns the declared value of a constant of the rule's class.</param>
internal sealed class ExpressionReader(
    ProgramBuilder builder,
    DiagnosticBag diagnostics,
    INamedTypeSymbol rule,
    string title,
    SpecialType element,
    ReadingBounds bounds,
    Func<ISymbol, int?> valueOf,
    Func<IInvocationOperation, int[], int?> inline,
    Func<IFieldSymbol, IOperation?> initializer)
{
    /// <summary>True if the expression is computed for some of the elements only, in a branch that elements choose.</summary>
    public bool IsWithinElements { get; set; }

    /// <summary>Returns the position of the expression's value, or null if the expression is refused.</summary>
    public int? Read(IOperation operation)
    {
        if (!bounds.TryEnter())
            return Refuse(operation, ("an expression nested this deep", "part it with locals"));
        int? position = Constant(operation) ?? ReadOperation(operation);
        bounds.Leave();
        return position;
    }

    /// <summary>Returns the position of the value of <c>target op= value</c>, or null if the assignment is refused.</summary>
    public int? Compound(ICompoundAssignmentOperation assignment, int target)
    {
        if (!assignment.InConversion.IsIdentity || !assignment.OutConversion.IsIdentity)
            return Refuse(assignment, Unsupported.Conversion(assignment.Target.Type, assignment.Value.Type));
        return OpOf(assignment.OperatorKind) is { } op && Read(assignment.Value) is { } value
            ? Arithmetic(assignment, op, target, value)
            : Unknown(assignment, assignment.OperatorKind);
    }

    /// <summary>Reports a construct that cannot be compiled, with the advice what to write instead. Returns null.</summary>
    public int? Refuse(IOperation operation, (string Construct, string Instead) what)
    {
        Location location = operation.Syntax.GetLocation();
        diagnostics.Add(Descriptors.UnsupportedConstruct, location, title, what.Construct, what.Instead);
        return null;
    }

    private int? ReadOperation(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { ContainingType: var type, Name: var name } } when type.Is(Names.Shape) =>
            Property(name),
        IFieldReferenceOperation { Field: { IsConst: true } constant } when IsOwn(constant) =>
            initializer(constant) is { } value ? Read(value) : Silent(),
        ILocalReferenceOperation local => valueOf(local.Local) ?? Silent(),
        IParameterReferenceOperation { Parameter.Type: var type } when type.Is(Names.Noise) =>
            Refuse(operation, Unsupported.Noise),
        IParameterReferenceOperation parameter => valueOf(parameter.Parameter) ?? Silent(),
        IParenthesizedOperation parenthesized => Read(parenthesized.Operand),
        IConversionOperation conversion => Conversion(conversion),
        IUnaryOperation { OperatorMethod: null } unary => Unary(unary),
        IBinaryOperation { OperatorMethod: null, IsLifted: false } binary => Binary(binary),
        IConditionalOperation { WhenFalse: { } otherwise } choice => Choice(choice, otherwise),
        IInvocationOperation call => new CallReader(this, builder, rule, inline).Read(call),
        IInvalidOperation => Silent(),
        _ => Refuse(operation, Unsupported.Describe(operation)),
    };

    // Constants of the rule's own class are read as their initializers.
    private int? Constant(IOperation operation) => operation is IFieldReferenceOperation { Field: var field } && IsOwn(field)
        ? null
        : ConstantReader.Read(builder, operation) is { } position ? ToElement(position)
        : null;

    // All numbers of a function are doubles if its elements are.
    private int ToElement(int constant) => element == SpecialType.System_Double && builder[constant].Type == ScalarType.Double
        ? builder.Number(ScalarType.Element, builder[constant].Number)
        : constant;

    private int? Conversion(IConversionOperation conversion)
    {
        if (conversion.OperatorMethod is not null || conversion.IsTryCast)
            return Refuse(conversion, Unsupported.Conversion(conversion.Operand.Type, conversion.Type));
        if (conversion.Type?.TypeKind == TypeKind.Error || conversion.Operand.Type?.TypeKind == TypeKind.Error)
            return Silent();
        if (Read(conversion.Operand) is not { } operand)
            return null;
        Instruction from = builder[operand];
        return (from.Type, conversion.Type?.SpecialType) switch
        {
            (ScalarType.Element, { } type) when type == element => operand,
            (ScalarType.Long, SpecialType.System_Double) when element == SpecialType.System_Double => from.IsConstant
                ? builder.Number(ScalarType.Element, from.Payload.Bits)
                : builder.Operation(Op.ToElement, builder.Operation(Op.ToDouble, operand)),
            (ScalarType.Double, SpecialType.System_Double) => operand,
            (ScalarType.Long, SpecialType.System_Int64) => operand,
            (ScalarType.Long, SpecialType.System_Double) => from.IsConstant
                ? builder.Number(ScalarType.Double, from.Payload.Bits)
                : builder.Operation(Op.ToDouble, operand),
            (ScalarType.Double, SpecialType.System_Single) => builder.Operation(Op.ToElement, operand),
            (ScalarType.Long, SpecialType.System_Single) => from.IsConstant
                ? builder.Number(ScalarType.Element, from.Payload.Bits)
                : builder.Operation(Op.ToElement, builder.Operation(Op.ToDouble, operand)),
            _ => Refuse(conversion, Unsupported.Conversion(conversion.Operand.Type, conversion.Type)),
        };
    }

    private int? Unary(IUnaryOperation unary)
    {
        if (unary.OperatorKind is not (UnaryOperatorKind.Plus or UnaryOperatorKind.Minus or UnaryOperatorKind.Not))
            return Refuse(unary, Unsupported.Describe(unary));
        if (Read(unary.Operand) is not { } operand)
            return null;
        return (unary.OperatorKind, builder[operand].Type == ScalarType.Bool) switch
        {
            (UnaryOperatorKind.Plus, false) => operand,
            (UnaryOperatorKind.Minus, false) => builder.Operation(Op.Negate, operand),
            (UnaryOperatorKind.Not, true) => builder.Operation(Op.Not, operand),
            _ => Refuse(unary, Unsupported.Describe(unary)),
        };
    }

    private int? Binary(IBinaryOperation binary) =>
        OpOf(binary.OperatorKind) is not { } op ? Unknown(binary, binary.OperatorKind)
        : Read(binary.LeftOperand) is { } left && Read(binary.RightOperand) is { } right ? Arithmetic(binary, op, left, right)
        : null;

    private int? Arithmetic(IOperation operation, Op op, int left, int right)
    {
        ScalarType type = builder[left].Type;
        bool fits = OpTable.Shape(op) switch
        {
            OpShape.Logic => type == ScalarType.Bool,
            OpShape.Comparison => type != ScalarType.Bool,
            _ => type != ScalarType.Bool && (type != ScalarType.Long || OpTable.TakesIntegers(op)),
        };
        return fits && type == builder[right].Type
            ? Checked(operation, builder.Operation(op, left, right))
            : Refuse(operation, Unsupported.Describe(operation));
    }

    /// <summary>Returns the position of a choice between two values of one type, or null if the choice is refused.</summary>
    public int? Choose(IOperation operation, int condition, int whenTrue, int whenFalse) =>
        Checked(operation, builder.Operation(Op.Select, condition, whenTrue, whenFalse));

    /// <summary>Returns true if elements choose between the branches of a condition.</summary>
    public bool DiffersByElement(int condition) => builder[condition].Rate > Rate.Tensor;

    // Only floats run in vectors.
    private int? Checked(IOperation operation, int position) =>
        builder[position] is { Rate: > Rate.Tensor, Type: ScalarType.Double or ScalarType.Long }
            ? Refuse(operation, ("a double or long that differs by element", "make it a float: cast what it is made of first"))
            : position;

    private int? Choice(IConditionalOperation choice, IOperation otherwise)
    {
        if (Read(choice.Condition) is not { } condition)
            return null;
        bool outside = IsWithinElements;
        IsWithinElements |= DiffersByElement(condition);
        int? whenTrue = Read(choice.WhenTrue), whenFalse = Read(otherwise);
        IsWithinElements = outside;
        if (whenTrue is not { } a || whenFalse is not { } b)
            return null;
        return builder[condition].Type == ScalarType.Bool && builder[a].Type == builder[b].Type
            ? Choose(choice, condition, a, b)
            : Refuse(choice, Unsupported.Describe(choice));
    }

    // Reads a property of the shape of a parameter.
    private int? Property(string name) => name switch
    {
        "IsMatrix" => builder.IsMatrix(),
        "Rows" => builder.Count(Rate.Column),
        "Columns" => builder.Count(Rate.Row),
        _ => builder.Count(Rate.Tensor),
    };

    private bool IsOwn(IFieldSymbol field) =>
        SymbolEqualityComparer.Default.Equals(field.ContainingType, rule) && field.DeclaringSyntaxReferences.Length == 1;

    /// <summary>Returns the operation of an operator; null if rules have no such operator.</summary>
    public static Op? OpOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => Op.Add,
        BinaryOperatorKind.Subtract => Op.Subtract,
        BinaryOperatorKind.Multiply => Op.Multiply,
        BinaryOperatorKind.Divide => Op.Divide,
        BinaryOperatorKind.LessThan => Op.Less,
        BinaryOperatorKind.LessThanOrEqual => Op.LessOrEqual,
        BinaryOperatorKind.GreaterThan => Op.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => Op.GreaterOrEqual,
        BinaryOperatorKind.Equals => Op.Equal,
        BinaryOperatorKind.NotEquals => Op.NotEqual,
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => Op.And,
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => Op.Or,
        _ => null,
    };

    private int? Unknown(IOperation operation, BinaryOperatorKind kind) =>
        OpOf(kind) is null ? Refuse(operation, Unsupported.Describe(operation)) : null;

    // The compiler itself reports the error.
    private int? Silent()
    {
        diagnostics.AddCompilerError();
        return null;
    }
}
