using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>
/// Square roots of floats by a refined estimate, which leaves the divider to the divisions. Those of doubles would need too many
/// refinements.
/// </summary>
internal static class EstimateRoots
{
    public static Program Run(Program program) => program.Element != ElementType.Single ? program : BoundedRewriter.Take(
        program,
        (p, i) => p.Instructions[i] is { Op: Op.Sqrt, Rate: Rate.Varying },
        (builder, root) => builder.Operation(Op.SqrtEstimate, root.A));
}
