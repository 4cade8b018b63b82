using System;

namespace FusedOpt.Generator.Ir;

/// <summary>
/// Computes operations on known operands, as bits. The bits are exactly those that generated code would compute: IEEE 754
/// arithmetic, rounded once, whatever the host.
/// </summary>
internal static class Evaluator
{
    /// <summary>The smallest normal float.</summary>
    public const float SmallestNormal = 1.17549435e-38f;

    private const double SmallestNormalDouble = 2.2250738585072014e-308;

    /// <summary>
    /// Returns the bits of the result, or null if this host may give other bits than the machine that the code will run on.
    /// That is so for functions that are not correctly rounded, for results that would be rounded twice, and for results that depend on
    /// an element type which is not decided yet.
    /// </summary>
    public static long? Fold(Op op, ScalarType type, ScalarType operandType, ElementType element, long a, long b, long c)
    {
        if (OpTable.Shape(op) is OpShape.Function or OpShape.UniformFunction or OpShape.Draw
            || op is Op.FusedMultiplyAdd or Op.FlushSubnormal
            || OpTable.IsEstimate(op))
        {
            return null;
        }

        if (element == ElementType.Any && (type == ScalarType.Element || operandType == ScalarType.Element) && op != Op.Select)
            return null;
        long bits = Compute(op, operandType, a, b, c);
        if (type != ScalarType.Element || element != ElementType.Single || op == Op.Select)
            return bits;

        // Two roundings, to double and to float, give the same as one, except among the subnormals.
        float rounded = (float)BitConverter.Int64BitsToDouble(bits);
        return Math.Abs(rounded) < SmallestNormal && BitConverter.Int64BitsToDouble(bits) != 0
            ? null
            : BitConverter.DoubleToInt64Bits(rounded);
    }

    /// <summary>Returns the bits of the result, computed in the type of the operands; elements are computed in double.</summary>
    public static long Compute(Op op, ScalarType operandType, long a, long b, long c) => OpTable.Shape(op) switch
    {
        OpShape.Logic => Truth(op switch { Op.And => a != 0 && b != 0, Op.Or => a != 0 || b != 0, _ => a == 0 }),
        OpShape.Choice => a != 0 ? b : c,
        OpShape.Conversion => operandType == ScalarType.Long ? BitConverter.DoubleToInt64Bits(a) : a,
        OpShape.Comparison => Truth(operandType == ScalarType.Long ? Compare(op, a.CompareTo(b)) : Compare(op, Number(a), Number(b))),
        _ when op == Op.FusedMultiplyAdd => BitConverter.DoubleToInt64Bits(FusedMultiplyAdd.ToDouble(Number(a), Number(b), Number(c))),
        _ when op == Op.MultiplyAddEstimate => BitConverter.DoubleToInt64Bits(Number(a) * Number(b) + Number(c)),
        _ => operandType == ScalarType.Long ? Integer(op, a, b) : BitConverter.DoubleToInt64Bits(Real(op, Number(a), Number(b))),
    };

    private static double Real(Op op, double a, double b) => op switch
    {
        Op.Add => a + b,
        Op.Subtract => a - b,
        Op.Multiply => a * b,
        Op.Divide => a / b,
        Op.Negate => -a,
        Op.Sqrt or Op.SqrtEstimate => Math.Sqrt(a),
        Op.Reciprocal => 1 / a,
        Op.Abs => Math.Abs(a),
        Op.Min => Lesser(a, b),
        Op.Max => -Lesser(-a, -b),
        Op.CopySign => IsNegative(a) == (IsNegative(b) && !double.IsNaN(b)) ? a : -a,
        Op.Sign => a > 0 ? 1 : a < 0 ? -1 : a,
        Op.FlushSubnormal => Math.Abs(a) < SmallestNormalDouble ? 0 : a,
        Op.StopGradient or Op.Surrogate => a,
        Op.Floor => Math.Floor(a),
        Op.Ceiling => Math.Ceiling(a),
        Op.Truncate => Math.Truncate(a),
        Op.Round => Math.Round(a, MidpointRounding.ToEven),
        Op.Pow => Math.Pow(a, b),
        Op.Exp => Math.Exp(a),
        Op.Log => Math.Log(a),
        Op.Tanh => Math.Tanh(a),
        Op.Cbrt => a == 0 ? a : a < 0 ? -Math.Pow(-a, 1.0 / 3) : Math.Pow(a, 1.0 / 3),
        Op.Cos => Math.Cos(a),
        Op.Atan2 => Math.Atan2(a, b),
        _ => throw new InvalidOperationException(op.ToString()),
    };

    // Not every host orders -0 before 0.
    private static double Lesser(double a, double b) =>
        double.IsNaN(a) || double.IsNaN(b) ? double.NaN
        : a < b || (a == b && IsNegative(a)) ? a
        : b;

    private static long Integer(Op op, long a, long b) => unchecked(op switch
    {
        Op.Add => a + b,
        Op.Subtract => a - b,
        Op.Multiply => a * b,
        Op.Negate => -a,
        Op.Min => Math.Min(a, b),
        Op.Max => Math.Max(a, b),
        Op.Abs => a < 0 ? -a : a,
        _ => throw new InvalidOperationException(op.ToString()),
    });

    private static bool Compare(Op op, double a, double b) => op switch
    {
        Op.Less => a < b,
        Op.LessOrEqual => a <= b,
        Op.Greater => a > b,
        Op.GreaterOrEqual => a >= b,
        Op.Equal => a == b,
        _ => a != b,
    };

    private static bool Compare(Op op, int order) => Compare(op, order, 0.0);

    private static double Number(long bits) => BitConverter.Int64BitsToDouble(bits);

    private static long Truth(bool value) => value ? 1 : 0;

    private static bool IsNegative(double value) => BitConverter.DoubleToInt64Bits(value) < 0;
}
