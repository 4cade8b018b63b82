using System;
using System.Collections.Generic;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>The table of derivatives: the gradients of the operands of one operation, given that of its result.</summary>
/// <remarks>
/// At ties and kinks: Min and Max of equal numbers give half to each; Abs, CopySign and Sign have the derivative 0 at 0; rounding has none;
/// FlushSubnormal hands on. Pow at base 0 has the derivative of its limit in the base, and 0 in the exponent.
/// </remarks>
/// <param name="builder">The region of the gradient.</param>
/// <param name="type">The type of the gradient.</param>
/// <param name="gradient">The gradient of the result.</param>
internal sealed class LocalGradient(ProgramBuilder builder, ScalarType type, int gradient)
{
    /// <summary>Returns the contribution to each operand that has one; it is appended when asked for.</summary>
    /// <param name="instruction">The instruction, with operands of the first region.</param>
    /// <param name="y">The result.</param>
    /// <param name="copies">The values of the first region.</param>
    public IEnumerable<(int Operand, Func<int> Contribution)> Differentiate(Instruction instruction, int y, int[] copies)
    {
        int g = gradient;
        int Value(int operand) => operand < 0 ? -1 : Convert(copies[operand]);
        int a = Value(instruction.A), b = Value(instruction.B);
        (int A, int B, int C) at = (instruction.A, instruction.B, instruction.C);
        switch (instruction.Op)
        {
            case Op.Add:
                return [(at.A, () => g), (at.B, () => g)];
            case Op.Subtract:
                return [(at.A, () => g), (at.B, () => Negate(g))];
            case Op.Multiply:
                return [(at.A, () => Multiply(g, b)), (at.B, () => Multiply(g, a))];
            case Op.Divide:
                return [(at.A, () => Divide(g, b)), (at.B, () => Negate(Multiply(Divide(g, b), Convert(y))))];
            case Op.Reciprocal:
                return [(at.A, () => Negate(Multiply(Multiply(g, Convert(y)), Convert(y))))];
            case Op.Negate:
                return [(at.A, () => Negate(g))];
            case Op.FusedMultiplyAdd or Op.MultiplyAddEstimate:
                return [(at.A, () => Multiply(g, b)), (at.B, () => Multiply(g, a)), (at.C, () => g)];
            case Op.Sqrt or Op.SqrtEstimate:
                return [(at.A, () => Divide(g, Add(Convert(y), Convert(y))))];
            case Op.Cbrt:
                return [(at.A, () => Divide(g, Multiply(Number(3), Multiply(Convert(y), Convert(y)))))];
            case Op.Exp:
                return [(at.A, () => Multiply(g, Convert(y)))];
            case Op.Log:
                return [(at.A, () => Divide(g, a))];
            case Op.Tanh:
                return [(at.A, () => Multiply(g, Subtract(Number(1), Multiply(Convert(y), Convert(y)))))];
            case Op.Cos:
                // -sin(a) is cos(a + pi / 2).
                return [(at.A, () => Multiply(g, builder.Operation(Op.Cos, Add(a, Number(Math.PI / 2)))))];
            case Op.Pow:
                return [(at.A, () => DifferentiateBase(g, a, b)), (at.B, () => DifferentiateExponent(g, a, b, Convert(y)))];
            case Op.Atan2:
                int squares = Add(Multiply(b, b), Multiply(a, a));
                return [(at.A, () => Multiply(g, Divide(b, squares))), (at.B, () => Negate(Multiply(g, Divide(a, squares))))];
            case Op.Abs:
                return [(at.A, () => Multiply(g, Sign(a)))];
            case Op.CopySign:
                return [(at.A, () => Multiply(g, Multiply(Sign(a), SignOf(b))))];
            case Op.Min or Op.Max when at.A == at.B:
                return [(at.A, () => g)];
            case Op.Min:
                return [(at.A, () => DifferentiateChoice(g, Op.Less, a, b)), (at.B, () => DifferentiateChoice(g, Op.Less, b, a))];
            case Op.Max:
                return [(at.A, () => DifferentiateChoice(g, Op.Greater, a, b)), (at.B, () => DifferentiateChoice(g, Op.Greater, b, a))];
            case Op.FlushSubnormal or Op.ToElement or Op.ToDouble:
                return [(at.A, () => g)];
            case Op.Surrogate:
                // The value, and an operand with the slope that is given for it.
                return [(at.A, () => g), (at.B, () => Multiply(g, Value(at.C)))];
            default:
                return [];
        }
    }

    private int DifferentiateChoice(int g, Op isChosen, int own, int other)
    {
        int half = Multiply(g, Number(0.5));
        int tied = builder.Operation(Op.Select, builder.Operation(Op.Equal, own, other), half, Number(0));
        return builder.Operation(Op.Select, builder.Operation(isChosen, own, other), g, tied);
    }

    private int DifferentiateBase(int g, int a, int b)
    {
        int power = Multiply(b, builder.Operation(Op.Pow, a, Subtract(b, Number(1))));
        return Multiply(g, builder.Operation(Op.Select, builder.Operation(Op.Equal, b, Number(0)), Number(0), power));
    }

    private int DifferentiateExponent(int g, int a, int b, int y)
    {
        int atZero = builder.Operation(
            Op.And, builder.Operation(Op.Equal, a, Number(0)), builder.Operation(Op.GreaterOrEqual, b, Number(0)));
        return Multiply(g, builder.Operation(Op.Select, atZero, Number(0), Multiply(y, builder.Operation(Op.Log, a))));
    }

    // 1 or -1, for 0 and -0 as well.
    private int SignOf(int value) => builder.Operation(Op.CopySign, Number(1), value);

    private int Sign(int value) => builder.Operation(Op.Sign, value);

    private int Add(int left, int right) => builder.Operation(Op.Add, left, right);

    private int Subtract(int left, int right) => builder.Operation(Op.Subtract, left, right);

    private int Multiply(int left, int right) => builder.Operation(Op.Multiply, left, right);

    private int Divide(int left, int right) => builder.Operation(Op.Divide, left, right);

    private int Negate(int value) => builder.Operation(Op.Negate, value);

    private int Number(double value) => builder.Number(type, value);

    // Values that do not differ within a matrix may be elements; their gradients are doubles.
    private int Convert(int value) => type == ScalarType.Double && builder[value].Type == ScalarType.Element
        ? builder.Operation(Op.ToDouble, value)
        : value;
}
