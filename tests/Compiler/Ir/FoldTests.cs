using System;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Ir;
using Xunit;

namespace FusedOpt.Compiler.Tests.Ir;

/// <summary>Values that may be computed at compile time are computed, with the bits that C# would give.</summary>
public class FoldTests
{
    [Fact]
    public void FloatArithmeticIsThatOfCSharpOrIsNotFolded()
    {
        var random = new Random(1);
        int folded = 0, left = 0;
        for (int n = 0; n < 40000; n++)
        {
            float a = Operand(random), b = Operand(random);
            (Op Op, float Expected)[] cases =
            [
                (Op.Add, a + b), (Op.Subtract, a - b), (Op.Multiply, a * b), (Op.Divide, a / b), (Op.Sqrt, MathF.Sqrt(a)),
                (Op.Negate, -a), (Op.Abs, MathF.Abs(a)), (Op.Min, MathF.Min(a, b)), (Op.Max, MathF.Max(a, b)),
                (Op.CopySign, MathF.CopySign(a, float.IsNaN(b) ? 0 : b)),
            ];
            foreach ((Op op, float expected) in cases)
            {
                if (Fold(op, ElementType.Single, a, b) is not { } bits)
                {
                    left++;
                    continue;
                }

                folded++;
                Assert.True(
                    Bits.Same(expected, Bits.Double(bits)),
                    $"{op}({a:R}, {b:R}) is {Bits.Show(expected)}, not {Bits.Show(Bits.Double(bits))}");
            }
        }

        Assert.True(folded > 10 * left, $"{folded} folded, {left} left");
    }

    [Fact]
    public void DoubleArithmeticIsThatOfCSharp()
    {
        var random = new Random(2);
        for (int n = 0; n < 5000; n++)
        {
            double a = RandomValues.Double(random), b = RandomValues.Double(random);
            foreach ((Op op, double expected) in new[]
                { (Op.Add, a + b), (Op.Subtract, a - b), (Op.Multiply, a * b), (Op.Divide, a / b), (Op.Sqrt, Math.Sqrt(a)) })
                Assert.True(Bits.Same(expected, Bits.Double(Fold(op, ElementType.Double, a, b)!.Value)));
        }
    }

    [Fact]
    public void ARoundingToFloatIsThatOfCSharp()
    {
        var random = new Random(3);
        for (int n = 0; n < 10000; n++)
        {
            double a = RandomValues.Double(random);
            if (Evaluator.Fold(Op.ToElement, ScalarType.Element, ScalarType.Double, ElementType.Single, Bits.Of(a), 0, 0) is { } bits)
                Assert.True(Bits.Same((float)a, Bits.Double(bits)));
            Assert.Equal(
                Bits.Of(a), Evaluator.Fold(Op.ToElement, ScalarType.Element, ScalarType.Double, ElementType.Double, Bits.Of(a), 0, 0));
        }
    }

    [Theory]
    [InlineData(nameof(Op.Multiply), 1e-30f, 1e-10f)]
    [InlineData(nameof(Op.Multiply), 1e-30f, 1e-30f)]
    [InlineData(nameof(Op.Divide), 1e-30f, -1e10f)]
    [InlineData(nameof(Op.Subtract), 1.5e-38f, 1.2e-38f)]
    public void AFloatAmongTheSubnormalsIsLeftToTheMachine(string op, float a, float b) =>
        Assert.Null(Fold(Enum.Parse<Op>(op), ElementType.Single, a, b));

    [Fact]
    public void AnExactZeroIsFolded() => Assert.Equal(Bits.Of(-0.0), Fold(Op.Multiply, ElementType.Single, -0.0, 3));

    [Theory]
    [InlineData(nameof(Op.Pow))]
    [InlineData(nameof(Op.Exp))]
    [InlineData(nameof(Op.Log))]
    [InlineData(nameof(Op.Tanh))]
    [InlineData(nameof(Op.Cbrt))]
    [InlineData(nameof(Op.Cos))]
    [InlineData(nameof(Op.Atan2))]
    [InlineData(nameof(Op.FusedMultiplyAdd))]
    [InlineData(nameof(Op.FlushSubnormal))]
    public void FunctionsThatHostsOrElementsHaveTheirOwnOfAreLeftToTheMachine(string op)
    {
        Assert.Null(
            Evaluator.Fold(Enum.Parse<Op>(op), ScalarType.Double, ScalarType.Double, ElementType.Double, Bits.Of(0.5), Bits.Of(2), 0));
        foreach (ElementType element in Enum.GetValues<ElementType>())
            Assert.Null(
                Evaluator.Fold(Enum.Parse<Op>(op), ScalarType.Element, ScalarType.Element, element, Bits.Of(1), Bits.Of(1), Bits.Of(1)));
    }

    [Fact]
    public void FloorAndCeilingAreExactAndFolded()
    {
        Assert.Equal(Bits.Of(1), Evaluator.Fold(Op.Floor, ScalarType.Double, ScalarType.Double, ElementType.Any, Bits.Of(1.5), 0, 0));
        Assert.Equal(Bits.Of(2), Evaluator.Fold(Op.Ceiling, ScalarType.Double, ScalarType.Double, ElementType.Any, Bits.Of(1.5), 0, 0));
    }

    [Fact]
    public void NoElementIsComputedBeforeItsTypeIsKnown()
    {
        Assert.Null(Fold(Op.Add, ElementType.Any, 1, 2));
        Assert.Null(Evaluator.Fold(Op.ToElement, ScalarType.Element, ScalarType.Double, ElementType.Any, Bits.Of(1), 0, 0));
        Assert.Equal(5, Evaluator.Fold(Op.Select, ScalarType.Element, ScalarType.Bool, ElementType.Any, 0, 4, 5));
    }

    // Half of them with exponents so low that products and quotients are subnormal.
    private static float Operand(Random random) => random.Next(4) switch
    {
        0 => BitConverter.Int32BitsToSingle(random.Next(0x02000000) | (random.Next(2) << 31)),
        1 => BitConverter.Int32BitsToSingle(random.Next(0x3F000000, 0x41000000) | (random.Next(2) << 31)),
        _ => RandomValues.Single(random),
    };

    private static long? Fold(Op op, ElementType element, double a, double b) =>
        Evaluator.Fold(op, ScalarType.Element, ScalarType.Element, element, Bits.Of(a), Bits.Of(b), 0);
}
