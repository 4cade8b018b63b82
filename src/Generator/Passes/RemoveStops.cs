using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>Removes the marks that gradients alone need, once gradients have been taken: stops, and slopes that are given.</summary>
internal static class RemoveStops
{
    public static Program Run(Program program) => program.Rewrite(
        (builder, instruction, _) => instruction.Op is Op.StopGradient or Op.Surrogate ? instruction.A : builder.Copy(instruction));
}
