using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>Multiplies the gradient by a factor that is known at each step, before anything else sees it.</summary>
internal static class ScaleGradient
{
    public static Program Run(Program program) => program.Rewrite((builder, instruction, _) =>
    {
        int position = builder.Copy(instruction);
        return instruction.Op == Op.Gradient
            ? builder.Operation(Op.Multiply, position, builder.Operation(Op.ToElement, builder.GradientScale()))
            : position;
    });
}
