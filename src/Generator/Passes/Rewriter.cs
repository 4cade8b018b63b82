using System;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>One traversal over a program: hands over every instruction in order, with its operands already rewritten.</summary>
internal static class Rewriter
{
    /// <param name="program">The program before.</param>
    /// <param name="visit">
    /// Given the new program so far, the instruction with its operands in it, and its old position: the position of what
    /// takes its place.
    /// </param>
    public static Program Rewrite(this Program program, Func<ProgramBuilder, Instruction, int, int> visit)
    {
        var builder = new ProgramBuilder();
        int[] map = new int[program.Instructions.Count];
        for (int i = 0; i < map.Length; i++)
        {
            Instruction old = program.Instructions[i];
            map[i] = builder.Named(visit(builder, old.Mapped(map), i), old.Name);
        }

        return program.With(builder.ToInstructions(), map);
    }
}
