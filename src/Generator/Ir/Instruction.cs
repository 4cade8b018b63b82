using System.Collections.Generic;

namespace FusedOpt.Generator.Ir;

/// <summary>One value of a program, computed from earlier values, which the instruction names by their positions.</summary>
/// <param name="Op">The operation.</param>
/// <param name="Type">The type of the result.</param>
/// <param name="Rate">The rate of the result.</param>
/// <param name="A">The position of the first operand; -1 if none.</param>
/// <param name="B">The position of the second operand; -1 if none.</param>
/// <param name="C">The position of the third operand; -1 if none.</param>
/// <param name="Payload">The part that is no operand.</param>
/// <param name="Name">The variable of the rule that holds the result; null if none.</param>
internal readonly record struct Instruction(Op Op, ScalarType Type, Rate Rate, int A, int B, int C, Payload Payload, string? Name)
{
    /// <summary>The positions of the operands, in order.</summary>
    public IEnumerable<int> Operands
    {
        get
        {
            if (A >= 0)
                yield return A;
            if (B >= 0)
                yield return B;
            if (C >= 0)
                yield return C;
        }
    }

    public bool IsConstant => Op == Op.Constant;

    public bool IsInput => OpTable.Shape(Op) == OpShape.Input;

    public bool IsDraw => OpTable.Shape(Op) == OpShape.Draw;

    public bool IsReduction => OpTable.Shape(Op) == OpShape.Reduction;

    /// <summary>The value of a constant of type Element or Double.</summary>
    public double Number => Payload.Number;

    /// <summary>The value of a constant of type Bool.</summary>
    public bool Truth => Payload.Truth;

    /// <summary>Returns the instruction with each operand replaced by its entry in <paramref name="map"/>.</summary>
    public Instruction Mapped(int[] map) => this with
    {
        A = A < 0 ? -1 : map[A],
        B = B < 0 ? -1 : map[B],
        C = C < 0 ? -1 : map[C],
    };
}
