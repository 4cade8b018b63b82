using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>
/// Drops values that nothing needs, and states that are never read, which are then never allocated. A state that builds on
/// itself is kept even where the parameter does not depend on it: an average that the user reads.
/// </summary>
internal static class RemoveDead
{
    public static Program Run(Program program)
    {
        bool[] live = Live(program);
        var states = new List<StateSlot>();
        int[] stateMap = new int[program.States.Count];
        foreach (Instruction input in program.Instructions
            .Where((instruction, i) => live[i] && instruction.Op == Op.State)
            .OrderBy(i => i.Payload.Index))
        {
            stateMap[input.Payload.Index] = states.Count;
            states.Add(program.States[input.Payload.Index]);
        }

        var builder = new ProgramBuilder();
        int[] map = new int[program.Instructions.Count];
        for (int i = 0; i < map.Length; i++)
        {
            if (!live[i])
                continue;
            Instruction instruction = program.Instructions[i].Mapped(map);
            map[i] = builder.Copy(instruction.Op == Op.State
                ? instruction with { Payload = Payload.From(stateMap[instruction.Payload.Index]) }
                : instruction);
        }

        return (program with { States = states.ToEquatableArray() }).With(builder.ToInstructions(), map);
    }

    private static bool BuildsOnItself(Program program, int state)
    {
        bool IsState(int position) =>
            program.Instructions[position].Op == Op.State && program.Instructions[position].Payload.Index == state;
        bool[] reads = new bool[program.Instructions.Count];
        for (int i = 0; i < reads.Length; i++)
            reads[i] = IsState(i) || program.Instructions[i].Operands.Any(o => reads[o]);
        int result = program.States[state].Out;
        return reads[result] && !IsState(result);
    }

    // A state that is read keeps alive what it becomes, which may read further states.
    private static bool[] Live(Program program)
    {
        bool[] live = new bool[program.Instructions.Count];
        var pending = new Stack<int>((program with { States = EquatableArray<StateSlot>.Empty }).Results);
        for (int state = 0; state < program.States.Count; state++)
        {
            if (BuildsOnItself(program, state))
                pending.Push(program.States[state].Out);
        }

        while (pending.Count > 0)
        {
            int position = pending.Pop();
            if (live[position])
                continue;
            live[position] = true;
            Instruction instruction = program.Instructions[position];
            foreach (int operand in instruction.Operands)
                pending.Push(operand);
            if (instruction.Op == Op.State)
                pending.Push(program.States[instruction.Payload.Index].Out);
        }

        return live;
    }
}
