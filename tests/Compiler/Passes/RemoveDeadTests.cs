using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

public class RemoveDeadTests
{
    private const string Head = """
        rule Test "" Any
        hyperparameter learningRate Double 0.001 "[0, inf)" "Invalid learning rate"

        """;

    [Fact]
    public void AValueThatNothingDependsOnGoes() => Becomes(
        """
        %0 = Parameter as p
        %1 = Gradient as g
        %2 = Multiply %0 %1 as unused
        %3 = Add %0 %1
        parameter %3
        """,
        """
        %0 = Parameter as p
        %1 = Gradient as g
        %2 = Add %0 %1
        parameter %2
        """);

    [Fact]
    public void AStateThatNothingReadsGoesAndTheOthersAreRenumbered() => Becomes(
        """
        state written Varying 0 -1 %4
        state read Varying 0.5 0 %4
        %0 = Parameter as p
        %1 = Gradient as g
        %2 = State 0 as written
        %3 = State 1 as read
        %4 = Add %3 %1 as read
        %5 = Subtract %0 %4
        parameter %5
        """,
        """
        state read Varying 0.5 0 %3
        %0 = Parameter as p
        %1 = Gradient as g
        %2 = State 0 as read
        %3 = Add %2 %1 as read
        %4 = Subtract %0 %3
        parameter %4
        """);

    [Fact]
    public void AStateThatBuildsOnItselfStaysThoughNoParameterNeedsIt() => Becomes(
        """
        state average Varying 0 -1 %3
        state same Varying 0 -1 %4
        %0 = Parameter as p
        %1 = Gradient as g
        %2 = State 0 as average
        %3 = Add %2 %1 as average
        %4 = State 1 as same
        %5 = Subtract %0 %1
        parameter %5
        """,
        """
        state average Varying 0 -1 %3
        %0 = Parameter as p
        %1 = Gradient as g
        %2 = State 0 as average
        %3 = Add %2 %1 as average
        %4 = Subtract %0 %1
        parameter %4
        """);

    [Fact]
    public void StatesThatLiveStatesReadStay() => Becomes(
        """
        state first Varying 0 -1 %5
        state second Varying 0 -1 %4
        %0 = Parameter as p
        %1 = Gradient as g
        %2 = State 0 as first
        %3 = State 1 as second
        %4 = Add %3 %1
        %5 = Add %2 %3
        %6 = Subtract %0 %2
        parameter %6
        """);

    [Fact]
    public void TwoStatesThatOnlyReadEachOtherGo() => Becomes(
        """
        state first Varying 0 -1 %2
        state second Varying 0 -1 %1
        %0 = Parameter as p
        %1 = State 0 as first
        %2 = State 1 as second
        parameter %0
        """,
        """
        %0 = Parameter as p
        parameter %0
        """);

    [Fact]
    public void StatesKeepTheirOrderWhateverOrderTheyAreReadIn() => Becomes(
        """
        state first Varying 0 -1 %2
        state second Varying 1 -1 %1
        %0 = Parameter as p
        %1 = State 1 as second
        %2 = State 0 as first
        %3 = Subtract %1 %2
        %4 = Add %0 %3
        parameter %4
        """);

    [Fact]
    public void WhatARequirementDependsOnStays() => Becomes(
        """
        %0 = Parameter as p
        %1 = Hyperparameter Double 0 as learningRate
        %2 = Less %1 %1
        require %2 "message"
        parameter %0
        """);

    [Fact]
    public void AnOptionThatIsOffCostsNoState()
    {
        Program adam = ProgramParser.Parse(Samples.Adam)!;
        Assert.Equal(["expAvg", "expAvgSq"], Pipeline.Formula(adam, Sketch.Defaults(adam), isMatrix: false).States.Select(s => s.Name));
        Program sgd = ProgramParser.Parse(Samples.Sgd)!;
        Assert.Empty(Pipeline.Formula(sgd, Sketch.Defaults(sgd), isMatrix: false).States);
    }

    private static void Becomes(string before, string? after = null)
    {
        Program program = ProgramParser.Parse(Head + before + "\n")!;
        Assert.Equal(Head + (after ?? before) + "\n", ProgramPrinter.Print(RemoveDead.Run(program)));
    }
}
