using System;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

public class EvaluatorTests
{
    private static readonly Op[] Comparisons = [Op.Less, Op.LessOrEqual, Op.Greater, Op.GreaterOrEqual, Op.Equal, Op.NotEqual];

    [Theory]
    [InlineData(nameof(Op.Less), false)]
    [InlineData(nameof(Op.LessOrEqual), false)]
    [InlineData(nameof(Op.Greater), false)]
    [InlineData(nameof(Op.GreaterOrEqual), false)]
    [InlineData(nameof(Op.Equal), false)]
    [InlineData(nameof(Op.NotEqual), true)]
    public void NothingComparesWithNaN(string op, bool expected)
    {
        foreach ((double a, double b) in new[] { (double.NaN, 1.0), (1.0, double.NaN), (double.NaN, double.NaN) })
            Assert.Equal(expected ? 1 : 0, Evaluator.Compute(Enum.Parse<Op>(op), ScalarType.Element, Bits.Of(a), Bits.Of(b), 0));
    }

    [Fact]
    public void ComparisonsAreThoseOfDoublesAndOfIntegers()
    {
        var random = new Random(1);
        for (int n = 0; n < 2000; n++)
        {
            double a = RandomValues.Double(random), b = n % 5 == 0 ? a : RandomValues.Double(random);
            long i = RandomValues.Long(random), j = n % 5 == 0 ? i : RandomValues.Long(random);
            bool[] real = [a < b, a <= b, a > b, a >= b, a == b, a != b];
            bool[] whole = [i < j, i <= j, i > j, i >= j, i == j, i != j];
            for (int k = 0; k < real.Length; k++)
            {
                Assert.Equal(real[k] ? 1 : 0, Evaluator.Compute(Comparisons[k], ScalarType.Double, Bits.Of(a), Bits.Of(b), 0));
                Assert.Equal(whole[k] ? 1 : 0, Evaluator.Compute(Comparisons[k], ScalarType.Long, i, j, 0));
            }
        }
    }

    [Fact]
    public void ZeroEqualsMinusZero() => Assert.Equal(1, Evaluator.Compute(Op.Equal, ScalarType.Double, Bits.Of(0.0), Bits.Of(-0.0), 0));

    [Fact]
    public void MinAndMaxKeepNaNAndPutMinusZeroBelowZero()
    {
        (double Min, double Max)[] ordered = [(-0.0, 0.0), (1, 2), (double.NegativeInfinity, double.PositiveInfinity)];
        foreach ((double min, double max) in ordered)
        {
            Same(min, Real(Op.Min, min, max));
            Same(min, Real(Op.Min, max, min));
            Same(max, Real(Op.Max, min, max));
            Same(max, Real(Op.Max, max, min));
            Same(double.NaN, Real(Op.Min, min, double.NaN));
            Same(double.NaN, Real(Op.Max, double.NaN, max));
        }
    }

    [Theory]
    [InlineData(1, -0.0, -1)]
    [InlineData(-1, 0.0, 1)]
    [InlineData(0.0, -1, -0.0)]
    [InlineData(-0.0, 1, 0.0)]
    [InlineData(double.PositiveInfinity, -0.0, double.NegativeInfinity)]
    public void CopySignTakesTheSignOfZerosToo(double a, double b, double expected) => Same(expected, Real(Op.CopySign, a, b));

    [Fact]
    public void CopySignTakesANaNForPositiveWhateverItsSign()
    {
        Same(1, Real(Op.CopySign, 1, Bits.Double(Bits.Of(double.NaN) | long.MinValue)));
        Same(1, Real(Op.CopySign, -1, Bits.Double(Bits.Of(double.NaN) & long.MaxValue)));
        Same(-1, Real(Op.CopySign, 1, double.NegativeInfinity));
    }

    [Theory]
    [InlineData(2.5, 1)]
    [InlineData(-5e-324, -1)]
    [InlineData(double.NegativeInfinity, -1)]
    [InlineData(-0.0, -0.0)]
    [InlineData(double.NaN, double.NaN)]
    public void SignKeepsNaNAndTheSignOfZero(double a, double expected) => Same(expected, Real(Op.Sign, a));

    [Theory]
    [InlineData(2.2250738585072009e-308, 0)]
    [InlineData(-2.2250738585072009e-308, 0)]
    [InlineData(2.2250738585072014e-308, 2.2250738585072014e-308)]
    [InlineData(-2.2250738585072014e-308, -2.2250738585072014e-308)]
    [InlineData(-0.0, 0)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(double.NaN, double.NaN)]
    public void FlushSubnormalKeepsNormalNumbersAndNaN(double a, double expected) => Same(expected, Real(Op.FlushSubnormal, a));

    [Theory]
    [InlineData(1.1754942e-38f, 0)]
    [InlineData(-1.1754942e-38f, 0)]
    [InlineData(1.17549435e-38f, 1.17549435e-38f)]
    public void WhatIsSubnormalDependsOnTheElement(float a, float expected)
    {
        Program program = Sketch.Of(s => s.Do(Op.FlushSubnormal, s.X));
        Assert.Equal([expected], OneElement.Run(program with { Element = ElementType.Single }, a, 0, [], 1, [0]));
        Assert.Equal([(double)a], OneElement.Run(program with { Element = ElementType.Double }, a, 0, [], 1, [0]));
    }

    [Fact]
    public void IntegersWrapAroundAndDoNotThrow()
    {
        Assert.Equal(long.MinValue, Evaluator.Compute(Op.Add, ScalarType.Long, long.MaxValue, 1, 0));
        Assert.Equal(long.MinValue, Evaluator.Compute(Op.Negate, ScalarType.Long, long.MinValue, 0, 0));
        Assert.Equal(long.MinValue, Evaluator.Compute(Op.Abs, ScalarType.Long, long.MinValue, 0, 0));
        Assert.Equal(-2, Evaluator.Compute(Op.Multiply, ScalarType.Long, long.MaxValue, 2, 0));
    }

    [Fact]
    public void FunctionsAreThoseOfMath()
    {
        Same(8, Real(Op.Pow, 2, 3));
        Same(Math.Exp(0.5), Real(Op.Exp, 0.5));
        Same(Math.Log(0.5), Real(Op.Log, 0.5));
        Same(Math.Tanh(0.5), Real(Op.Tanh, 0.5));
        Same(-2, Real(Op.Cbrt, -8));
        Same(-0.0, Real(Op.Cbrt, -0.0));
        Same(Math.Cos(0.5), Real(Op.Cos, 0.5));
        Same(Math.Atan2(0.5, -2), Real(Op.Atan2, 0.5, -2));
        Same(-2, Real(Op.Floor, -1.5));
        Same(-0.0, Real(Op.Ceiling, -0.5));
        Same(double.NaN, Real(Op.Sqrt, -1));
        Same(-0.0, Real(Op.Sqrt, -0.0));
        Same(0.0, Real(Op.Abs, -0.0));
        Same(-0.0, Real(Op.Negate, 0.0));
    }

    [Theory]
    [InlineData(nameof(Op.And), 0, 0, 0, 1)]
    [InlineData(nameof(Op.Or), 0, 1, 1, 1)]
    public void LogicHasItsTruthTable(string op, long ff, long ft, long tf, long tt)
    {
        Op parsed = Enum.Parse<Op>(op);
        Assert.Equal(
            (ff, ft, tf, tt),
            (Evaluator.Compute(parsed, ScalarType.Bool, 0, 0, 0), Evaluator.Compute(parsed, ScalarType.Bool, 0, 1, 0),
             Evaluator.Compute(parsed, ScalarType.Bool, 1, 0, 0), Evaluator.Compute(parsed, ScalarType.Bool, 1, 1, 0)));
        Assert.Equal((1, 0), (Evaluator.Compute(Op.Not, ScalarType.Bool, 0, 0, 0), Evaluator.Compute(Op.Not, ScalarType.Bool, 1, 0, 0)));
    }

    [Fact]
    public void AChoiceAndAConversionPassTheBitsOn()
    {
        long nan = Bits.Of(Bits.Double(0x7FF8000000000123));
        Assert.Equal(nan, Evaluator.Compute(Op.Select, ScalarType.Bool, 1, nan, 5));
        Assert.Equal(5, Evaluator.Compute(Op.Select, ScalarType.Bool, 0, nan, 5));
        Assert.Equal(Bits.Of(9007199254740992), Evaluator.Compute(Op.ToDouble, ScalarType.Long, 9007199254740993, 0, 0));
    }

    private static double Real(Op op, double a, double b = 0) =>
        Bits.Double(Evaluator.Compute(op, ScalarType.Double, Bits.Of(a), Bits.Of(b), 0));

    private static void Same(double expected, double actual) =>
        Assert.True(Bits.Same(expected, actual), $"{Bits.Show(actual)}, not {Bits.Show(expected)}");
}
