using System;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

public class SimplifyTests
{
    [Fact]
    public void One_times_x_is_x() => Becomes(s => s.Do(Op.Multiply, s.Constant(1), s.X), s => s.X);

    [Fact]
    public void X_times_one_is_x() => Becomes(s => s.Do(Op.Multiply, s.X, s.Constant(1)), s => s.X);

    [Fact]
    public void X_over_one_is_x() => Becomes(s => s.Do(Op.Divide, s.X, s.Constant(1)), s => s.X);

    [Fact]
    public void X_minus_zero_is_x() => Becomes(s => s.Do(Op.Subtract, s.X, s.Constant(0.0)), s => s.X);

    [Fact]
    public void X_plus_minus_zero_is_x() => Becomes(s => s.Do(Op.Add, s.X, s.Constant(-0.0)), s => s.X);

    [Fact]
    public void Minus_zero_plus_x_is_x() => Becomes(s => s.Do(Op.Add, s.Constant(-0.0), s.X), s => s.X);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_choice_that_is_decided_is_what_was_chosen(bool condition) =>
        Becomes(s => s.Do(Op.Select, s.Builder.Truth(condition), s.X, s.Y), s => condition ? s.X : s.Y);

    [Fact]
    public void Minus_minus_x_is_x() => Becomes(s => s.Do(Op.Negate, s.Do(Op.Negate, s.X)), s => s.X);

    [Fact]
    public void Not_not_p_is_p() => Becomes(
        s => s.Do(Op.Select, s.Do(Op.Not, s.Do(Op.Not, s.P)), s.X, s.Y),
        s => s.Do(Op.Select, s.P, s.X, s.Y));

    [Fact]
    public void A_choice_between_x_and_x_is_x() => Becomes(s => s.Do(Op.Select, s.P, s.X, s.X), s => s.X);

    [Fact]
    public void A_choice_by_not_p_is_the_other_choice_by_p() => Becomes(
        s => s.Do(Op.Select, s.Do(Op.Not, s.P), s.X, s.Y),
        s => s.Do(Op.Select, s.P, s.Y, s.X));

    [Fact]
    public void Rewrites_build_on_each_other_in_one_pass() => Becomes(
        s => s.Do(Op.Subtract, s.Do(Op.Multiply, s.Constant(1), s.X), s.Do(Op.Negate, s.Do(Op.Negate, s.Do(Op.Divide, s.Y, s.Constant(1))))),
        s => s.Do(Op.Subtract, s.X, s.Y));

    [Fact]
    public void Doubles_are_rewritten_as_elements_are() => Becomes(
        s => s.Do(Op.ToElement, s.Do(Op.Multiply, s.Builder.Number(ScalarType.Double, 1), s.Hyper(0))),
        s => s.Do(Op.ToElement, s.Hyper(0)));

    [Fact]
    public void The_name_of_what_goes_passes_to_what_stays()
    {
        Program program = Sketch.Of(s => s.Builder.Named(s.Do(Op.Multiply, s.Constant(1), s.Do(Op.Add, s.X, s.Y)), "sum"));
        Assert.Equal("sum", Simplified(program).Instructions[^1].Name);
    }

    private static void Becomes(Func<Sketch, int> before, Func<Sketch, int> after)
    {
        foreach (ElementType element in Enum.GetValues<ElementType>())
            Assert.Equal(ProgramPrinter.Print(Sketch.Of(after, element)), ProgramPrinter.Print(Simplified(Sketch.Of(before, element))));
    }

    private static Program Simplified(Program program) => RemoveDead.Run(Simplify.Run(program));
}
