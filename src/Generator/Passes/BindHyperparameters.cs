using System;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>
/// Puts the values of the hyperparameters in place of their names, all but the learning rate's, and settles the element type.
/// </summary>
internal static class BindHyperparameters
{
    public static Program Run(Program program, EquatableArray<long> hyperparameters, ElementType element) =>
        (program with { Element = element }).Rewrite((builder, instruction, _) => instruction switch
        {
            { Op: Op.Hyperparameter } when !program.Hyperparameters[instruction.Payload.Index].IsLearningRate =>
                builder.Constant(instruction.Type, hyperparameters[instruction.Payload.Index]),
            { Op: Op.Constant, Type: ScalarType.Element } when element == ElementType.Single =>
                builder.Number(ScalarType.Element, (float)instruction.Number),
            _ => builder.Copy(instruction),
        });
}
