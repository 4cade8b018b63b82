using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>Checks everything that a program must be.</summary>
internal static class Verifier
{
    /// <summary>Returns the first problem of a program, or null if it has none.</summary>
    public static string? Check(Program program)
    {
        for (int i = 0; i < program.Instructions.Count; i++)
        {
            if (Check(program, i) is { } problem)
                return FormattableString.Invariant($"%{i} {program.Instructions[i].Op}: {problem}");
        }

        bool Holds(int position, ScalarType type) =>
            position >= 0 && position < program.Instructions.Count && program.Instructions[position].Type == type;

        bool isRegion = program.Kind == ProgramKind.Region;
        if (isRegion ? program.ParameterOut != -1 : !Holds(program.ParameterOut, ScalarType.Element))
            return isRegion ? "a region has a parameter" : "the parameter has no new value";
        bool IsValue(OutputSlot slot) =>
            Holds(slot.Value, slot.Rate == Rate.Tensor ? ScalarType.Double : ScalarType.Element)
            && Rates.Join(program.Instructions[slot.Value].Rate, slot.Rate) == slot.Rate;
        if (program.Outputs.FirstOrDefault(o => !IsValue(o)) is { } output)
            return $"output {output.Name} has no value";
        if (program.Inputs.Any(i => i.Rate < Rate.Tensor) || program.Outputs.Any(o => o.Rate < Rate.Tensor))
            return "an input or output changes less often than once for a matrix";
        if (isRegion ? program.States.Count + program.Hyperparameters.Count + program.Requirements.Count > 0
            : program.Inputs.Count + program.Outputs.Count > 0)
        {
            return isRegion ? "a region has a state, a hyperparameter or a requirement" : "only a region has inputs and outputs";
        }

        bool HasNewValue(StateSlot slot) =>
            slot.Rate >= Rate.Tensor
            && Holds(slot.Out, slot.Type)
            && Rates.Join(program.Instructions[slot.Out].Rate, slot.Rate) == slot.Rate;
        bool HasInitialValue(StateSlot slot) =>
            slot.InitialFrom == -1 || program.Hyperparameters.ElementAtOrDefault(slot.InitialFrom) is { Type: ScalarType.Double };

        if (program.States.FirstOrDefault(s => !HasNewValue(s)) is { } state)
            return $"state {state.Name} has no new value";
        if (!program.States.All(HasInitialValue))
            return "the initial value of a state names no hyperparameter";
        if (program.Requirements.Any(r => !Holds(r.Condition, ScalarType.Bool)))
            return "a requirement is no condition";
        if (program.Hyperparameters.Any(h => h.Type == ScalarType.Element))
            return "a hyperparameter differs by element";
        int learningRates = program.Hyperparameters.Count(h => h.IsLearningRate && h.Type == ScalarType.Double);
        if (learningRates != (program.Kind == ProgramKind.Rule ? 1 : 0))
            return program.Kind == ProgramKind.Rule ? "there is no learning rate" : "a stage has a learning rate";
        if (program.Instructions.Where(i => !Fits(i.Op, program.Kind)).Select(i => (Op?)i.Op).FirstOrDefault() is { } stranger)
            return $"{stranger} is no input of a {program.Kind}";
        IEnumerable<string> names = program.Hyperparameters.Select(h => h.Name)
            .Concat(program.States.Select(s => s.Name))
            .Concat(program.Inputs.Select(i => i.Name))
            .Concat(program.Outputs.Select(o => o.Name));
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            return $"{twice.Key} is declared twice";
        IEnumerable<string> variables = program.Instructions.Where(i => i.Name is not null).Select(i => i.Name!);
        return names.Concat(variables).Append(program.Name).FirstOrDefault(n => !Identifiers.IsValid(n)) is { } invalid
            ? $"'{invalid}' is no name"
            : null;
    }

    // An average comes after the rule: it has no use for a gradient, and it alone reads the parameter as the rule has left it.
    // A region has inputs of its own instead of those of a step.
    private static bool Fits(Op op, ProgramKind kind) => op switch
    {
        Op.Input or Op.StopGradient or Op.Surrogate => kind == ProgramKind.Region,
        Op.Parameter or Op.State or Op.Step or Op.GradientScale or Op.Hyperparameter or Op.IsMatrix => kind != ProgramKind.Region,
        Op.Gradient => kind is ProgramKind.Rule or ProgramKind.Transform,
        Op.Updated => kind == ProgramKind.Average,
        _ => true,
    };

    /// <summary>Returns the program itself, or throws an exception that names the pass if the program has a problem.</summary>
    public static Program Verified(this Program program, string pass) =>
        Check(program) is { } problem ? throw new InvalidOperationException($"After {pass}: {problem}") : program;

    private static string? Check(Program program, int position)
    {
        Instruction instruction = program.Instructions[position];
        int arity = OpTable.Arity(instruction.Op);
        if (instruction.A >= 0 != arity > 0 || instruction.B >= 0 != arity > 1 || instruction.C >= 0 != arity > 2)
            return "wrong number of operands";
        int[] operands = [.. instruction.Operands];
        if (operands.Any(o => o >= position))
            return "operand computed later";

        ScalarType Type(int index) => program.Instructions[operands[index]].Type;
        bool AreAll(ScalarType type) => operands.All(o => program.Instructions[o].Type == type);
        bool typed = OpTable.Shape(instruction.Op) switch
        {
            OpShape.Input => CheckInput(program, instruction),
            OpShape.Arithmetic or OpShape.Function => IsArithmetic(instruction) && AreAll(instruction.Type),
            OpShape.UniformFunction => instruction.Type == ScalarType.Double && AreAll(ScalarType.Double),
            OpShape.Draw => instruction is { Type: ScalarType.Element, Rate: Rate.Varying, Payload.Bits: >= 0 and <= int.MaxValue },
            OpShape.Reduction =>
                instruction is { Type: ScalarType.Double, Rate: Rate.Tensor } or { Type: ScalarType.Element, Rate: Rate.Row or Rate.Column }
                && Type(0) == ScalarType.Element,
            OpShape.Conversion => instruction.Op == Op.ToElement
                ? instruction.Type == ScalarType.Element && Type(0) == ScalarType.Double
                : instruction.Type == ScalarType.Double && Type(0) is ScalarType.Long or ScalarType.Element,
            OpShape.Comparison => instruction.Type == ScalarType.Bool && Type(0) == Type(1) && Type(0) != ScalarType.Bool,
            OpShape.Logic => instruction.Type == ScalarType.Bool && AreAll(ScalarType.Bool),
            OpShape.Choice => Type(0) == ScalarType.Bool && Type(1) == instruction.Type && Type(2) == instruction.Type,
            _ => false,
        };
        if (!typed)
            return "wrong types";

        Rate rate = operands.Aggregate(Rate.Constant, (r, o) => Rates.Join(r, program.Instructions[o].Rate));
        if (operands.Length > 0 && !instruction.IsReduction && rate != instruction.Rate)
            return "wrong rate";
        return instruction is { Rate: > Rate.Tensor, Type: ScalarType.Double or ScalarType.Long }
            ? "differs by element, but is not of the element type"
            : null;
    }

    private static bool IsArithmetic(Instruction instruction) => instruction.Type switch
    {
        ScalarType.Bool => false,
        ScalarType.Long => OpTable.TakesIntegers(instruction.Op),
        _ => true,
    };

    private static bool CheckInput(Program program, Instruction instruction) => instruction.Op switch
    {
        Op.Input => instruction.Payload.Bits >= 0
            && instruction.Payload.Bits < program.Inputs.Count
            && instruction.Rate == program.Inputs[instruction.Payload.Index].Rate
            && instruction.Type == (instruction.Rate == Rate.Tensor ? ScalarType.Double : ScalarType.Element),
        Op.Parameter or Op.Gradient or Op.Updated => instruction is { Type: ScalarType.Element, Rate: Rate.Varying },
        Op.State => instruction.Payload.Bits >= 0
            && instruction.Payload.Bits < program.States.Count
            && instruction.Type == program.States[instruction.Payload.Index].Type
            && instruction.Rate == program.States[instruction.Payload.Index].Rate,
        Op.Step => instruction is { Type: ScalarType.Long, Rate: Rate.Uniform },
        Op.GradientScale => instruction is { Type: ScalarType.Double, Rate: Rate.Uniform },
        Op.Hyperparameter => instruction is { Rate: Rate.Uniform, Payload.Bits: >= 0 }
            && instruction.Payload.Bits < program.Hyperparameters.Count
            && instruction.Type == program.Hyperparameters[instruction.Payload.Index].Type,
        Op.Count => instruction is { Type: ScalarType.Long, Rate: Rate.Tensor }
            && instruction.Payload.Bits is (long)Rate.Tensor or (long)Rate.Row or (long)Rate.Column,
        Op.IsMatrix => instruction is { Type: ScalarType.Bool, Rate: Rate.Tensor },
        _ => instruction.Rate == Rate.Constant,
    };
}
