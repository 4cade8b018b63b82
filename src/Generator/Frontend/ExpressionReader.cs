using System;
using System.Globalization;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads an expression of an update rule into a program.</summary>
/// <param name="builder">The program.</param>
/// <param name="diagnostics">Where what cannot be compiled is told.</param>
/// <param name="rule">The class of the rule.</param>
/// <param name="valueOf">What a variable holds; null where it holds nothing yet.</param>
/// <param name="inline">What a method of the rule's class gives for the values of its arguments; null where it is refused.</param>
/// <param name="initializer">What a constant of the rule's class is declared to be.</param>
internal sealed class ExpressionReader(
    ProgramBuilder builder, DiagnosticBag diagnostics, INamedTypeSymbol rule, Func<ISymbol, int?> valueOf, Func<IInvocationOperation, int[], int?> inline, Func<IFieldSymbol, IOperation?> initializer)
{
    // Deeper than anyone writes, and shallow enough for the stack of any thread.
    private const int DeepestNesting = 200;

    private int _depth;

    /// <summary>Whether what is read is computed for some of the elements only: a branch that they choose.</summary>
    public bool IsWithinElements { get; set; }

    /// <summary>The position of the expression's value, or null where it is refused.</summary>
    public int? Read(IOperation operation)
    {
        if (_depth >= DeepestNesting)
            return Refuse(operation, ("an expression nested this deep", "part it with locals"));
        _depth++;
        int? position = Constant(operation) ?? ReadOperation(operation);
        _depth--;
        return position;
    }

    /// <summary>The value of <c>target op= value</c>.</summary>
    public int? Compound(ICompoundAssignmentOperation assignment, int target)
    {
        if (!assignment.InConversion.IsIdentity || !assignment.OutConversion.IsIdentity)
            return Refuse(assignment, Unsupported.Conversion(assignment.Target.Type, assignment.Value.Type));
        return OpOf(assignment.OperatorKind) is { } op && Read(assignment.Value) is { } value
            ? Arithmetic(assignment, op, target, value)
            : Unknown(assignment, assignment.OperatorKind);
    }

    private int? ReadOperation(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { ContainingType: var type, Name: var name } } when type.Is(Names.Tensor) => Property(name),
        IFieldReferenceOperation { Field: { IsConst: true } constant } when IsOwn(constant) => initializer(constant) is { } value ? Read(value) : Silent(),
        ILocalReferenceOperation local => valueOf(local.Local) ?? Silent(),
        IParameterReferenceOperation { Parameter.Type: var type } when type.Is(Names.Noise) => Refuse(operation, Unsupported.Noise),
        IParameterReferenceOperation parameter => valueOf(parameter.Parameter) ?? Silent(),
        IParenthesizedOperation parenthesized => Read(parenthesized.Operand),
        IConversionOperation conversion => Conversion(conversion),
        IUnaryOperation { OperatorMethod: null } unary => Unary(unary),
        IBinaryOperation { OperatorMethod: null, IsLifted: false } binary => Binary(binary),
        IConditionalOperation { WhenFalse: { } otherwise } choice => Choice(choice, otherwise),
        IInvocationOperation call => Call(call),
        IInvalidOperation => Silent(),
        _ => Refuse(operation, Unsupported.Describe(operation)),
    };

    // Literals, and constants from elsewhere; not whole constant expressions, which are computed in the element type.
    private int? Constant(IOperation operation)
    {
        if (!operation.ConstantValue.HasValue || !(operation is ILiteralOperation or IConversionOperation { Operand: ILiteralOperation, Operand.Type.SpecialType: SpecialType.System_Int32 } || operation is IFieldReferenceOperation { Field: var field } && !IsOwn(field)))
            return null;
        return operation.ConstantValue.Value switch
        {
            float value => builder.Number(ScalarType.Element, Wide(operation, value)),
            double value => builder.Number(ScalarType.Double, value),
            int value => builder.Constant(ScalarType.Long, value),
            long value => builder.Constant(ScalarType.Long, value),
            bool value => builder.Truth(value),
            _ => null,
        };
    }

    // What a float stands for where the element type is double: the decimal that was written, Math's constant for MathF's.
    private static double Wide(IOperation operation, float value)
    {
        object? wide = operation switch
        {
            ILiteralOperation { Syntax: LiteralExpressionSyntax { Token.Text: var text } } =>
                double.TryParse(text.TrimEnd('f', 'F').Replace("_", ""), NumberStyles.Float, CultureInfo.InvariantCulture, out double written) ? written : null,
            IFieldReferenceOperation { Field: { ContainingType: { Name: "MathF" } type, Name: var name } } =>
                type.ContainingNamespace.GetTypeMembers("Math").SelectMany(t => t.GetMembers(name)).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue,
            _ => null,
        };
        return wide is double number && ((float)number).Equals(value) ? number : Literals.Widen(value);
    }

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
            (ScalarType.Element, SpecialType.System_Single) => operand,
            (ScalarType.Double, SpecialType.System_Double) => operand,
            (ScalarType.Long, SpecialType.System_Int64) => operand,
            (ScalarType.Long, SpecialType.System_Double) => from.IsConstant ? builder.Number(ScalarType.Double, from.Payload) : builder.Operation(Op.ToDouble, operand),
            (ScalarType.Double, SpecialType.System_Single) => builder.Operation(Op.ToElement, operand),
            (ScalarType.Long, SpecialType.System_Single) => from.IsConstant
                ? builder.Number(ScalarType.Element, from.Payload)
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
        return fits && type == builder[right].Type ? Checked(operation, builder.Operation(op, left, right)) : Refuse(operation, Unsupported.Describe(operation));
    }

    /// <summary>One of two values of one type.</summary>
    public int? Choose(IOperation operation, int condition, int whenTrue, int whenFalse) =>
        Checked(operation, builder.Operation(Op.Select, condition, whenTrue, whenFalse));

    /// <summary>Whether the elements choose between the branches of a condition.</summary>
    public bool DiffersByElement(int condition) => builder[condition].Rate > Rate.Tensor;

    // Only floats run in lanes.
    private int? Checked(IOperation operation, int position) => builder[position] is { Rate: > Rate.Tensor, Type: ScalarType.Double or ScalarType.Long }
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

    // What is known of the shape of a parameter.
    private int? Property(string name) => name switch
    {
        "IsMatrix" => builder.IsMatrix(),
        "Rows" => builder.Count(Rate.Column),
        "Columns" => builder.Count(Rate.Row),
        _ => builder.Count(Rate.Tensor),
    };

    private int? Call(IInvocationOperation call)
    {
        if (Intrinsics.TryFindReduction(call.TargetMethod, out (string Function, Rate Rate) reduction))
            return Reduction(call, reduction.Function, reduction.Rate);
        if (Intrinsics.TryFindDraw(call.TargetMethod, out Op noise))
            return Draw(call, noise);
        bool known = Intrinsics.TryFind(call.TargetMethod, out Op op) || Intrinsics.IsClamp(call.TargetMethod);
        if (!known && !IsOwn(call.TargetMethod))
            return Refuse(call, Unsupported.Describe(call));
        if (known && !call.TargetMethod.ContainingType.Is(Names.RuleMath) && call.Arguments.Any(a => a.Value is IConversionOperation { IsImplicit: true, Operand.Type.SpecialType: SpecialType.System_Single, Type.SpecialType: SpecialType.System_Double })
            && Intrinsics.ClassFor(op, ScalarType.Element) is { } vectorClass)
            return Refuse(call, Unsupported.OtherClass(call.TargetMethod, vectorClass));
        int[] operands = new int[call.Arguments.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter || Read(argument.Value) is not { } value)
                return null;
            operands[parameter.Ordinal] = value;
        }

        return known ? Function(call, op, operands) : inline(call, operands);
    }

    private int? Function(IInvocationOperation call, Op op, int[] operands)
    {
        ScalarType type = builder[operands[0]].Type;
        if (operands.Any(o => builder[o].Type != type) || type is ScalarType.Bool || (type == ScalarType.Long && !OpTable.TakesIntegers(op)))
            return Refuse(call, Unsupported.Describe(call));
        if (Intrinsics.ClassFor(op, type) is { } proper && (proper == "RuleMath") != call.TargetMethod.ContainingType.Is(Names.RuleMath))
            return Refuse(call, Unsupported.OtherClass(call.TargetMethod, proper));
        if (OpTable.Shape(op) == OpShape.UniformFunction && type != ScalarType.Double)
            return Refuse(call, Unsupported.NoVectorForm($"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}"));
        if (Intrinsics.IsClamp(call.TargetMethod))
            return builder.Operation(Op.Min, builder.Operation(Op.Max, operands[0], operands[1]), operands[2]);
        return builder.Operation(op, operands[0], operands.Length > 1 ? operands[1] : -1, operands.Length > 2 ? operands[2] : -1);
    }

    // Each has a number of its own, so that which is which does not depend on the branches that are taken.
    private int? Draw(IInvocationOperation call, Op noise)
    {
        if (call.Instance is not IParameterReferenceOperation)
            return Refuse(call, Unsupported.Noise);
        if (call.Arguments[0].Value.ConstantValue.Value is not (int number and >= 0 and < Ir.Draw.Most))
            return Refuse(call, ($"'Noise.{call.TargetMethod.Name}' of such a number", FormattableString.Invariant($"number the draws of a rule by constants from 0 to {Ir.Draw.Most - 1}")));
        return builder.HasDrawn(number)
            ? Refuse(call, (FormattableString.Invariant($"draw {number} twice"), "keep the number in a local, or give the second draw a number of its own: noise.Normal(1)"))
            : builder.Draw(noise, number);
    }

    private int? Reduction(IInvocationOperation call, string function, Rate rate)
    {
        if (Read(call.Arguments[0].Value) is not { } operand)
            return null;
        if (IsWithinElements)
            return Refuse(call, ($"'Tensor.{call.TargetMethod.Name}' in a branch that elements choose", "reduce before the condition: every element takes part in a reduction"));
        if (builder[operand].Rate <= Rate.Tensor)
            return Refuse(call, ($"'Tensor.{call.TargetMethod.Name}' of a value that is the same for all elements", "reduce a value that differs by element, or use the value itself"));
        return function switch
        {
            nameof(Op.Sum) => builder.Reduction(Op.Sum, rate, operand),
            nameof(Op.Mean) => builder.Reduction(Op.Mean, rate, operand),
            nameof(Op.Norm) => builder.Reduction(Op.Norm, rate, operand),
            _ => builder.Reduction(Op.Largest, rate, operand),
        };
    }

    private bool IsOwn(IFieldSymbol field) => SymbolEqualityComparer.Default.Equals(field.ContainingType, rule) && field.DeclaringSyntaxReferences.Length == 1;

    private bool IsOwn(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingType, rule)
        && method is { MethodKind: MethodKind.Ordinary, IsStatic: true, IsGenericMethod: false, ReturnsVoid: false }
        && method.DeclaringSyntaxReferences.Length == 1
        && method.Parameters.All(p => p.RefKind == RefKind.None && !p.IsParams);

    private static Op? OpOf(BinaryOperatorKind kind) => kind switch
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
        OpOf(kind) is null ? Refuse(operation, ($"the operator '{kind}'", "use + - * /, comparisons, && and ||")) : null;

    private int? Refuse(IOperation operation, (string Construct, string Instead) what)
    {
        diagnostics.Add(Descriptors.UnsupportedConstruct, operation.Syntax.GetLocation(), RuleForm.Of(rule).Title, what.Construct, what.Instead);
        return null;
    }

    // The compiler itself reports it.
    private int? Silent()
    {
        diagnostics.AddCompilerError();
        return null;
    }
}
