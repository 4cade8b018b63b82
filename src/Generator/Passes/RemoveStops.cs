using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>Removes the marks of values through which no gradient goes, once gradients have been taken.</summary>
internal static class RemoveStops
{
    public static Program Run(Program program) => program.Rewrite(
        (builder, instruction, _) => instruction.Op == Op.StopGradient ? instruction.A : builder.Copy(instruction));
}
