using System;
using FusedOpt.Generator.Analysis;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>
/// Tries a rewrite that changes last bits, at one place after the other, and keeps it where the program stays within the bound.
/// </summary>
internal static class BoundedRewriter
{
    /// <param name="program">The program before.</param>
    /// <param name="applies">Returns true if the rewrite applies to the value at a position.</param>
    /// <param name="rewrite">
    /// Appends the value's replacement, given the new program so far and the instruction with its operands in that program.
    /// </param>
    public static Program Take(Program program, Func<Program, int, bool> applies, Func<ProgramBuilder, Instruction, int> rewrite)
    {
        for (int refused = 0, place; (place = Place(program, applies, refused)) >= 0;)
        {
            Program candidate = RemoveDead.Run(
                program.Rewrite((builder, instruction, old) => old == place ? rewrite(builder, instruction) : builder.Copy(instruction)));
            if (UlpErrorAnalysis.Compute(candidate) <= UlpErrorAnalysis.Bound)
                program = candidate;
            else
                refused++;
        }

        return program;
    }

    private static int Place(Program program, Func<Program, int, bool> applies, int skipped)
    {
        // The last first: what comes out of it is not multiplied with anything that would deviate more.
        for (int i = program.Instructions.Count - 1; i >= 0; i--)
        {
            if (applies(program, i) && skipped-- == 0)
                return i;
        }

        return -1;
    }
}
