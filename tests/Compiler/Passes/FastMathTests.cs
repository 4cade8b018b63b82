using System;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Analysis;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

public class FastMathTests
{
    private static readonly ElementType[] Known = [ElementType.Single, ElementType.Double];

    // The interpreter's estimates are exact: what is left then is whether the passes put the right things in place of others.
    [Fact]
    public void EstimatesThatAreExactLeaveEveryBit()
    {
        int rewritten = 0;
        ForEach((program, values, seed) =>
        {
            Program after = ContractProducts.Run(EstimateRoots.Run(program));
            rewritten += after.Equals(program) ? 0 : 1;
            Equivalence.Holds(program, after, program.Element, values, seed);
        });
        Assert.InRange(rewritten, 15, int.MaxValue);
    }

    [Fact]
    public void EveryKernelStaysWithinTheBoundAndReadsBackFromItsText() => ForEach((program, _, _) =>
    {
        Program fast = Pipeline.Fast(program);
        Assert.Null(Verifier.Check(fast));
        if (UlpErrorAnalysis.Compute(program) == 0)
            Assert.InRange(UlpErrorAnalysis.Compute(fast), 0, UlpErrorAnalysis.Bound);
        Assert.Equal(fast, ProgramParser.Parse(ProgramPrinter.Print(fast)));
        Assert.Equal(fast, Pipeline.Fast(fast));
    });

    [Theory]
    [InlineData(false, "SqrtEstimate")]
    [InlineData(true, "MultiplyAddEstimate")]
    public void AdamSpendsTheBoundOnItsRootOrInDoubleOnTheSecondMoment(bool inDouble, string spent)
    {
        Program kernel = Kernel(Samples.Adam, inDouble ? ElementType.Double : ElementType.Single), fast = Pipeline.Fast(kernel);
        Assert.Equal(0, UlpErrorAnalysis.Compute(kernel));
        Assert.Equal(2, UlpErrorAnalysis.Compute(fast));
        Assert.Equal(spent, Assert.Single(fast.Instructions, i => OpTable.IsEstimate(i.Op)).Op.ToString());
    }

    [Fact]
    public void TheLastProductOfAStepIsContracted()
    {
        Program fast = Pipeline.Fast(Kernel(Samples.Sgd, ElementType.Single));
        Instruction last = fast.Instructions[fast.ParameterOut];
        Assert.Equal(Op.MultiplyAddEstimate, last.Op);
        Assert.Equal(0.5, UlpErrorAnalysis.Compute(fast));
    }

    // x - y cancels, and the division would show it; x x + y y does not.
    [Theory]
    [InlineData("difference", 0)]
    [InlineData("squares", 1)]
    public void ASumThatCanCancelIsNotContractedUnderADivision(string sum, int contracted)
    {
        Program kernel = Single(s =>
        {
            int x = s.X, y = s.Y, denominator = sum == "squares"
                ? s.Do(Op.Add, s.Do(Op.Multiply, x, x), s.Do(Op.Abs, y))
                : s.Do(Op.Subtract, s.Do(Op.Multiply, x, x), y);
            return s.Do(Op.Subtract, x, s.Do(Op.Divide, y, denominator));
        });
        Assert.Equal(contracted, ContractProducts.Run(kernel).Instructions.Count(i => i.Op == Op.MultiplyAddEstimate));
    }

    [Fact]
    public void WhatDecidesAChoiceKeepsItsBits()
    {
        Program kernel = Single(s =>
        {
            int x = s.X, root = s.Do(Op.Sqrt, x);
            return s.Do(Op.Subtract, x, s.Do(Op.Select, s.Compare(Op.Less, root, s.Y), s.Constant(1), s.Constant(2)));
        });
        Assert.Equal(kernel, Pipeline.Fast(kernel));
    }

    [Theory]
    [InlineData(3, true, 1)]
    [InlineData(-4, true, 0)]
    [InlineData(1e38, false, 0)]
    [InlineData(0, false, 0)]
    public void ADivisionByAConstantBecomesAProduct(double divisor, bool replaced, double deviation)
    {
        Program fast = MultiplyByReciprocals.Run(Single(s => s.Do(Op.Subtract, s.X, s.Do(Op.Divide, s.Y, s.Constant((float)divisor)))));
        Assert.Equal(replaced, fast.Instructions.Any(i => i.Op == Op.Reciprocal));
        Assert.Equal(deviation, UlpErrorAnalysis.Compute(fast));
    }

    [Fact]
    public void ADivisionByAUniformBecomesAProductAndOneByAnElementDoesNot()
    {
        int Divisions(Func<Sketch, int> divisor) =>
            Pipeline.Fast(Single(s => s.Do(Op.Subtract, s.X, s.Do(Op.Divide, s.Y, divisor(s))))).Instructions
                .Count(i => i is { Op: Op.Divide, Rate: Rate.Varying });
        Assert.Equal(0, Divisions(s => s.Do(Op.ToElement, s.Hyper(0, name: "learningRate"))));
        Assert.Equal(1, Divisions(s => s.X));
    }

    [Fact]
    public void AMovingAverageOfSquaresIsNeverNegativeAndOneOfGradientsMayBe()
    {
        Program kernel = Kernel(Samples.Adam, ElementType.Single);
        bool[] signs = SignAnalysis.NeverNegative(kernel);
        Assert.True(signs[kernel.States.Single(s => s.Name == "expAvgSq").Out]);
        Assert.False(signs[kernel.States.Single(s => s.Name == "expAvg").Out]);
    }

    private static Program Kernel(string text, ElementType element)
    {
        Program rule = ProgramParser.Parse(text)!;
        return Pipeline.Kernel(Pipeline.Formula(rule, Sketch.Defaults(rule), isMatrix: false), Sketch.Defaults(rule), element);
    }

    private static Program Single(Func<Sketch, int> parameter) => Sketch.Of(parameter, ElementType.Single);

    private static void ForEach(Action<Program, EquatableArray<long>, int> test)
    {
        foreach (ElementType element in Known)
        {
            for (int seed = 0; seed < RandomProgramTests.Programs; seed++)
            {
                Program rule = RandomPrograms.Of(seed);
                EquatableArray<long> values = RandomPrograms.HyperparametersFor(rule, new Random(seed));
                test(Pipeline.Kernel(rule, values, element), values, seed);
            }
        }
    }
}
