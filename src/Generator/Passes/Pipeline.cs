using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Passes;

/// <summary>Every pass, in order. The verifier looks at the program after each.</summary>
internal static class Pipeline
{
    private static readonly Memo<(Program Rule, EquatableArray<long> Hyperparameters, bool IsMatrix), Program> Formulas =
        new(key => CompileFormula(key.Rule, key.Hyperparameters, key.IsMatrix));

    private static readonly Memo<(Program Formula, EquatableArray<long> Hyperparameters, ElementType Element), Program> Kernels =
        new(key => CompileKernel(key.Formula, key.Hyperparameters, key.Element));

    private static readonly Memo<Program, Program> Guarded = new(rule => ScaleGradient.Run(rule).Verified(nameof(ScaleGradient)));

    private static readonly Memo<Program, Program> FastKernels = new(CompileFast);

    /// <summary>
    /// The rule as a class uses it for one kind of parameter, still in the rule's own words: what the remarks of the generated code show.
    /// </summary>
    public static Program Formula(Program rule, EquatableArray<long> hyperparameters, bool isMatrix) =>
        Formulas[(rule, Fixed(rule, hyperparameters), isMatrix)];

    private static Program CompileFormula(Program rule, EquatableArray<long> hyperparameters, bool isMatrix)
    {
        Program program = rule;
        program = ResolveConditions.Run(program, hyperparameters, isMatrix).Verified(nameof(ResolveConditions));
        program = Simplify.Run(program).Verified(nameof(Simplify));
        program = RemoveDead.Run(program).Verified(nameof(RemoveDead));
        return program;
    }

    /// <summary>A rule for gradients that are guarded.</summary>
    public static Program Scaled(Program rule) => Guarded[rule];

    /// <summary>The formula for one element type, with its constants in place: what the kernel computes.</summary>
    public static Program Kernel(Program formula, EquatableArray<long> hyperparameters, ElementType element) =>
        Kernels[(formula, Fixed(formula, hyperparameters), element)];

    /// <summary>A kernel with the liberties of fast math: in the order of what they are worth, as each uses up some of the bound.</summary>
    public static Program Fast(Program kernel) => FastKernels[kernel];

    private static Program CompileFast(Program kernel)
    {
        Program program = kernel;
        program = EstimateRoots.Run(program).Verified(nameof(EstimateRoots));
        program = MultiplyByReciprocals.Run(program).Verified(nameof(MultiplyByReciprocals));
        program = ContractProducts.Run(program).Verified(nameof(ContractProducts));
        return program;
    }

    /// <summary>The region of the gradient of a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="wanted">For each input, true if its gradient is wanted.</param>
    public static Program Gradient(Program region, EquatableArray<bool> wanted) =>
        Clean(Adjoint.Run(region, input => wanted[input]).Verified(nameof(Adjoint)));

    /// <summary>A region without values that nothing needs, as gradients are taken of it.</summary>
    public static Program CleanRegion(Program region) => Clean(region.Verified("the graph"));

    /// <summary>A region as it is computed.</summary>
    public static Program Region(Program region) => Clean(RemoveStops.Run(region).Verified(nameof(RemoveStops)));

    private static Program CompileKernel(Program formula, EquatableArray<long> hyperparameters, ElementType element)
    {
        Program program = formula;
        program = SplitGradientScale.Run(program, element).Verified(nameof(SplitGradientScale));
        program = BindHyperparameters.Run(program, hyperparameters, element).Verified(nameof(BindHyperparameters));
        return Clean(program);
    }

    // Every pass shortens the program or leaves it, so the repetition ends.
    private static Program Clean(Program program)
    {
        for (Program? before = null; !program.Equals(before);)
        {
            before = program;
            program = FoldConstants.Run(program).Verified(nameof(FoldConstants));
            program = Simplify.Run(program).Verified(nameof(Simplify));
            program = RemoveDead.Run(program).Verified(nameof(RemoveDead));
        }

        return program;
    }

    // The learning rate is known at run time only: classes that differ in it alone compile the same.
    private static EquatableArray<long> Fixed(Program program, EquatableArray<long> hyperparameters) =>
        hyperparameters.Zip(program.Hyperparameters, (bits, h) => h.IsLearningRate ? 0 : bits).ToEquatableArray();
}
