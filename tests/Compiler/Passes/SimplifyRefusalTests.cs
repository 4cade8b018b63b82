using System;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

/// <summary>Rewrites that a calculator would make, and that a compiler which keeps every bit must not.</summary>
public class SimplifyRefusalTests
{
    [Fact]
    public void XPlusZeroStaysForMinusZero() => Stays(s => s.Do(Op.Add, s.X, s.Constant(0.0)));

    [Fact]
    public void ZeroPlusXStaysForMinusZero() => Stays(s => s.Do(Op.Add, s.Constant(0.0), s.X));

    [Fact]
    public void XMinusMinusZeroStaysForMinusZero() => Stays(s => s.Do(Op.Subtract, s.X, s.Constant(-0.0)));

    [Fact]
    public void XPlusMinusYStaysForTheSignOfNaN() => Stays(s => s.Do(Op.Add, s.X, s.Do(Op.Negate, s.Y)));

    [Fact]
    public void XMinusMinusYStaysForTheSignOfNaN() => Stays(s => s.Do(Op.Subtract, s.X, s.Do(Op.Negate, s.Y)));

    [Fact]
    public void ZeroMinusXStaysForZero() => Stays(s => s.Do(Op.Subtract, s.Constant(0.0), s.X));

    [Fact]
    public void XTimesZeroStaysForInfinityAndSigns() => Stays(s => s.Do(Op.Multiply, s.X, s.Constant(0.0)));

    [Fact]
    public void ZeroOverXStaysForZero() => Stays(s => s.Do(Op.Divide, s.Constant(0.0), s.X));

    [Fact]
    public void XMinusXStaysForInfinity() => Stays(s => s.Do(Op.Subtract, s.X, s.X));

    [Fact]
    public void XOverXStaysForZero() => Stays(s => s.Do(Op.Divide, s.X, s.X));

    [Fact]
    public void OneOverXStays() => Stays(s => s.Do(Op.Divide, s.Constant(1), s.X));

    [Fact]
    public void XOverAConstantStaysADivision() => Stays(s => s.Do(Op.Divide, s.X, s.Constant(3)));

    [Fact]
    public void XEqualsXStaysForNaN() => Stays(s => s.Do(Op.Select, s.Do(Op.Equal, s.X, s.X), s.X, s.Y));

    [Fact]
    public void NotLessStaysForNaN() => Stays(s => s.Do(Op.Select, s.Do(Op.And, s.P, s.Do(Op.Not, s.P)), s.X, s.Y));

    [Fact]
    public void ASumOfProductsStaysUncontracted() => Stays(s => s.Do(Op.Add, s.Do(Op.Multiply, s.X, s.Y), s.X));

    [Fact]
    public void SumsAndProductsKeepTheirOrder()
    {
        Stays(s => s.Do(Op.Add, s.X, s.Do(Op.Add, s.Y, s.Constant(0.5))));
        Stays(s => s.Do(Op.Multiply, s.Constant(2), s.Do(Op.Multiply, s.Constant(0.5), s.X)));
    }

    [Fact]
    public void TheRootOfASquareStays() => Stays(s => s.Do(Op.Sqrt, s.Do(Op.Multiply, s.X, s.X)));

    // Integers have no -0, and the bits of the double 1 are no integer 1.
    [Fact]
    public void IntegersStay()
    {
        Stays(s => Float(s, s.Do(Op.Add, s.Step, s.Whole(0))));
        Stays(s => Float(s, s.Do(Op.Multiply, s.Step, s.Whole(1))));
        Stays(s => Float(s, s.Do(Op.Multiply, s.Step, s.Whole(Bits.Of(1)))));
        Stays(s => Float(s, s.Do(Op.Subtract, s.Step, s.Whole(Bits.Of(0.0)))));
        Stays(s => Float(s, s.Do(Op.Add, s.Step, s.Whole(Bits.Of(-0.0)))));
    }

    private static int Float(Sketch s, int whole) => s.Do(Op.ToElement, s.Do(Op.ToDouble, whole));

    private static void Stays(Func<Sketch, int> parameter)
    {
        foreach (ElementType element in Enum.GetValues<ElementType>())
        {
            Program before = Sketch.Of(parameter, element);
            Assert.Equal(ProgramPrinter.Print(before), ProgramPrinter.Print(Simplify.Run(before)));
        }
    }
}
