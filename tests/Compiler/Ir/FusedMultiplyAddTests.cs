using System;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

/// <summary>The interpreter's a b + c is that of the machine, rounded once.</summary>
public class FusedMultiplyAddTests
{
    [Fact]
    public void DoublesAreRoundedOnce()
    {
        var random = new Random(1);
        int fused = 0;
        for (int n = 0; n < 20000; n++)
        {
            (double a, double b, double c) = (RandomValues.Double(random), RandomValues.Double(random), RandomValues.Double(random));
            if (n % 2 == 0)
                // where the last bits of the product are what is left
                c = -(a * b) * (1 + random.Next(-2, 3) * Math.Pow(2, -random.Next(20, 53)));
            double expected = Math.FusedMultiplyAdd(a, b, c);
            Same(expected, FusedMultiplyAdd.ToDouble(a, b, c), a, b, c);
            Same(
                expected,
                Bits.Double(Evaluator.Compute(Op.FusedMultiplyAdd, ScalarType.Double, Bits.Of(a), Bits.Of(b), Bits.Of(c))),
                a,
                b,
                c);
            fused += Bits.Same(expected, a * b + c) ? 0 : 1;
        }

        Assert.True(fused > 2000, $"{fused} differ from two roundings");
    }

    [Fact]
    public void FloatsAreRoundedOnce()
    {
        var random = new Random(2);
        int fused = 0, twice = 0;
        for (int n = 0; n < 20000; n++)
        {
            (float a, float b, float c) = (RandomValues.Single(random), RandomValues.Single(random), RandomValues.Single(random));
            if (n % 2 == 0)
                (a, b, c) = (1 + random.Next(1 << 23) * MathF.Pow(2, -23),
                    1 + MathF.Pow(2, -random.Next(1, 24)),
                    MathF.Pow(2, random.Next(-80, 80)));
            float expected = MathF.FusedMultiplyAdd(a, b, c);
            Same(expected, FusedMultiplyAdd.ToSingle(a, b, c), a, b, c);
            fused += Bits.Same(expected, a * b + c) ? 0 : 1;
            twice += Bits.Same(expected, (float)((double)a * b + c)) ? 0 : 1;
        }

        Assert.True(fused > 200, $"{fused} differ from two roundings");
        Assert.True(twice > 0, "None differs from a sum in double that is rounded again.");
    }

    [Theory]
    [InlineData(double.MaxValue, 2, double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, 0, 1, double.NaN)]
    [InlineData(double.PositiveInfinity, 1, double.NegativeInfinity, double.NaN)]
    [InlineData(1, 1, double.NaN, double.NaN)]
    [InlineData(double.MaxValue, 2, -double.MaxValue, double.MaxValue)]
    [InlineData(double.MaxValue, 2, 1, double.PositiveInfinity)]
    [InlineData(-0.0, 1, -0.0, -0.0)]
    [InlineData(1, -0.0, 0.0, 0.0)]
    [InlineData(3, 5, -15, 0.0)]
    [InlineData(double.Epsilon, 0.5, 0, 0.0)]
    [InlineData(0.5, -double.Epsilon, 0, -0.0)]
    [InlineData(double.Epsilon, 0.75, 0, double.Epsilon)]
    public void WhatIsSpecialIsAsTheMachineHasIt(double a, double b, double c, double expected)
    {
        Same(expected, Math.FusedMultiplyAdd(a, b, c), a, b, c);
        Same(expected, FusedMultiplyAdd.ToDouble(a, b, c), a, b, c);
    }

    [Fact]
    public void TheInterpreterRoundsToTheElementOnce()
    {
        // In double the sum is rounded to the middle between two floats, and from there to the even one.
        const float A = 1 + 1f / (1 << 23), C = -1e-30f;
        Program program = Sketch.Of(s => s.Do(Op.FusedMultiplyAdd, s.X, s.Y, s.Constant(C)));
        float b = 1 + 1f / 2;
        Assert.Equal([MathF.FusedMultiplyAdd(A, b, C)], OneElement.Run(program with { Element = ElementType.Single }, A, b, [], 1, [0]));
        Assert.NotEqual(MathF.FusedMultiplyAdd(A, b, C), (float)((double)A * b + C));
        Assert.Equal(
            [Math.FusedMultiplyAdd(A, b, (double)C)], OneElement.Run(program with { Element = ElementType.Double }, A, b, [], 1, [0]));
    }

    private static void Same(double expected, double actual, double a, double b, double c) =>
        Assert.True(Bits.Same(expected, actual), $"{a:R} * {b:R} + {c:R} is {Bits.Show(expected)}, not {Bits.Show(actual)}");
}
