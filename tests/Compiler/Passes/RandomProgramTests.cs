using System;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

/// <summary>Every pass, alone and together, leaves every bit of random programs as it was.</summary>
public class RandomProgramTests
{
    public const int Programs = 1000;

    private static readonly ElementType[] Known = [ElementType.Single, ElementType.Double];

    [Fact]
    public void ResolveConditionsLeavesEveryBit() => Rules((program, values) => ResolveConditions.Run(program, values, isMatrix: false));

    [Fact]
    public void TheFormulaLeavesEveryBit() => Rules((program, values) => Pipeline.Formula(program, values, isMatrix: false));

    [Fact]
    public void BindHyperparametersLeavesEveryBit() => Kernels(BindHyperparameters.Run);

    [Fact]
    public void TheKernelLeavesEveryBit() =>
        Kernels((program, values, element) => Pipeline.Kernel(Pipeline.Formula(program, values, isMatrix: false), values, element));

    [Fact]
    public void TheKernelWithoutTheFormulaLeavesEveryBit() => Kernels(Pipeline.Kernel);

    [Fact]
    public void FoldConstantsLeavesEveryBit()
    {
        Bound(FoldConstants.Run);
        Rules((program, _) => FoldConstants.Run(program));
    }

    [Fact]
    public void SimplifyLeavesEveryBit()
    {
        Bound(Simplify.Run);
        Rules((program, _) => Simplify.Run(program));
    }

    [Fact]
    public void RemoveDeadLeavesEveryBitOfWhatIsLeft()
    {
        Bound(RemoveDead.Run);
        Rules((program, _) => RemoveDead.Run(program));
    }

    [Fact]
    public void EveryPassDoesSomethingToSomeProgram()
    {
        int resolved = 0, folded = 0, simplified = 0, removed = 0;
        for (int seed = 0; seed < Programs; seed++)
        {
            Program rule = RandomPrograms.Of(seed);
            EquatableArray<long> values = RandomPrograms.HyperparametersFor(rule, new Random(seed));
            Program bound = BindHyperparameters.Run(rule, values, ElementType.Single);
            resolved += ResolveConditions.Run(rule, values, isMatrix: false).Instructions.Equals(rule.Instructions) ? 0 : 1;
            folded += FoldConstants.Run(bound).Equals(bound) ? 0 : 1;
            simplified += Simplify.Run(bound).Equals(bound) ? 0 : 1;
            removed += RemoveDead.Run(rule).States.Count == rule.States.Count ? 0 : 1;
        }

        Assert.All(new[] { resolved, folded, simplified, removed }, count => Assert.InRange(count, Programs / 10, Programs));
    }

    // Programs whose element type is open, run for both that it may become.
    private static void Rules(Func<Program, EquatableArray<long>, Program> pass) => ForEach(ElementType.Any, (rule, values, seed) =>
    {
        Program after = pass(rule, values);
        Assert.Equal(ElementType.Any, after.Element);
        foreach (ElementType element in Known)
            Equivalence.Holds(rule, after, element, values, seed);
    });

    private static void Kernels(Func<Program, EquatableArray<long>, ElementType, Program> pass) =>
        ForEach(ElementType.Any, (rule, values, seed) =>
    {
        foreach (ElementType element in Known)
        {
            Program after = pass(rule, values, element);
            Assert.Equal(element, after.Element);
            Equivalence.Holds(rule, after, element, values, seed);
        }
    });

    // Programs of one element type, with constants in place of their hyperparameters as the pass finds them in the pipeline.
    private static void Bound(Func<Program, Program> pass)
    {
        foreach (ElementType element in Known)
        {
            ForEach(element, (program, values, seed) =>
            {
                Equivalence.Holds(program, pass(program), element, values, seed);
                Program bound = BindHyperparameters.Run(program, values, element);
                Equivalence.Holds(bound, pass(bound), element, values, seed);
            });
        }
    }

    private static void ForEach(ElementType element, Action<Program, EquatableArray<long>, int> test)
    {
        for (int seed = 0; seed < Programs; seed++)
        {
            Program program = RandomPrograms.Of(seed, element);
            test(program, RandomPrograms.HyperparametersFor(program, new Random(seed)), seed);
        }
    }
}
