using System.Linq;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>
/// a * b + c becomes one operation where the machine has it. Only products that nothing else needs: others are computed anyway.
/// </summary>
internal static class ContractProducts
{
    public static Program Run(Program program)
    {
        program = BoundedRewriter.Take(program, (p, i) => IsSum(p.Instructions[i]) && IsProduct(p, p.Instructions[i].B), (builder, sum) =>
        {
            Instruction product = builder[sum.B];
            bool subtracted = sum.Op == Op.Subtract;
            return builder.Operation(
                Op.MultiplyAddEstimate,
                Negated(builder, product.A, subtracted && Varies(builder, product.A)),
                Negated(builder, product.B, subtracted && !Varies(builder, product.A)),
                sum.A);
        });
        return BoundedRewriter.Take(program, (p, i) => IsSum(p.Instructions[i]) && IsProduct(p, p.Instructions[i].A), (builder, sum) =>
            builder.Operation(Op.MultiplyAddEstimate, builder[sum.A].A, builder[sum.A].B, Negated(builder, sum.B, sum.Op == Op.Subtract)));
    }

    private static bool IsSum(Instruction instruction) =>
        instruction is { Op: Op.Add or Op.Subtract, Type: ScalarType.Element, Rate: Rate.Varying };

    private static bool IsProduct(Program program, int position) =>
        program.Instructions[position] is { Op: Op.Multiply, Rate: Rate.Varying }
        && program.Instructions.SelectMany(i => i.Operands).Count(o => o == position) == 1
        && program.ParameterOut != position
        && program.States.All(s => s.Out != position);

    private static bool Varies(ProgramBuilder builder, int position) => builder[position].Rate == Rate.Varying;

    private static int Negated(ProgramBuilder builder, int position, bool negated) =>
        negated ? builder.Operation(Op.Negate, position) : position;
}
