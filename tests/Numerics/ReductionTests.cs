using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using FusedOpt.Numerics.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Sums are those of the documented order, whatever the parts they come in, and as accurate as <see cref="Reduce"/> says.
/// </summary>
public class ReductionTests
{
    private static readonly int[] Lengths =
    [
        0, 1, 2, 31, 32, 33, 63, 65, 511, 512, 513, 1023, 1024, 1025, 1537, 2048, 2600, 4097, 7 * 512, 40000,
    ];

    [Fact]
    public void SumsAreAddedInTheDocumentedOrder()
    {
        foreach (int length in Lengths)
        {
            double[] values = Values.Fill(length, length, hostile: false);
            float[] floats = [.. values.Select(v => (float)v)];
            Assert.Equal(BlockSum.Of(values), Sum(values, length));
            Assert.Equal(BlockSum.Of([.. floats.Select(v => (double)v)]), Sum(floats, length));
            Assert.Equal(Math.Sqrt(BlockSum.Of([.. values.Select(v => v * v)])), Norm(values, length));
            Assert.Equal(Math.Sqrt(BlockSum.Of([.. floats.Select(v => (double)v * v)])), Norm(floats, length));
            Assert.Equal(values.Append(double.NegativeInfinity).Max(), Largest(values, length));
            Assert.Equal(floats.Append(float.NegativeInfinity).Max(), Largest(floats, length));
        }
    }

    [Fact]
    public void TheOrderIsSeen()
    {
        double[] values = Values.Fill(4097, 1, hostile: false);
        Assert.NotEqual(values.Sum(), Sum(values, values.Length));
        Assert.NotEqual(BlockSum.Of([.. values.Reverse()]), Sum(values, values.Length));
    }

    [Fact]
    public void PartsOfAnyLengthGiveTheSameBits()
    {
        double[] values = Values.Fill(4097, 2, hostile: false);
        float[] floats = [.. values.Select(v => (float)v)];
        foreach (int part in new[] { 1, 3, 10, 16, 31, 32, 100, 511, 512, 784, 1000 })
        {
            Assert.Equal(Sum(values, values.Length), Sum(values, part));
            Assert.Equal(Sum(floats, values.Length), Sum(floats, part));
            Assert.Equal(Norm(values, values.Length), Norm(values, part));
            Assert.Equal(Norm(floats, values.Length), Norm(floats, part));
            Assert.Equal(Largest(floats, values.Length), Largest(floats, part));
        }
    }

    [Fact]
    public void PiecesThatThreadsShareGiveTheSameBits()
    {
        foreach (int pieces in new[] { 1, 2, 3, 4, 5, 7, 8, 11 })
        {
            foreach (int rest in new[] { 0, 1, 511, 512, 513, 5000 })
            {
                double[] values = Values.Fill(
                    pieces * Tuning.CooperativePiece - (Tuning.CooperativePiece - 1) + rest, pieces, hostile: false);
                double[] sums = SumsOfPieces(values);
                Assert.Equal(pieces, sums.Length);
                Assert.Equal(Sum(values, values.Length), default(BlockedSum).Total(sums));
            }
        }

        double[] many = Values.Fill(1000, 1, hostile: false);
        double total = default(BlockedSum).Total(many);
        Assert.NotEqual(many.Sum(), total);
        Assert.NotEqual(default(BlockedSum).Total([.. many.Reverse()]), total);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(64)]
    public void OneNaNMakesTheLargestNaN(int place)
    {
        double[] values = new double[65];
        values[place] = double.NaN;
        Assert.Equal(double.NaN, Largest(values, 65));
        Assert.Equal(double.NaN, Largest([.. values.Select(v => (float)v)], 65));
        values[place] = double.PositiveInfinity;
        Assert.Equal(double.PositiveInfinity, Largest(values, 65));
    }

    // Magnitudes from 1e-12 to 1e12, so that the order of additions matters; the exact sum is that of whole numbers of 2^-1074.
    [Fact]
    public void TheErrorIsBelowTheDocumentedBound()
    {
        double worst = 0, worstByOneSum = 0;
        foreach (int length in Lengths.Where(l => l > 1))
        {
            for (int seed = 0; seed < 5; seed++)
            {
                var random = new Random((1000 * seed) + length);
                double[] values =
                [
                    .. Enumerable.Range(0, length).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-12, 13))),
                ];
                double bound = (21 + Math.Ceiling(Math.Log2(Math.Ceiling(length / 512.0)))) * Math.Pow(2, -53) * values.Sum(Math.Abs);
                BigInteger exact = values.Aggregate(BigInteger.Zero, (sum, v) => sum + Whole(v));
                worst = Math.Max(worst, Error(Sum(values, length), exact) / bound);
                worstByOneSum = Math.Max(worstByOneSum, Error(values.Aggregate((float)0, (sum, v) => sum + (float)v), exact) / bound);
            }
        }

        Assert.InRange(worst, 1e-6, 1);
        Assert.True(worstByOneSum > 1, "a sum in floats would be seen");
    }

    private static double[] SumsOfPieces(double[] values)
    {
        double[] sums = new double[(values.Length + Tuning.CooperativePiece - 1) / Tuning.CooperativePiece];
        BlockedSum sum = default;
        for (int first = 0; first < values.Length; first += Tuning.CooperativePiece)
        {
            sum.Add<Adding, double>(values.AsSpan(first, Math.Min(Tuning.CooperativePiece, values.Length - first)));
            sum.EndPiece(sums, (nuint)first);
        }

        return sums;
    }

    private static double Error(double sum, BigInteger exact) => Math.Abs((double)((Whole(sum) - exact) >> 500)) * Math.Pow(2, 500 - 1074);

    private static BigInteger Whole(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> 52 & 0x7FF);
        BigInteger mantissa = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        return (bits < 0 ? -mantissa : mantissa) << Math.Max(exponent - 1, 0);
    }

    private static double Sum(double[] values, int part)
    {
        Sum sum = new();
        foreach (double[] chunk in Parts(values, part))
            sum.Add(chunk);
        return sum.Result;
    }

    private static double Sum(float[] values, int part)
    {
        Sum sum = new();
        foreach (float[] chunk in Parts(values, part))
            sum.Add(chunk);
        return sum.Result;
    }

    private static double Norm(double[] values, int part)
    {
        Norm norm = new();
        foreach (double[] chunk in Parts(values, part))
            norm.Add(chunk);
        return norm.Result;
    }

    private static double Norm(float[] values, int part)
    {
        Norm norm = new();
        foreach (float[] chunk in Parts(values, part))
            norm.Add(chunk);
        return norm.Result;
    }

    private static double Largest(double[] values, int part)
    {
        Maximum largest = new();
        foreach (double[] chunk in Parts(values, part))
            largest.Add(chunk);
        return largest.Result;
    }

    private static double Largest(float[] values, int part)
    {
        Maximum largest = new();
        foreach (float[] chunk in Parts(values, part))
            largest.Add(chunk);
        return largest.Result;
    }

    private static IEnumerable<T[]> Parts<T>(T[] values, int part) => values.Chunk(Math.Max(part, 1));
}
