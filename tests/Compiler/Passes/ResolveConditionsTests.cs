using System;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

public class ResolveConditionsTests
{
    private static readonly Hyperparameter[] Options = [Sketch.Number("beta", 0.9), Sketch.Truth("flag", true)];

    [Theory]
    [InlineData(true, "x")]
    [InlineData(false, "y")]
    public void AFlagTakesItsBranch(bool flag, string taken) =>
        Assert.Equal(taken, Taken(s => Flag(s), 0.9, flag));

    [Theory]
    [InlineData(0, "y")]
    [InlineData(-0.0, "y")]
    [InlineData(0.5, "x")]
    [InlineData(double.NaN, "x")]
    public void AComparisonOfHyperparametersTakesItsBranch(double beta, string taken) =>
        Assert.Equal(taken, Taken(s => s.Compare(Op.NotEqual, Beta(s), s.Builder.Number(ScalarType.Double, 0)), beta, true));

    [Fact]
    public void ArithmeticOnHyperparametersDecidesToo() => Assert.Equal(
        "x", Taken(s => s.Compare(Op.Greater, s.Do(Op.Multiply, Beta(s), Beta(s)), s.Builder.Number(ScalarType.Double, 0.8)), 0.9, true));

    [Fact]
    public void OneSideOfAndAndOrCanDecideAlone()
    {
        Assert.Equal("y", Taken(s => s.Do(Op.And, ByElement(s), Flag(s)), 0.9, flag: false));
        Assert.Equal("x", Taken(s => s.Do(Op.Or, Flag(s), ByElement(s)), 0.9, flag: true));
    }

    [Fact]
    public void WhatOneSideCannotDecideStaysAChoice()
    {
        Assert.Null(Taken(s => s.Do(Op.And, ByElement(s), Flag(s)), 0.9, flag: true));
        Assert.Null(Taken(s => s.Do(Op.Or, Flag(s), ByElement(s)), 0.9, flag: false));
    }

    [Fact]
    public void TheLearningRateDecidesNothing() =>
        Assert.Null(Taken(s => s.Compare(Op.Greater, s.Hyper(0, name: "learningRate"), s.Builder.Number(ScalarType.Double, 0)), 0.9, true));

    [Fact]
    public void TheStepAndTheElementDecideNothing()
    {
        Assert.Null(Taken(s => s.Compare(Op.Equal, s.Step, s.Whole(1)), 0.9, true));
        Assert.Null(Taken(ByElement, 0.9, true));
    }

    [Fact]
    public void AFunctionThatHostsRoundDifferentlyDecidesNothing() => Assert.Null(Taken(
        s => s.Compare(Op.Greater, s.Do(Op.Exp, Beta(s)), s.Builder.Number(ScalarType.Double, 1)), 0.9, true));

    [Fact]
    public void ARoundingToTheElementTypeDecidesNothingYet() =>
        Assert.Null(Taken(s => s.Compare(Op.Greater, s.Do(Op.ToElement, Beta(s)), s.Constant(0)), 0.9, true));

    // As floats these two are one number. A const long that is cast makes such constants.
    [Fact]
    public void TwoElementsAreNotComparedBeforeTheirTypeIsKnown()
    {
        Program program = Sketch.Of(s => s.Do(Op.Select, s.Compare(Op.Equal, s.Constant(16777216), s.Constant(16777217)), s.X, s.Y));
        Program resolved = ResolveConditions.Run(program, Sketch.Defaults(program), isMatrix: false);
        foreach (ElementType element in new[] { ElementType.Single, ElementType.Double })
            Equivalence.Holds(program, resolved, element, Sketch.Defaults(program), seed: 1);
    }

    [Fact]
    public void WhatIsNotChosenKeepsItsHyperparametersByName()
    {
        Program program = Sketch.Of(
            s => s.Do(Op.Select, Flag(s), s.Do(Op.Multiply, s.Do(Op.ToElement, Beta(s)), s.X), s.X), hyperparameters: Options);
        Program resolved = RemoveDead.Run(ResolveConditions.Run(program, Values(0.9, true), isMatrix: false));
        Assert.Equal([Op.Hyperparameter, Op.ToElement, Op.Parameter, Op.Multiply], resolved.Instructions.Select(i => i.Op));
        Assert.Equal("beta", resolved.Instructions[0].Name);
    }

    [Fact]
    public void RequirementsHaveBeenAnsweredAndGo()
    {
        Program sgd = ProgramParser.Parse(Samples.Sgd)!;
        Assert.NotEmpty(sgd.Requirements);
        Assert.Empty(ResolveConditions.Run(sgd, Sketch.Defaults(sgd), isMatrix: false).Requirements);
    }

    private static int Flag(Sketch s) => s.Hyper(2, ScalarType.Bool, "flag");

    private static int Beta(Sketch s) => s.Hyper(1, name: "beta");

    private static int ByElement(Sketch s) => s.Compare(Op.Less, s.X, s.Y);

    private static EquatableArray<long> Values(double beta, bool flag) => new([Bits.Of(0.01), Bits.Of(beta), flag ? 1 : 0]);

    // The branch that condition ? x : y became, or null where it is still a choice.
    private static string? Taken(Func<Sketch, int> condition, double beta, bool flag)
    {
        Program program = Sketch.Of(s => s.Do(Op.Select, condition(s), s.X, s.Y), hyperparameters: Options);
        Program resolved = ResolveConditions.Run(program, Values(beta, flag), isMatrix: false);
        Instruction result = resolved.Instructions[resolved.ParameterOut];
        return result.Op == Op.Select ? null : result.Name;
    }
}
