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

    // 0 is an element, 1 a double, 2 a truth value.
    private static readonly Program GoodRegion = Region(b =>
    {
        b.Input(0, Rate.Varying, "x");
        b.Input(1, Rate.Tensor, "s");
        b.Operation(Op.Less, 0, 0);
    });

    [Fact]
    public void ARegionHasInputsAndOutputsAndNothingElse()
    {
        Assert.Null(Verifier.Check(GoodRegion));
        Refused("a region has a parameter", GoodRegion with { ParameterOut = 0 });
        Refused("a region has a state", GoodRegion with { States = Good.States });
        Refused("a region has a state", GoodRegion with { Hyperparameters = Good.Hyperparameters });
        Refused("a region has a state", GoodRegion with { Requirements = new Requirement[] { new(2, "") }.ToEquatableArray() });
        Refused("only a region has inputs", Good with { Inputs = GoodRegion.Inputs });
        Refused("only a region has inputs", Good with { Outputs = new OutputSlot[] { new("y", Rate.Varying, 0) }.ToEquatableArray() });
        Refused("x is declared twice", GoodRegion with { Outputs = new OutputSlot[] { new("x", Rate.Varying, 0) }.ToEquatableArray() });
        Refused("Step is no input of a Region", Region(b => b.Step("step")));
        Refused("Parameter is no input of a Region", Region(b => b.Parameter("p")));
        Refused("IsMatrix is no input of a Region", Region(b => b.IsMatrix()));
        Refused("%0 Input: wrong types", Region(b => b.Input(2, Rate.Varying, "z")));
        Refused("%0 Input: wrong types", Region(b => b.Input(0, Rate.Row, "x")));
    }

    [Theory]
    [InlineData(nameof(Rate.Varying), 1)]
    [InlineData(nameof(Rate.Varying), 2)]
    [InlineData(nameof(Rate.Varying), 3)]
    [InlineData(nameof(Rate.Varying), -1)]
    [InlineData(nameof(Rate.Row), 0)]
    [InlineData(nameof(Rate.Tensor), 0)]
    public void AnOutputIsAValueOfItsRate(string rate, int position) => Refused(
        "output y has no value",
        GoodRegion with { Outputs = new OutputSlot[] { new("y", Enum.Parse<Rate>(rate), position) }.ToEquatableArray() });

    [Fact]
    public void AnInputIsNoConstant() => Refused(
        "an input or output changes less often",
        GoodRegion with { Inputs = GoodRegion.Inputs.Append(new("u", Rate.Uniform)).ToEquatableArray() });

    [Fact]
    public void ARegionIsNoRule()
    {
        string region = ProgramPrinter.Print(GoodRegion);
        Assert.Equal(GoodRegion, ProgramParser.Parse(region));
        Assert.Null(Rule.Parse(region));
        Assert.Null(Rule.Parse(Samples.Adam + region));
        Assert.NotNull(Rule.Parse(Samples.Adam));
    }

    [Fact]
    public void TheMessageNamesThePassThatBrokeTheProgram()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => (Good with { ParameterOut = 1 }).Verified("SomePass"));
        Assert.Equal("After SomePass: the parameter has no new value", exception.Message);
    }

    private static Program Region(Action<ProgramBuilder> build)
    {
        var builder = new ProgramBuilder();
        build(builder);
        return Good with
        {
            Kind = ProgramKind.Region,
            ParameterOut = -1,
            Hyperparameters = EquatableArray<Hyperparameter>.Empty,
            States = EquatableArray<StateSlot>.Empty,
            Requirements = EquatableArray<Requirement>.Empty,
            Inputs = new InputSlot[] { new("x", Rate.Varying), new("s", Rate.Tensor) }.ToEquatableArray(),
            Instructions = builder.ToInstructions(),
        };
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
