using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.InteropServices;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Reductions;

/// <summary>Reductions of spans of at most one block, and of a little more: bits of the documented order, in every width.</summary>
public class ShortSpanTests
{
    private const int Longest = 1100;

    public ShortSpanTests() => VectorWidth.AssertDemanded();

    public enum Kind
    {
        Ordinary,
        Hostile,
        Infinite,
        Subnormal,
        NegativeZero,
    }

    [Theory]
    [InlineData(Kind.Ordinary)]
    [InlineData(Kind.Hostile)]
    [InlineData(Kind.Infinite)]
    [InlineData(Kind.Subnormal)]
    [InlineData(Kind.NegativeZero)]
    public void BitsOfDoublesAreThoseOfTheDocumentedOrder(Kind kind)
    {
        for (int length = 0; length <= Longest; length++)
        {
            ReadOnlySpan<double> values = Doubles(kind, length);
            Sum sum = new();
            Norm norm = new();
            foreach (double value in values)
            {
                sum.Add([value]);
                norm.Add([value]);
            }

            AssertSame(Tree(values), Sum.Compute(values), length);
            AssertSame(sum.Result, Sum.Compute(values), length);
            AssertSame(sum.Result / length, Mean.Compute(values), length);
            AssertSame(norm.Result, Norm.Compute(values), length);
            AssertSame(Largest(values), Maximum.Compute(values), length);
        }
    }

    [Theory]
    [InlineData(Kind.Ordinary)]
    [InlineData(Kind.Hostile)]
    [InlineData(Kind.Infinite)]
    [InlineData(Kind.Subnormal)]
    [InlineData(Kind.NegativeZero)]
    public void BitsOfFloatsAreThoseOfTheDocumentedOrder(Kind kind)
    {
        for (int length = 0; length <= Longest; length++)
        {
            ReadOnlySpan<float> values = Floats(kind, length);
            double[] wide = Array.ConvertAll(values.ToArray(), x => (double)x);
            Sum sum = new();
            Norm norm = new();
            foreach (float value in values)
            {
                sum.Add([value]);
                norm.Add([value]);
            }

            AssertSame(Tree(wide), Sum.Compute(values), length);
            AssertSame(sum.Result, Sum.Compute(values), length);
            AssertSame(sum.Result / length, Mean.Compute(values), length);
            AssertSame(Math.Sqrt(Tree(Array.ConvertAll(wide, x => x * x))), Norm.Compute(values), length);
            AssertSame(norm.Result, Norm.Compute(values), length);
            AssertSame(norm.SingleResult, Norm.ComputeSingle(values), length);
            AssertSame(Largest(wide), Maximum.Compute(values), length);
        }
    }

    // Vectors that this machine does not have are computed in software.
    [Fact]
    public void EveryWidthGivesTheSameBits()
    {
        foreach (Kind kind in Enum.GetValues<Kind>())
        {
            for (int length = 0; length <= Block.Length; length++)
            {
                ReadOnlySpan<double> doubles = Doubles(kind, length);
                ReadOnlySpan<float> floats = Floats(kind, length);
                double[] wide = Array.ConvertAll(floats.ToArray(), x => (double)x);
                AssertEach(Tree(doubles), Sums<Adding, double>(doubles), length);
                AssertEach(Tree(wide), Sums<Adding, float>(floats), length);
                AssertEach(Tree(Array.ConvertAll(doubles.ToArray(), x => x * x)), Sums<AddingSquares, double>(doubles), length);
                AssertEach(Tree(Array.ConvertAll(wide, x => x * x)), Sums<AddingSquares, float>(floats), length);
                AssertEach(Largest(doubles), LargestOf(doubles), length);
                AssertEach(Largest(wide), LargestOf(floats), length);
            }
        }
    }

    // Controls: another order, other sums side by side, a sum that begins with -0, and an element after the end.
    [Fact]
    public void WrongOrdersAreSeen()
    {
        int reversed = 0, halved = 0;
        for (int length = 3; length <= Longest; length++)
        {
            double[] values = Doubles(Kind.Ordinary, length).ToArray();
            double right = Sum.Compute(values);
            halved += BitsOf(Tree(values, sums: 16)) != BitsOf(right) ? 1 : 0;
            reversed += BitsOf(Tree([.. values.AsEnumerable().Reverse()])) != BitsOf(right) ? 1 : 0;
        }

        Assert.True(reversed > 500, "elements in reverse have other bits");
        Assert.True(halved > 500, "half as many sums have other bits");
        Assert.NotEqual(BitsOf(-0.0), BitsOf(Sum.Compute(Doubles(Kind.NegativeZero, 3))));
        Assert.Equal(BitsOf(-0.0), BitsOf(Maximum.Compute(Doubles(Kind.NegativeZero, 3))));
        Assert.True(double.IsNaN(Tree([1, double.NaN])));
        Assert.ThrowsAny<Exception>(() => AssertSame(1, 1 + double.Epsilon + 1e-15, 1));
        Assert.ThrowsAny<Exception>(() => AssertSame(0, -0.0, 1));
    }

    [Fact]
    public void SingleNormsStayFinite()
    {
        Assert.Equal(float.MaxValue, Norm.ComputeSingle([float.MaxValue, float.MaxValue]));
        Assert.Equal(float.PositiveInfinity, Norm.ComputeSingle([float.PositiveInfinity, 1]));
        Assert.Equal(5, Norm.ComputeSingle([3, 4]));
        Assert.Equal(0, Norm.ComputeSingle([]));
    }

    // A few elements take another path than vectors, and have to agree with it.
    private static List<double> Sums<TFold, T>(ReadOnlySpan<T> values)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref readonly T first = ref MemoryMarshal.GetReference(values);
        nuint length = (nuint)values.Length;
        List<double> sums =
        [
            ShortSum.Compute<TFold, T>(values),
            ShortSum.Compute<TFold, Simd512<double>, T>(in first, length),
            ShortSum.Compute<TFold, Simd256<double>, T>(in first, length),
            ShortSum.Compute<TFold, Simd128<double>, T>(in first, length),
            ShortSum.Compute<TFold, SimdScalar<double>, T>(in first, length),
        ];
        if (length <= 4)
            sums.Add(ShortSum.AddFew<TFold, T>(in first, length));
        return sums;
    }

    private static List<double> LargestOf<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T first = ref MemoryMarshal.GetReference(values.ToArray().AsSpan());
        nuint length = (nuint)values.Length;
        List<T> largest = [Maximum.Among<SimdScalar<T>, False, T>(ref first, length)];
        if (length >= Simd512<T>.Count)
            largest.Add(Maximum.Among<Simd512<T>, False, T>(ref first, length));
        if (length >= Simd256<T>.Count)
            largest.Add(Maximum.Among<Simd256<T>, False, T>(ref first, length));
        if (length >= Simd128<T>.Count)
            largest.Add(Maximum.Among<Simd128<T>, False, T>(ref first, length));
        return [.. largest.Select(double.CreateChecked)];
    }

    // The order that Reduce documents, written the plain way.
    private static double Tree(ReadOnlySpan<double> values, int sums = 32)
    {
        if (values.Length > 512)
        {
            int left = 512;
            while (2 * left < values.Length)
                left *= 2;
            return Tree(values[..left], sums) + Tree(values[left..], sums);
        }

        double[] side = new double[sums];
        for (int i = 0; i < values.Length; i++)
            side[i % sums] += values[i];
        for (int half = sums / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
                side[i] += side[i + half];
        }

        return side[0];
    }

    private static double Largest(ReadOnlySpan<double> values)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in values)
            largest = Math.Max(largest, value);
        return largest;
    }

    // Around the elements there is NaN, which would be seen in every result.
    private static ReadOnlySpan<double> Doubles(Kind kind, int length)
    {
        var random = new Random((7 * length) + (int)kind);
        double[] values = [.. Enumerable.Repeat(double.NaN, length + 64)];
        for (int i = 32; i < 32 + length; i++)
            values[i] = Double(kind, random);
        return values.AsSpan(32, length);
    }

    private static double Double(Kind kind, Random random)
    {
        double ordinary = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 7));
        return kind switch
        {
            Kind.Ordinary => ordinary,
            Kind.Subnormal => random.Next(-1000, 1000) * double.Epsilon,
            Kind.NegativeZero => -0.0,
            _ => random.Next(kind == Kind.Infinite ? 200 : 400) switch
            {
                0 => double.PositiveInfinity,
                1 => kind == Kind.Infinite ? double.PositiveInfinity : double.NaN,
                2 => kind == Kind.Infinite ? double.PositiveInfinity : double.NegativeInfinity,
                3 => 1e300,
                4 => -1e160,
                5 => 1e-170,
                < 40 => -0.0,
                _ => ordinary,
            },
        };
    }

    private static ReadOnlySpan<float> Floats(Kind kind, int length)
    {
        var random = new Random((7 * length) + (int)kind);
        float[] values = [.. Enumerable.Repeat(float.NaN, length + 64)];
        for (int i = 32; i < 32 + length; i++)
            values[i] = kind == Kind.Subnormal ? random.Next(-1000, 1000) * float.Epsilon : (float)Double(kind, random);
        return values.AsSpan(32, length);
    }

    private static void AssertEach(double expected, List<double> actual, int length)
    {
        foreach (double value in actual)
            AssertSame(expected, value, length);
    }

    private static void AssertSame(double expected, double actual, int length) =>
        Assert.True(BitsOf(expected) == BitsOf(actual), $"{length} elements: {expected:R}, but {actual:R}");

    // A NaN has many.
    private static long BitsOf(double value) => double.IsNaN(value) ? -1 : BitConverter.DoubleToInt64Bits(value);
}
