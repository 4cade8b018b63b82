using System;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

public class SimplifyTests
{
    [Fact]
    public void OneTimesXIsX() => Becomes(s => s.Do(Op.Multiply, s.Constant(1), s.X), s => s.X);

    [Fact]
    public void XTimesOneIsX() => Becomes(s => s.Do(Op.Multiply, s.X, s.Constant(1)), s => s.X);

    [Fact]
    public void XOverOneIsX() => Becomes(s => s.Do(Op.Divide, s.X, s.Constant(1)), s => s.X);

    [Fact]
    public void XMinusZeroIsX() => Becomes(s => s.Do(Op.Subtract, s.X, s.Constant(0.0)), s => s.X);

    [Fact]
    public void XPlusMinusZeroIsX() => Becomes(s => s.Do(Op.Add, s.X, s.Constant(-0.0)), s => s.X);

    [Fact]
    public void MinusZeroPlusXIsX() => Becomes(s => s.Do(Op.Add, s.Constant(-0.0), s.X), s => s.X);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AChoiceThatIsDecidedIsWhatWasChosen(bool condition) =>
        Becomes(s => s.Do(Op.Select, s.Builder.Truth(condition), s.X, s.Y), s => condition ? s.X : s.Y);

    [Fact]
    public void MinusMinusXIsX() => Becomes(s => s.Do(Op.Negate, s.Do(Op.Negate, s.X)), s => s.X);

    [Fact]
    public void NotNotPIsP() => Becomes(
        s => s.Do(Op.Select, s.Do(Op.Not, s.Do(Op.Not, s.P)), s.X, s.Y),
        s => s.Do(Op.Select, s.P, s.X, s.Y));

    [Fact]
    public void AChoiceBetweenXAndXIsX() => Becomes(s => s.Do(Op.Select, s.P, s.X, s.X), s => s.X);

    [Fact]
    public void AChoiceByNotPIsTheOtherChoiceByP() => Becomes(
        s => s.Do(Op.Select, s.Do(Op.Not, s.P), s.X, s.Y),
        s => s.Do(Op.Select, s.P, s.Y, s.X));

    [Fact]
    public void RewritesBuildOnEachOtherInOnePass() => Becomes(
        s =>
            s.Do(Op.Subtract, s.Do(Op.Multiply, s.Constant(1), s.X), s.Do(Op.Negate, s.Do(Op.Negate, s.Do(Op.Divide, s.Y, s.Constant(1))))),
        s => s.Do(Op.Subtract, s.X, s.Y));

    [Fact]
    public void DoublesAreRewrittenAsElementsAre() => Becomes(
        s => s.Do(Op.ToElement, s.Do(Op.Multiply, s.Builder.Number(ScalarType.Double, 1), s.Hyper(0))),
        s => s.Do(Op.ToElement, s.Hyper(0)));

    [Fact]
    public void TheNameOfWhatGoesPassesToWhatStays()
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
