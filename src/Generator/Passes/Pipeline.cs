using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>Every pass, in order. The verifier looks at the program after each.</summary>
internal static class Pipeline
{
    /// <summary>The rule as a class uses it for one kind of parameter, still in the rule's own words: what the remarks of the generated code show.</summary>
    public static Program Formula(Program rule, EquatableArray<long> hyperparameters, bool isMatrix)
    {
        Program program = rule;
        program = ResolveConditions.Run(program, hyperparameters, isMatrix).Verified(nameof(ResolveConditions));
        program = Simplify.Run(program).Verified(nameof(Simplify));
        program = RemoveDead.Run(program).Verified(nameof(RemoveDead));
        return program;
    }

    /// <summary>The formula for one element type, with its constants in place: what the kernel computes.</summary>
    /// <remarks>Every pass shortens the program or leaves it, so the repetition ends.</remarks>
    public static Program Kernel(Program formula, EquatableArray<long> hyperparameters, ElementType element)
    {
        Program program = formula;
        program = BindHyperparameters.Run(program, hyperparameters, element).Verified(nameof(BindHyperparameters));
        for (Program? before = null; !program.Equals(before);)
        {
            before = program;
            program = FoldConstants.Run(program).Verified(nameof(FoldConstants));
            program = Simplify.Run(program).Verified(nameof(Simplify));
            program = RemoveDead.Run(program).Verified(nameof(RemoveDead));
        }

        return program;
    }
}
