using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>Computes what is known already, where this host gives the bits that any machine would.</summary>
internal static class FoldConstants
{
    public static Program Run(Program program) => program.Rewrite((builder, instruction, _) =>
    {
        if (instruction.IsInput || instruction.Rate != Rate.Constant)
            return builder.Copy(instruction);

        long Bits(int operand) => operand < 0 ? 0 : builder[operand].Payload.Bits;
        foreach (int operand in instruction.Operands)
        {
            if (!builder[operand].IsConstant)
                return builder.Copy(instruction);
        }

        return Evaluator.Fold(
            instruction.Op,
            instruction.Type,
            builder[instruction.A].Type,
            program.Element,
            Bits(instruction.A),
            Bits(instruction.B),
            Bits(instruction.C)) is { } bits
            ? builder.Constant(instruction.Type, bits)
            : builder.Copy(instruction);
    });
}
