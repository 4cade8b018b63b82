using System;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

/// <summary>Each test breaks one rule that a program obeys as a whole.</summary>
public class VerifierProgramTests
{
    // 0 is an element, 1 a truth value.
    private static readonly Program Good = Sketch.Of(s =>
    {
        int x = s.X;
        s.Compare(Op.Less, x, x);
        return x;
    }) with
    {
        States = new[] { new StateSlot("s", Rate.Varying, 0, -1, 0) }.ToEquatableArray(),
        Requirements = new[] { new Requirement(1, "message") }.ToEquatableArray(),
    };

    [Fact]
    public void ValidProgramsPass()
    {
        Assert.Null(Verifier.Check(Good));
        Assert.Same(Good, Good.Verified("a pass"));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(2)]
    public void TheParameterBecomesAnElement(int position) =>
        Refused("the parameter has no new value", Good with { ParameterOut = position });

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(2)]
    public void EveryStateBecomesAnElement(int position) =>
        Refused("state s has no new value", WithState(new("s", Rate.Varying, 0, -1, position)));

    [Theory]
    [InlineData(-2)]
    [InlineData(1)]
    public void TheInitialValueOfAStateIsANumberOrAHyperparameter(int index) =>
        Refused("the initial value of a state names no hyperparameter", WithState(new("s", Rate.Varying, 0, index, 0)));

    [Fact]
    public void TheHyperparameterThatAStateBeginsWithIsADouble()
    {
        Program program = WithState(new("s", Rate.Varying, 0, 1, 0));
        Assert.Null(Verifier.Check(program with { Hyperparameters = Hyperparameters(Sketch.LearningRate, Sketch.Number("first", 1)) }));
        Refused(
            "the initial value of a state",
            program with { Hyperparameters = Hyperparameters(Sketch.LearningRate, Sketch.Truth("first", true)) });
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(2)]
    public void ARequirementIsACondition(int position) =>
        Refused(
            "a requirement is no condition",
            Good with { Requirements = new[] { new Requirement(position, "message") }.ToEquatableArray() });

    [Fact]
    public void NoHyperparameterDiffersByElement() => Refused(
        "a hyperparameter differs by element",
        Good with { Hyperparameters = Hyperparameters(Sketch.LearningRate, Sketch.Number("h", 0) with { Type = ScalarType.Element }) });

    [Fact]
    public void ThereIsOneLearningRateAndItIsADouble()
    {
        const string Problem = "there is no learning rate";
        Refused(Problem, Good with { Hyperparameters = Hyperparameters() });
        Refused(Problem, Good with { Hyperparameters = Hyperparameters(Sketch.Number("rate", 0.1)) });
        Refused(Problem, Good with { Hyperparameters = Hyperparameters(Sketch.LearningRate with { Type = ScalarType.Long }) });
        Refused(Problem, Good with { Hyperparameters = Hyperparameters(Sketch.LearningRate, Sketch.LearningRate) });
    }

    [Fact]
    public void TheMessageNamesThePassThatBrokeTheProgram()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => (Good with { ParameterOut = 1 }).Verified("SomePass"));
        Assert.Equal("After SomePass: the parameter has no new value", exception.Message);
    }

    private static EquatableArray<Hyperparameter> Hyperparameters(params Hyperparameter[] hyperparameters) =>
        hyperparameters.ToEquatableArray();

    private static Program WithState(StateSlot state) => Good with { States = new[] { state }.ToEquatableArray() };

    private static void Refused(string problem, Program program)
    {
        string? found = Verifier.Check(program);
        Assert.NotNull(found);
        Assert.StartsWith(problem, found, StringComparison.Ordinal);
    }
}
