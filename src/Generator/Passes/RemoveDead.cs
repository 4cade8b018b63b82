using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>Drops what the parameter does not depend on: values, and whole states, which are then never allocated.</summary>
internal static class RemoveDead
{
    public static Program Run(Program program)
    {
        bool[] live = Live(program);
        var states = new List<StateSlot>();
        int[] stateMap = new int[program.States.Count];
        foreach (Instruction input in program.Instructions.Where((instruction, i) => live[i] && instruction.Op == Op.State).OrderBy(i => i.Payload))
        {
            stateMap[input.Payload] = states.Count;
            states.Add(program.States[(int)input.Payload]);
        }

        var builder = new ProgramBuilder();
        int[] map = new int[program.Instructions.Count];
        for (int i = 0; i < map.Length; i++)
        {
            if (!live[i])
                continue;
            Instruction instruction = program.Instructions[i].Mapped(map);
            map[i] = builder.Copy(instruction.Op == Op.State ? instruction with { Payload = stateMap[instruction.Payload] } : instruction);
        }

        return program with
        {
            Instructions = builder.ToInstructions(),
            ParameterOut = map[program.ParameterOut],
            States = states.Select(s => s with { Out = map[s.Out] }).ToEquatableArray(),
            Requirements = program.Requirements.Select(r => r with { Condition = map[r.Condition] }),
        };
    }

    // A state that is read keeps alive what it becomes, which may read further states.
    private static bool[] Live(Program program)
    {
        bool[] live = new bool[program.Instructions.Count];
        var pending = new Stack<int>(program.Requirements.Select(r => r.Condition));
        pending.Push(program.ParameterOut);
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
                pending.Push(program.States[(int)instruction.Payload].Out);
        }

        return live;
    }
}
