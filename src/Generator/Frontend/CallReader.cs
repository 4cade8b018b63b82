using System;
using System.Linq;
using FusedOpt.Generator.Ir;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FusedOpt.Generator.Frontend;

/// <summary>
/// Reads a call in an update rule: of a function, of a reduction, of a random number, or of a method of the rule's own class.
/// </summary>
/// <param name="expressions">Reads the arguments.</param>
/// <param name="builder">The program.</param>
/// <param name="rule">The class of the rule.</param>
/// <param name="inline">Returns the result of a method of the rule's class for the values of its arguments; null if refused.</param>
internal sealed class CallReader(
    ExpressionReader expressions, ProgramBuilder builder, INamedTypeSymbol rule, Func<IInvocationOperation, int[], int?> inline)
{
    /// <summary>Returns the position of the call's result, or null if the call is refused.</summary>
    public int? Read(IInvocationOperation call)
    {
        if (Intrinsics.TryFindReduction(call.TargetMethod, out (string Function, Rate Rate) reduction))
            return Reduction(call, reduction.Function, reduction.Rate);
        if (Intrinsics.TryFindDraw(call.TargetMethod, out Op noise))
            return Draw(call, noise);
        bool known = Intrinsics.TryFind(call.TargetMethod, out Op op) || Intrinsics.IsClamp(call.TargetMethod);
        if (!known && !IsOwn(call.TargetMethod))
            return expressions.Refuse(call, Unsupported.Describe(call));
        if (known
            && !call.TargetMethod.ContainingType.Is(Names.RuleMath)
            && call.Arguments.Any(a => IsWidening(a.Value))
            && Intrinsics.ClassFor(op, ScalarType.Element) is { } vectorClass)
            return expressions.Refuse(call, Unsupported.OtherClass(call.TargetMethod, vectorClass));
        int[] operands = new int[call.Arguments.Length];
        foreach (IArgumentOperation argument in call.Arguments)
        {
            if (argument.Parameter is not { } parameter || expressions.Read(argument.Value) is not { } value)
                return null;
            operands[parameter.Ordinal] = value;
        }

        return known ? Function(call, op, operands) : inline(call, operands);
    }

    private static bool IsWidening(IOperation value) => value is IConversionOperation
    {
        IsImplicit: true,
        Operand.Type.SpecialType: SpecialType.System_Single,
        Type.SpecialType: SpecialType.System_Double,
    };

    private int? Function(IInvocationOperation call, Op op, int[] operands)
    {
        ScalarType type = builder[operands[0]].Type;
        bool fits = type != ScalarType.Bool && (type != ScalarType.Long || OpTable.TakesIntegers(op));
        if (operands.Any(o => builder[o].Type != type) || !fits)
            return expressions.Refuse(call, Unsupported.Operands(call.TargetMethod));
        if (Intrinsics.ClassFor(op, type) is { } proper && (proper == "RuleMath") != call.TargetMethod.ContainingType.Is(Names.RuleMath))
            return expressions.Refuse(call, Unsupported.OtherClass(call.TargetMethod, proper));
        if (OpTable.Shape(op) == OpShape.UniformFunction && type != ScalarType.Double)
            return expressions.Refuse(call, Unsupported.NoVectorForm($"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}"));
        if (Intrinsics.IsClamp(call.TargetMethod))
            return Clamp(operands[0], operands[1], operands[2]);
        return builder.Operation(op, operands[0], operands.Length > 1 ? operands[1] : -1, operands.Length > 2 ? operands[2] : -1);
    }

    // A gradient passes at the limits of an interval: where two numbers are equal, a minimum would give half to each.
    private int Clamp(int x, int low, int high)
    {
        if (RuleForm.FindAll(rule).Any())
            return builder.Operation(Op.Min, builder.Operation(Op.Max, x, low), high);
        int least = builder.Operation(Op.Select, builder.Operation(Op.Less, x, low), low, x);
        return builder.Operation(Op.Select, builder.Operation(Op.Greater, least, high), high, least);
    }

    // Each draw has a number of its own, so that its random numbers do not depend on the branches that are taken.
    private int? Draw(IInvocationOperation call, Op noise)
    {
        if (call.Instance is not IParameterReferenceOperation)
            return expressions.Refuse(call, Unsupported.Noise);
        if (call.Arguments[0].Value.ConstantValue.Value is not (int number and >= 0 and < Ir.Draw.Most))
        {
            string instead = FormattableString.Invariant($"number the draws of a rule by constants from 0 to {Ir.Draw.Most - 1}");
            return expressions.Refuse(call, ($"'Noise.{call.TargetMethod.Name}' of such a number", instead));
        }

        if (!builder.HasDrawn(new(0, number)))
            return builder.Draw(noise, new(0, number));
        string twice = FormattableString.Invariant($"draw {number} twice");
        return expressions.Refuse(
            call, (twice, "keep the number in a local, or give the second draw a number of its own: noise.Normal(1)"));
    }

    private int? Reduction(IInvocationOperation call, string function, Rate rate)
    {
        if (expressions.Read(call.Arguments[0].Value) is not { } operand)
            return null;
        if (expressions.IsWithinElements)
        {
            string construct = $"'Reduce.{call.TargetMethod.Name}' in a branch that elements choose";
            return expressions.Refuse(
                call, (construct, "reduce before the condition: every element takes part in a reduction"));
        }

        if (builder[operand].Rate <= Rate.Tensor)
        {
            string construct = $"'Reduce.{call.TargetMethod.Name}' of a value that is the same for all elements";
            return expressions.Refuse(call, (construct, "reduce a value that differs by element, or use the value itself"));
        }

        return function switch
        {
            nameof(Op.Sum) => builder.Reduction(Op.Sum, rate, operand),
            nameof(Op.Mean) => builder.Reduction(Op.Mean, rate, operand),
            nameof(Op.Norm) => builder.Reduction(Op.Norm, rate, operand),
            _ => builder.Reduction(Op.Maximum, rate, operand),
        };
    }

    private bool IsOwn(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingType, rule)
        && method is { MethodKind: MethodKind.Ordinary, IsStatic: true, IsGenericMethod: false, ReturnsVoid: false }
        && method.DeclaringSyntaxReferences.Length == 1
        && method.Parameters.All(p => p.RefKind == RefKind.None && !p.IsParams);
}
