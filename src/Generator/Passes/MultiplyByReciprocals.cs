using System;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>
/// Divisions of elements by what is the same for all of them, or for those of a row, become multiplications by its reciprocal.
/// </summary>
internal static class MultiplyByReciprocals
{
    public static Program Run(Program program) => BoundedRewriter.Take(
        program,
        (p, i) => p.Instructions[i] is { Op: Op.Divide, Rate: Rate.Varying } division && IsInvertible(p, p.Instructions[division.B]),
        (builder, division) => builder.Operation(Op.Multiply, division.A, Reciprocal(builder, division.B)));

    // A constant has to have a reciprocal among the normal numbers.
    private static bool IsInvertible(Program program, Instruction divisor)
    {
        if (!divisor.IsConstant)
            return divisor.Rate is not (Rate.Varying or Rate.Column);
        double magnitude = Math.Abs(divisor.Number), limit = program.Element == ElementType.Single ? 8.5e37 : 4e307;
        return magnitude <= limit && magnitude >= 1 / limit;
    }

    private static int Reciprocal(ProgramBuilder builder, int divisor)
    {
        Instruction of = builder[divisor];
        string? name = of.Name ?? (of.Op == Op.ToElement ? builder[of.A].Name : null);
        return builder.Named(
            builder.Operation(Op.Reciprocal, divisor), "reciprocal" + (name is null ? "" : "Of" + Identifiers.Pascal(name)));
    }
}
