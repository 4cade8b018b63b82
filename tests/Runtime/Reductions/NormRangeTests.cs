using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace FusedOpt.Runtime.Tests.Reductions;

/// <summary>Norms of doubles whose squares leave the range of doubles.</summary>
public class NormRangeTests
{
    // Squares of these are 0, subnormal, ordinary, and infinite; 1e-151 and 1e151 stand on either side of where sums are scaled.
    private static readonly double[] Magnitudes =
        [
            double.Epsilon, 1e-320, 3e-308, 1e-200, 1e-162, 1e-154, 1e-152, 1e-150, 1e-100, 1, 1e100, 1e120, 1e121, 1e150, 1e152, 1.4e154,
            1e200, 1e305,
        ];

    public static TheoryData<int> Lengths() => [1, 2, 31, 32, 33, 511, 512, 513, 1031, 5000];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void NormsOfAnyMagnitudeAreRight(int length)
    {
        foreach (double magnitude in Magnitudes)
            AssertRight(Random(length, magnitude));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(33)]
    [InlineData(700)]
    public void NormsOfMixedMagnitudesAreRight(int length)
    {
        foreach (double first in Magnitudes)
        {
            foreach (double second in Magnitudes)
            {
                // One after the other, and one element among the others.
                AssertRight([.. Random(length - (length / 3), first), .. Random(length / 3, second)]);
                double[] among = Random(length, first);
                among[length / 2] = second;
                AssertRight(among);
            }
        }
    }

    [Fact]
    public void NoDigitDependsOnTheParts()
    {
        var random = new Random(5);
        foreach (double magnitude in Magnitudes)
        {
            double[] values = Random(3001, magnitude);
            for (int i = 0; i < 3; i++)
                values[random.Next(values.Length)] = Magnitudes[random.Next(Magnitudes.Length)];
            double whole = Norm.Compute(values);
            Assert.NotEqual(whole, Norm.Compute(values.AsSpan(1)) * 1.1);
            for (int round = 0; round < 20; round++)
            {
                Norm norm = new();
                for (int start = 0; start < values.Length;)
                {
                    int count = Math.Min(random.Next(1, round % 2 == 0 ? 9 : 700), values.Length - start);
                    norm.Add(values.AsSpan(start, count));
                    start += count;
                }

                Assert.Equal(BitConverter.DoubleToInt64Bits(whole), BitConverter.DoubleToInt64Bits(norm.Result));
            }
        }
    }

    [Fact]
    public void OrdinaryNormsAreTheRootOfThePlainSum()
    {
        foreach (double magnitude in new[] { 1e-149, 1e-100, 1e-10, 1, 1e10, 1e100, 1e147 })
        {
            double[] values = Random(5000, magnitude);
            Assert.Equal(Plain(values), Norm.Compute(values));
        }

        // Plain sums leave the range here.
        Assert.Equal((0, double.PositiveInfinity), (Plain(Random(9, 1e-200)), Plain(Random(9, 1e200))));
    }

    [Fact]
    public void InfinitiesAndNaNStay()
    {
        foreach (double magnitude in Magnitudes)
        {
            foreach (int length in new[] { 3, 512, 700 })
            {
                double[] values = Random(length, magnitude);
                values[length / 2] = double.NegativeInfinity;
                Assert.Equal(double.PositiveInfinity, Norm.Compute(values));
                values[0] = double.NaN;
                Assert.Equal(double.NaN, Norm.Compute(values));
            }
        }

        Assert.Equal(0, Norm.Compute(new double[700]));
        Assert.Equal(0, Norm.Compute(default(ReadOnlySpan<double>)));
    }

    [Fact]
    public void BeyondTheLargestNumberItIsThatNumber()
    {
        foreach (int length in new[] { 2, 512, 5000 })
        {
            double[] values = [.. Enumerable.Repeat(1.5e308, length)];
            Assert.Equal(double.MaxValue, Norm.Compute(values));
        }

        Norm norm = new();
        norm.Add([float.MaxValue, float.MaxValue]);
        Assert.Equal(float.MaxValue, norm.SingleResult);
        Assert.Equal(Math.Sqrt(2) * float.MaxValue, norm.Result, 1e23);
        norm.Add([float.PositiveInfinity]);
        Assert.Equal(float.PositiveInfinity, norm.SingleResult);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1200)]
    public void NormsOfColumnsAreRight(int columns)
    {
        // A column of each pair of magnitudes; the rows come in two parts.
        const int Rows = 9;
        var random = new Random(3);
        double[][] rows = [.. Enumerable.Range(0, Rows).Select(_ => new double[columns])];
        for (int c = 0; c < columns; c++)
        {
            double first = Magnitudes[random.Next(Magnitudes.Length)], second = Magnitudes[random.Next(Magnitudes.Length)];
            for (int r = 0; r < Rows; r++)
                rows[r][c] = (random.Next(3) == 0 ? first : random.Next(2) == 0 ? second : 0) * (random.NextDouble() + 0.5);
        }

        double[] norms = new double[columns], plain = new double[columns];
        Reduce(mayLeaveRange: true, norms);
        Reduce(mayLeaveRange: false, plain);
        for (int c = 0; c < columns; c++)
        {
            double exact = ExactNorm.Of(rows.Select(r => r[c]));
            Assert.InRange(norms[c], exact * (1 - Bound(Rows)), exact * (1 + Bound(Rows)));
            if (double.IsFinite(plain[c]) && plain[c] > 1e-150 && plain[c] < 1e150)
                Assert.Equal(plain[c], norms[c]);
        }

        if (columns > 1000)
            Assert.NotEqual(plain, norms);

        void Reduce(bool mayLeaveRange, double[] results)
        {
            using ColumnReduction reduction = new(columns, 0, mayLeaveRange);
            foreach (double[] row in rows)
            {
                reduction.AddSquares<double>(0, row.AsSpan(0, columns / 2));
                reduction.AddSquares<double>(columns / 2, row.AsSpan(columns / 2));
            }

            reduction.CopyRootsTo<double>(results);
        }
    }

    private static double Plain(double[] values) => Math.Sqrt(Sum.Compute(values.Select(v => v * v).ToArray()));

    private static double[] Random(int length, double magnitude)
    {
        var random = new Random(length);
        double Signed() => magnitude * (random.NextDouble() + 0.5) * (random.Next(2) == 0 ? 1 : -1);
        return [.. Enumerable.Range(0, length).Select(_ => random.Next(5) == 0 ? 0 : Signed())];
    }

    // A rounding for each square, the error of the sum as Tensor documents it, halved by the root, and a rounding each for the root and the
    // scale; subnormal results are off by half of the smallest.
    private static void AssertRight(double[] values)
    {
        double exact = ExactNorm.Of(values), norm = Norm.Compute(values), bound = exact * Bound(values.Length) + double.Epsilon;
        Assert.True(Math.Abs(norm - exact) <= bound, $"{norm:r} is not {exact:r}, of {values.Length}");
        Assert.True(exact == 0 || Math.Abs(norm - (exact * (1 + 1e-12) + 2 * double.Epsilon)) > bound);
    }

    private static double Bound(int length) => (26 + Math.Log2(length)) / (1L << 53);
}
