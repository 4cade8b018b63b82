using System;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

/// <summary>What a calculator would rewrite and a compiler that keeps every bit must not.</summary>
public class SimplifyRefusalTests
{
    [Fact]
    public void X_plus_zero_stays_for_minus_zero() => Stays(s => s.Do(Op.Add, s.X, s.Constant(0.0)));

    [Fact]
    public void Zero_plus_x_stays_for_minus_zero() => Stays(s => s.Do(Op.Add, s.Constant(0.0), s.X));

    [Fact]
    public void X_minus_minus_zero_stays_for_minus_zero() => Stays(s => s.Do(Op.Subtract, s.X, s.Constant(-0.0)));

    [Fact]
    public void X_plus_minus_y_stays_for_the_sign_of_NaN() => Stays(s => s.Do(Op.Add, s.X, s.Do(Op.Negate, s.Y)));

    [Fact]
    public void X_minus_minus_y_stays_for_the_sign_of_NaN() => Stays(s => s.Do(Op.Subtract, s.X, s.Do(Op.Negate, s.Y)));

    [Fact]
    public void Zero_minus_x_stays_for_zero() => Stays(s => s.Do(Op.Subtract, s.Constant(0.0), s.X));

    [Fact]
    public void X_times_zero_stays_for_infinity_and_signs() => Stays(s => s.Do(Op.Multiply, s.X, s.Constant(0.0)));

    [Fact]
    public void Zero_over_x_stays_for_zero() => Stays(s => s.Do(Op.Divide, s.Constant(0.0), s.X));

    [Fact]
    public void X_minus_x_stays_for_infinity() => Stays(s => s.Do(Op.Subtract, s.X, s.X));

    [Fact]
    public void X_over_x_stays_for_zero() => Stays(s => s.Do(Op.Divide, s.X, s.X));

    [Fact]
    public void One_over_x_stays() => Stays(s => s.Do(Op.Divide, s.Constant(1), s.X));

    [Fact]
    public void X_over_a_constant_stays_a_division() => Stays(s => s.Do(Op.Divide, s.X, s.Constant(3)));

    [Fact]
    public void X_equals_x_stays_for_NaN() => Stays(s => s.Do(Op.Select, s.Do(Op.Equal, s.X, s.X), s.X, s.Y));

    [Fact]
    public void Not_less_stays_for_NaN() => Stays(s => s.Do(Op.Select, s.Do(Op.And, s.P, s.Do(Op.Not, s.P)), s.X, s.Y));

    [Fact]
    public void A_sum_of_products_stays_uncontracted() => Stays(s => s.Do(Op.Add, s.Do(Op.Multiply, s.X, s.Y), s.X));

    [Fact]
    public void Sums_and_products_keep_their_order()
    {
        Stays(s => s.Do(Op.Add, s.X, s.Do(Op.Add, s.Y, s.Constant(0.5))));
        Stays(s => s.Do(Op.Multiply, s.Constant(2), s.Do(Op.Multiply, s.Constant(0.5), s.X)));
    }

    [Fact]
    public void The_root_of_a_square_stays() => Stays(s => s.Do(Op.Sqrt, s.Do(Op.Multiply, s.X, s.X)));

    // Integers have no -0, and the bits of the double 1 are no integer 1.
    [Fact]
    public void Integers_stay()
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
