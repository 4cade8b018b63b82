using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>Rewrites that leave every bit as it was, the sign of zero and NaN included: one a line.</summary>
internal static class Simplify
{
    public static Program Run(Program program) => program.Rewrite((builder, instruction, _) =>
    {
        int a = instruction.A, b = instruction.B, c = instruction.C;
        return instruction.Op switch
        {
            Op.Multiply when Is(builder, a, 1) => b,                                            // 1 * x -> x
            Op.Multiply when Is(builder, b, 1) => a,                                            // x * 1 -> x
            Op.Divide when Is(builder, b, 1) => a,                                              // x / 1 -> x
            Op.Subtract when Is(builder, b, 0.0) => a,                                          // x - 0 -> x
            Op.Add when Is(builder, b, -0.0) => a,                                              // x + -0 -> x
            Op.Add when Is(builder, a, -0.0) => b,                                              // -0 + x -> x
            Op.Negate when builder[a].Op == Op.Negate => builder[a].A,                          // -(-x) -> x
            Op.Not when builder[a].Op == Op.Not => builder[a].A,                                // !!x -> x
            Op.Select when builder[a].IsConstant => builder[a].Truth ? b : c,                   // true ? x : y -> x
            Op.Select when b == c => b,                                                         // p ? x : x -> x
            Op.Select when builder[a].Op == Op.Not => builder.Operation(Op.Select, builder[a].A, c, b),  // !p ? x : y -> p ? y : x
            _ => builder.Copy(instruction),
        };
    });

    // Compares bits, since x - -0 is not x if x is -0. Integers know no -0 and need no rewriting.
    private static bool Is(ProgramBuilder builder, int position, double value) =>
        builder[position] is { IsConstant: true, Type: ScalarType.Element or ScalarType.Double } constant
        && constant.Payload.Bits == System.BitConverter.DoubleToInt64Bits(value);
}
