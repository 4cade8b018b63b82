using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>
/// Takes the branches that the hyperparameters decide: <c>nesterov ? a : b</c> becomes <c>a</c>. Everything else keeps
/// its hyperparameters by name, so that the result still reads like the paper.
/// </summary>
internal static class ResolveConditions
{
    public static Program Run(Program program, EquatableArray<long> hyperparameters, bool isMatrix)
    {
        long?[] known = Known(program, hyperparameters, isMatrix);
        return program.Rewrite((builder, instruction, old) => instruction.Op switch
        {
            Op.IsMatrix => builder.Truth(isMatrix),
            Op.Select when known[program.Instructions[old].A] is { } condition => condition != 0 ? instruction.B : instruction.C,
            _ => builder.Copy(instruction),
        }) with { Requirements = EquatableArray<Requirement>.Empty };
    }

    /// <summary>
    /// The bits of every value that the hyperparameters and the kind of parameter decide; null for the others, which the learning rate, the
    /// step or the element decide.
    /// </summary>
    public static long?[] Known(Program program, EquatableArray<long> hyperparameters, bool? isMatrix)
    {
        long?[] known = new long?[program.Instructions.Count];
        for (int i = 0; i < known.Length; i++)
        {
            Instruction instruction = program.Instructions[i];
            known[i] = instruction.Op switch
            {
                Op.Constant => instruction.Payload.Bits,
                Op.Hyperparameter => program.Hyperparameters[instruction.Payload.Index].IsLearningRate
                    ? null
                    : hyperparameters[instruction.Payload.Index],
                Op.IsMatrix => isMatrix is { } matrix ? matrix ? 1 : 0 : null,
                Op.And or Op.Or => Decide(instruction.Op, known[instruction.A], known[instruction.B]),
                Op.Select => known[instruction.A] is { } condition ? known[condition != 0 ? instruction.B : instruction.C] : null,
                _ when instruction.IsInput || instruction.IsReduction || instruction.IsDraw => null,
                _ => Fold(program, instruction, known),
            };
        }

        return known;
    }

    private static long? Fold(Program program, Instruction instruction, long?[] known)
    {
        if (known[instruction.A] is not { } a || (instruction.B >= 0 && known[instruction.B] is null))
            return null;
        long b = instruction.B < 0 ? 0 : known[instruction.B]!.Value;
        return Evaluator.Fold(instruction.Op, instruction.Type, program.Instructions[instruction.A].Type, program.Element, a, b, 0);
    }

    // One side can decide alone.
    private static long? Decide(Op op, long? left, long? right)
    {
        long decisive = op == Op.Or ? 1 : 0;
        return left == decisive || right == decisive ? decisive : left is null || right is null ? null : 1 - decisive;
    }
}
