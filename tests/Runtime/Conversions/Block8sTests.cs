using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Conversions;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Conversions;

/// <summary>Blocks of codes of 8 bits: the map is that of bitsandbytes, and every number becomes its nearest value.</summary>
public class Block8sTests
{
    private static readonly byte[] _codes = [.. Enumerable.Range(0, 256).Select(code => (byte)code)];

    public Block8sTests() => VectorWidth.AssertDemanded();

    // A value is a difference of float places, off by 2^-25 of at most 8 times itself, times a rounded step, rounded: 6 2^-24 at most.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheMapIsThatOfBitsandbytes(bool isSigned)
    {
        double[] map = CreateDynamicMap(isSigned);
        Assert.Equal(256, map.Length);
        float[] widened = Widened(_codes, 1, isSigned);
        Assert.All(map.Zip(widened), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 6 * Math.Pow(2, -24) * Math.Abs(pair.First)));
        Assert.Equal((0f, 1f), (widened[isSigned ? 127 : 0], widened[255]));

        // A map of other decades is another one.
        Assert.Contains(map.Zip(widened), pair => Math.Abs(pair.First - (1.00001 * pair.Second)) > 6 * Math.Pow(2, -24) * Math.Abs(pair.First));
    }

    [Theory]
    [InlineData(true, 1f)]
    [InlineData(false, 1f)]
    [InlineData(true, 3.7e-12f)]
    [InlineData(false, 2.9e-30f)]
    [InlineData(true, 3e38f)]
    public void EveryCodeComesBack(bool isSigned, float scale)
    {
        float[] widened = Widened(_codes, scale, isSigned);
        byte[] back = new byte[256];
        float found = Block8s.Round(widened, isSigned, back);
        Assert.Equal(_codes, back);
        Assert.InRange(Math.Abs(found - scale), 0, scale * 1.2e-7f);
    }

    // Nearest as far as floats tell: the place in a decade is off by at most 2^-22 of itself, and a step is at least 1/142 of the number.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EveryNumberBecomesTheNearestValue(bool isSigned)
    {
        double[] map = CreateDynamicMap(isSigned);
        var random = new Random(1);
        var seen = new HashSet<byte>();
        for (int block = 0; block < 400; block++)
        {
            float[] numbers = [.. Enumerable.Range(0, 256).Select(_ => (float)((isSigned ? random.Next(2) - 0.5 : 1) * Math.Pow(10, -7.5 * random.NextDouble())))];
            byte[] codes = new byte[256];
            double scale = Block8s.Round(numbers, isSigned, codes);
            seen.UnionWith(codes);
            Assert.Equal(numbers.Max(Math.Abs), scale);
            for (int i = 0; i < numbers.Length; i++)
            {
                double share = numbers[i] / scale;
                double nearest = map.Min(value => Math.Abs(value - share));
                Assert.InRange(Math.Abs(map[codes[i]] - share), nearest, nearest + (Math.Abs(share) * 1e-6));
            }
        }

        // All but the one for a number of the opposite sign to a largest that is as large.
        Assert.InRange(seen.Count, 254, 256);
    }

    // Each length ends in a tail of single elements, which the vectors of another width would have done.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void VectorsAndSingleElementsAgree(bool isSigned)
    {
        var random = new Random(2);
        float[] numbers = [.. Enumerable.Range(0, 256).Select(_ => (float)((isSigned ? random.Next(2) - 0.5 : 1) * Math.Pow(10, -9 * random.NextDouble())))];
        numbers[0] = 1;
        byte[] all = new byte[256];
        Block8s.Round(numbers, isSigned, all);
        float[] widened = Widened(all, 0.3f, isSigned);
        for (int i = 1; i < 256; i++)
        {
            byte[] pair = new byte[2];
            Assert.Equal(1, Block8s.Round([1, numbers[i]], isSigned, pair));
            Assert.Equal((i, all[i]), (i, pair[1]));
            Assert.Equal(widened[i], Widened([all[i]], 0.3f, isSigned)[0]);
        }
    }

    [Fact]
    public void ZerosNaNsAndLengths()
    {
        byte[] codes = new byte[40];
        Assert.Equal(0, Block8s.Round(new float[40], isSigned: true, codes));
        Assert.All(codes, code => Assert.Equal(127, code));
        Assert.Equal(0, Block8s.Round([.. Enumerable.Repeat(1e-39f, 40)], isSigned: false, codes));
        Assert.All(Widened(codes, 0, isSigned: false), x => Assert.Equal(0, x));
        foreach (float bad in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            Assert.True(float.IsNaN(Block8s.Round([1, bad, 2], isSigned: true, codes.AsSpan(0, 3))));
            Assert.All(Widened(codes[..3], float.NaN, isSigned: true), x => Assert.True(float.IsNaN(x)));
        }

        Assert.Throws<ArgumentException>(() => Block8s.Round(new float[3], isSigned: true, codes));
        Assert.Throws<ArgumentException>(() => Block8s.Widen(codes, 1, isSigned: true, new float[3]));
    }

    // bitsandbytes.functional.create_dynamic_map with max_exponent_bits = 7 and total_bits = 8.
    private static double[] CreateDynamicMap(bool isSigned)
    {
        var values = new List<double> { 0, 1 };
        for (int i = 0; i < 7; i++)
        {
            int items = (isSigned ? 1 << i : 2 << i) + 1;
            double[] boundaries = [.. Enumerable.Range(0, items).Select(k => 0.1 + (0.9 * k / (items - 1)))];
            double[] means = [.. boundaries.Zip(boundaries.Skip(1)).Select(b => (b.First + b.Second) / 2 * Math.Pow(10, i - 6))];
            values.AddRange(means);
            if (isSigned)
                values.AddRange(means.Select(m => -m));
        }

        values.Sort();
        return [.. values];
    }

    private static float[] Widened(byte[] codes, float scale, bool isSigned)
    {
        float[] singles = new float[codes.Length];
        Block8s.Widen(codes, scale, isSigned, singles);
        return singles;
    }
}
