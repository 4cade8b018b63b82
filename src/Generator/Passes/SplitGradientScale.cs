using System.Collections.Generic;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>
/// Multiplies the gradients of floats in two steps where the factor is below the normal floats, in which it would lose its digits or become
/// 0. A gradient of norm 1e38 that is clipped to 1e-3 has such a factor.
/// </summary>
/// <remarks>
/// The choice is one for the whole step, so that loops with an ordinary factor are as they were. Doubles need no second step: the factor is
/// a double.
/// </remarks>
internal static class SplitGradientScale
{
    // 2^-126, the smallest normal float, and its inverse.
    private const double Least = Evaluator.SmallestNormal, Inverse = 8.507059173023462e37;

    public static Program Run(Program program, ElementType element)
    {
        if (element != ElementType.Single)
            return program;
        var factors = new HashSet<int>();
        return program.Rewrite((builder, instruction, _) =>
        {
            int position = builder.Copy(instruction);
            if (instruction.Op == Op.ToElement && builder[instruction.A].Op == Op.GradientScale)
                factors.Add(position);
            if (instruction.Op != Op.Multiply || !factors.Contains(instruction.B))
                return position;
            int scale = builder[instruction.B].A;
            int isBelow = builder.Named(builder.Operation(Op.Less, scale, builder.Number(ScalarType.Double, Least)), "isScaleBelowNormal");
            int lifted = builder.Named(builder.Operation(Op.Multiply, scale, builder.Number(ScalarType.Double, Inverse)), "liftedScale");
            int first = builder.Operation(Op.Multiply, instruction.A, builder.Number(ScalarType.Element, Least));
            int product = builder.Operation(Op.Multiply, first, builder.Operation(Op.ToElement, lifted));
            return builder.Operation(Op.Select, isBelow, product, position);
        });
    }
}
