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
    public void A_value_that_nothing_depends_on_goes() => Becomes(
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
    public void A_state_that_nothing_reads_goes_and_the_others_are_renumbered() => Becomes(
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
    public void A_state_that_builds_on_itself_stays_though_no_parameter_needs_it() => Becomes(
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
    public void States_that_live_states_read_stay() => Becomes(
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
    public void Two_states_that_only_read_each_other_go() => Becomes(
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
    public void States_keep_their_order_whatever_order_they_are_read_in() => Becomes(
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
    public void What_a_requirement_depends_on_stays() => Becomes(
        """
        %0 = Parameter as p
        %1 = Hyperparameter Double 0 as learningRate
        %2 = Less %1 %1
        require %2 "message"
        parameter %0
        """);

    [Fact]
    public void An_option_that_is_off_costs_no_state()
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
