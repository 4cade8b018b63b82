using System;
using System.Collections.Generic;

namespace FusedOpt.Generator.Ir;

/// <summary>One value of a program: how it is computed from earlier ones, named by their positions.</summary>
/// <param name="Op">What is computed.</param>
/// <param name="Type">The type of the result.</param>
/// <param name="Rate">How often the result changes.</param>
/// <param name="A">The first operand, or -1.</param>
/// <param name="B">The second operand, or -1.</param>
/// <param name="C">The third operand, or -1.</param>
/// <param name="Payload">
/// The number of a state, hyperparameter or <see cref="Draw"/>; the rate of what is counted; the bits of a constant (those of a double for Element), so that -0 is not 0.
/// </param>
/// <param name="Name">The variable of the rule that holds the result, if any.</param>
internal readonly record struct Instruction(Op Op, ScalarType Type, Rate Rate, int A, int B, int C, long Payload, string? Name)
{
    /// <summary>The operands, in order.</summary>
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
    public double Number => BitConverter.Int64BitsToDouble(Payload);

    /// <summary>The value of a constant of type Bool.</summary>
    public bool Truth => Payload != 0;

    /// <summary>The same instruction with its operands found through <paramref name="map"/>.</summary>
    public Instruction Mapped(int[] map) => this with
    {
        A = A < 0 ? -1 : map[A],
        B = B < 0 ? -1 : map[B],
        C = C < 0 ? -1 : map[C],
    };
}
