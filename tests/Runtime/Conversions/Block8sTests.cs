using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Conversions;

/// <summary>Blocks of codes of 8 bits: the map is that of bitsandbytes, and every number becomes the nearest value of its decade.</summary>
public class Block8sTests
{
    private static readonly byte[] _codes = [.. Enumerable.Range(0, 256).Select(code => (byte)code)];

    public Block8sTests() => VectorWidth.AssertDemanded();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TheMapIsThatOfBitsandbytes(bool isSigned)
    {
        double[] map = CreateDynamicMap(isSigned);
        Assert.Equal(256, map.Length);
        float[] widened = Widened(_codes, 1, isSigned);
        Assert.All(map.Zip(widened), pair => Assert.Equal((float)pair.First, pair.Second));
        Assert.Equal((0f, 1f), (widened[isSigned ? 127 : 0], widened[255]));
    }

    [Theory]
    [InlineData(true, 1f)]
    [InlineData(false, 1f)]
    [InlineData(true, 3.7e-12f)]
    [InlineData(false, 2.9e-30f)]
    [InlineData(true, 3e38f)]
    [InlineData(false, 1.2e-38f)]
    public void EveryCodeComesBack(bool isSigned, float scale)
    {
        (byte[] back, float[] found) = Rounded(Widened(_codes, scale, isSigned), isSigned);
        Assert.Equal(_codes, back);
        Assert.Equal([scale], found);
    }

    // A share is read to seventeen bits, and its place in a decade to two 256ths; where that decides between two values, both are nearly as
    // near; where between two decades, it may be either. Above the end of a decade, up to a fifth of the next one's step, the last value of
    // the decade is nearer than the first of the next, which is taken: half of that step away at most. So is the last value below 1, up to
    // 1.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EveryNumberBecomesTheNearestValueOfItsDecade(bool isSigned)
    {
        double[] map = CreateDynamicMap(isSigned);
        var random = new Random(1);
        var seen = new HashSet<byte>();
        int nearest = 0, others = 0;
        for (int block = 0; block < 400; block++)
        {
            float[] numbers =
            [
                .. Enumerable.Range(0, 256)
                    .Select(_ => (float)((isSigned ? random.Next(2) - 0.5 : 1) * Math.Pow(10, -7.5 * random.NextDouble()))),
            ];
            (byte[] codes, float[] scales) = Rounded(numbers, isSigned);
            seen.UnionWith(codes);
            double scale = Assert.Single(scales);
            Assert.Equal(numbers.Max(Math.Abs), scale);
            for (int i = 0; i < numbers.Length; i++)
            {
                double share = numbers[i] / scale, magnitude = Math.Abs(share);
                double top = Math.Pow(10, Math.Ceiling(Math.Log10(magnitude)));
                double end = magnitude + (StepOf(top) / 128) + (magnitude / 131072) < top ? top / 10 : top, step = StepOf(10 * end);
                double least = map.Min(value => Math.Abs(value - share)), blur = 2 * ((step / 128) + (magnitude / 131072));
                bool isAtAnEnd = (end > 1e-7 && magnitude < end + (step / 5) + blur) || magnitude > 1 - (step / 4) - blur;
                Assert.InRange(Math.Abs(map[codes[i]] - share), least, isAtAnEnd ? (step / 2) + blur : least + blur);
                if (Math.Abs(map[codes[i]] - share) == least)
                    nearest++;

                // The codes beside it would not do.
                if (!isAtAnEnd
                    && codes[i] is > 0 and < 255
                    && Math.Abs(map[codes[i] + 1] - share) > least + blur
                    && Math.Abs(map[codes[i] - 1] - share) > least + blur)
                    others++;
            }
        }

        Assert.InRange(nearest, 400 * 256 * 0.9, 400 * 256);
        Assert.InRange(others, 400 * 256 * 0.8, 400 * 256);

        // All but the one for a number of the opposite sign to a largest that is as large.
        Assert.InRange(seen.Count, 254, 256);

        double StepOf(double end) => 0.9 * end / ((isSigned ? 1 : 2) << Math.Max(0, (int)Math.Round(Math.Log10(end)) + 6));
    }

    // Each length ends in a tail of single elements, which the vectors of another width would have done.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void VectorsAndSingleElementsAgree(bool isSigned)
    {
        var random = new Random(2);
        for (int block = 0; block < 20; block++)
        {
            float[] numbers =
            [
                .. Enumerable.Range(0, 512)
                    .Select(_ => (float)((isSigned ? random.Next(2) - 0.5 : 1) * Math.Pow(10, -10 * random.NextDouble()))),
            ];
            numbers[0] = numbers[256] = 1;
            (byte[] all, _) = Rounded(numbers, isSigned);
            float[] widened = Widened(all, 0.3f, isSigned);
            for (int i = 1; i < all.Length; i++)
            {
                (byte[] pair, float[] scales) = Rounded([1, numbers[i]], isSigned);
                Assert.Equal([1], scales);
                Assert.Equal((i, all[i]), (i, pair[1]));
                Assert.Equal(widened[i], Widened([all[i]], 0.3f, isSigned)[0]);
            }

            // Vectors of all widths one after the other, and then single elements.
            Assert.Equal(all.Take(64 + 16 + 8 + 4 + 3), Rounded([.. numbers.Take(64 + 16 + 8 + 4 + 3)], isSigned).Codes);
        }
    }

    [Fact]
    public void ZerosNaNsAndLengths()
    {
        (byte[] codes, float[] scales) = Rounded(new float[300], isSigned: true);
        Assert.Equal([0, 0], scales);
        Assert.All(codes, code => Assert.Equal(127, code));
        (codes, scales) = Rounded([.. Enumerable.Repeat(1e-39f, 80)], isSigned: false);
        Assert.Equal([0], scales);
        Assert.All(Widened(codes, 0, isSigned: false), x => Assert.Equal(0, x));
        foreach (float bad in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            (codes, scales) = Rounded([.. Enumerable.Repeat(1f, 300), bad], isSigned: true);
            Assert.Equal([1, float.NaN], scales);
            Assert.All(codes, (code, i) => Assert.Equal(i < 256 ? 255 : 127, code));
            Assert.All(Widened(codes[256..], float.NaN, isSigned: true), x => Assert.True(float.IsNaN(x)));
        }

        Assert.Throws<ArgumentException>(() => Block8s.Round(new float[3], scales, DynamicMap.Signed, codes));
        Assert.Throws<ArgumentException>(() => Block8s.Widen(codes, scales, DynamicMap.Signed, new float[3]));
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
        Block8s.Widen(codes, [scale, scale], MapOf(isSigned), singles);
        return singles;
    }

    private static (byte[] Codes, float[] Scales) Rounded(float[] numbers, bool isSigned)
    {
        byte[] codes = new byte[numbers.Length];
        float[] scales = new float[(numbers.Length + Block8s.Length - 1) / Block8s.Length];
        Block8s.Measure(numbers, scales);
        Block8s.Round(numbers, scales, MapOf(isSigned), codes);
        return (codes, scales);
    }

    private static DynamicMap MapOf(bool isSigned) => isSigned ? DynamicMap.Signed : DynamicMap.Unsigned;
}
