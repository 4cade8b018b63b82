using System;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

public class FoldConstantsTests
{
    [Fact]
    public void OneMinusBetaBecomesANumberOfDoublePrecision()
    {
        Instruction folded = Result(s => s.Do(Op.ToElement, s.Do(Op.Subtract, Number(s, 1), Number(s, 0.9))), ElementType.Double);
        Assert.Equal(Bits.Of(1 - 0.9), folded.Payload.Bits);
    }

    [Fact]
    public void ACastRoundsOnceToTheElementType()
    {
        Instruction folded = Result(s => s.Do(Op.ToElement, s.Do(Op.Subtract, Number(s, 1), Number(s, 0.9))), ElementType.Single);
        Assert.Equal((Op.Constant, ScalarType.Element, Bits.Of((float)(1 - 0.9))), (folded.Op, folded.Type, folded.Payload.Bits));
    }

    [Fact]
    public void FloatsAreFoldedInFloats() =>
        Assert.Equal(Bits.Of(0.1f + 0.2f), Result(s => s.Do(Op.Add, s.Constant(0.1f), s.Constant(0.2f)), ElementType.Single).Payload.Bits);

    [Fact]
    public void AChainIsFoldedInOnePass()
    {
        Program program = FoldConstants.Run(
            Sketch.Of(
                s => s.Do(Op.Sqrt, s.Do(Op.Multiply, s.Constant(2), s.Do(Op.Add, s.Constant(1), s.Constant(1)))), ElementType.Double));
        Assert.Equal(2, program.Instructions[program.ParameterOut].Number);
    }

    [Fact]
    public void ComparisonsAndLogicAreFolded()
    {
        Program program = FoldConstants.Run(Sketch.Of(
            s => s.Do(Op.Select, s.Do(Op.And, s.Compare(Op.Less, Number(s, 1), Number(s, 2)), s.Builder.Truth(true)), s.X, s.Y),
            ElementType.Single));
        Instruction condition = program.Instructions[program.Instructions[program.ParameterOut].A];
        Assert.True(condition.IsConstant && condition.Truth);
    }

    [Fact]
    public void AChoiceBetweenConstantsByAConstantIsFolded() =>
        Assert.Equal(4, Result(s => s.Do(Op.Select, s.Builder.Truth(false), s.Constant(3), s.Constant(4)), ElementType.Any).Number);

    [Fact]
    public void PowIsLeftToTheMachine() =>
        Assert.Equal(Op.ToElement, Result(s => s.Do(Op.ToElement, s.Do(Op.Pow, Number(s, 0.9), Number(s, 2))), ElementType.Single).Op);

    [Fact]
    public void ASubnormalFloatIsLeftToTheMachine()
    {
        Assert.Equal(Op.Multiply, Result(s => s.Do(Op.Multiply, s.Constant(1e-30f), s.Constant(1e-10f)), ElementType.Single).Op);
        Assert.Equal(Op.Constant, Result(s => s.Do(Op.Multiply, s.Constant(1e-30f), s.Constant(1e-10f)), ElementType.Double).Op);
    }

    [Fact]
    public void NoElementIsFoldedWhileItsTypeIsOpen() =>
        Assert.Equal(Op.Add, Result(s => s.Do(Op.Add, s.Constant(1), s.Constant(2)), ElementType.Any).Op);

    [Fact]
    public void WhatDependsOnTheStepOrTheElementStays()
    {
        Program program = Sketch.Of(
            s => s.Do(Op.Add, s.X, s.Do(Op.ToElement, s.Do(Op.ToDouble, s.Do(Op.Add, s.Step, s.Whole(1))))), ElementType.Single);
        Assert.Equal(program, FoldConstants.Run(program));
    }

    [Fact]
    public void IntegersAreFoldedAsIntegers() => Assert.Equal(
        9007199254740993.0,
        Result(s => s.Do(Op.ToElement, s.Do(Op.ToDouble, s.Do(Op.Add, s.Whole(9007199254740992), s.Whole(1)))), ElementType.Double).Number);

    [Fact]
    public void WhatIsFoldedLosesItsNameAndLeavesNoWork()
    {
        Program program = RemoveDead.Run(FoldConstants.Run(Sketch.Of(
            s => s.Do(Op.Multiply, s.X, s.Builder.Named(s.Do(Op.Add, s.Constant(1), s.Constant(2)), "three")), ElementType.Single)));
        Assert.Equal([Op.Parameter, Op.Constant, Op.Multiply], program.Instructions.Select(i => i.Op));
        Assert.Null(program.Instructions[1].Name);
    }

    private static int Number(Sketch sketch, double value) => sketch.Builder.Number(ScalarType.Double, value);

    private static Instruction Result(Func<Sketch, int> parameter, ElementType element)
    {
        Program program = FoldConstants.Run(Sketch.Of(parameter, element));
        return program.Instructions[program.ParameterOut];
    }
}
