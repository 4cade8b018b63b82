using System;
using System.Linq;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Conversions;

/// <summary>bfloat16: every one is widened to its value, and rounding to one is right on average.</summary>
public class BFloat16sTests
{
    private static readonly ushort[] _all = [.. Enumerable.Range(0, 1 << 16).Select(bits => (ushort)bits)];

    public BFloat16sTests() => VectorWidth.AssertDemanded();

    [Fact]
    public void EveryBFloat16IsTheUpperHalfOfAFloat() =>
        Assert.All(_all.Zip(Widened(_all)), pair => Assert.Equal(pair.First << 16, BitConverter.SingleToInt32Bits(pair.Second)));

    [Fact]
    public void EveryBFloat16RoundsToItself()
    {
        ushort[] back = Rounded(Widened(_all), seed: 1);
        Assert.All(_all.Zip(back), pair => Assert.Equal((pair.First & 0x7FFF) > 0x7F80 ? pair.First | 0x40 : pair.First, pair.Second));
    }

    // The upper neighbour has probability q; the share among n independent roundings has the deviation sqrt(q (1 - q) / n), and 6 of them
    // are left to chance.
    [Theory]
    [InlineData(0x0001)]
    [InlineData(0x1000)]
    [InlineData(0x8000)]
    [InlineData(0xC123)]
    [InlineData(0xFFFF)]
    public void RoundingIsRightOnAverage(int lower)
    {
        const int Count = 1 << 20;
        double q = lower / 65536.0, deviation = Math.Sqrt(q * (1 - q) / Count);
        foreach (int upper in new[] { 0x3F80, 0xBE47, 0x0003, 0x7F00 })
        {
            float value = BitConverter.Int32BitsToSingle((upper << 16) | lower);
            ushort[] rounded = Rounded([.. Enumerable.Repeat(value, Count)], seed: upper);
            Assert.All(rounded, r => Assert.InRange(r - upper, 0, 1));
            double share = rounded.Count(r => r != upper) / (double)Count;
            Assert.InRange(share, q - (6 * deviation), q + (6 * deviation));

            // Rounding to nearest, and cutting off, give a share of 0 or 1, which is seen wherever the deviation is small beside q.
            if (lower is not (0x0001 or 0xFFFF))
                Assert.NotInRange(Math.Round(q), q - (6 * deviation), q + (6 * deviation));
        }
    }

    // The bits of neighbours and of successive steps have nothing to do with each other: of n pairs, correlation has the deviation 1 /
    // sqrt(n).
    [Fact]
    public void RandomBitsAreIndependent()
    {
        const int Count = 1 << 18;
        RandomBits one = new(12345, 7), next = new(12345, 8), other = new(54321, 7);
        double[] a = Bits(one, 0), limit = [6 / Math.Sqrt(Count)];
        foreach (double[] b in new[] { Bits(one, 1), Bits(one, 2), Bits(one, 16), Bits(next, 0), Bits(other, 0) })
            Assert.InRange(Correlation(a, b), -limit[0], limit[0]);
        Assert.InRange(Correlation(a, Bits(new(12345, 7), 0)), 0.99, 1.01);

        static double[] Bits(RandomBits bits, int from) => [.. Enumerable.Range(from, Count).Select(i => (bits.Draw(i) - 32767.5) / 65536)];
        static double Correlation(double[] a, double[] b) => a.Zip(b, (x, y) => 12 * x * y).Average();
    }

    [Fact]
    public void VectorsAndSingleElementsAgree()
    {
        var random = new Random(3);
        float[] floats = [.. Enumerable.Range(0, 1 << 16).Select(_ => BitConverter.Int32BitsToSingle((int)random.NextInt64(1L << 32)))];
        var bits = new RandomBits(99, 3);
        Assert.Equal(floats.Select((x, i) => BFloat16s.Round(x, bits.Draw(i))), Rounded(floats, 99, 3, 0));

        // Rounds from any even start on, and of any length, as if all had been rounded at once.
        ushort[] all = Rounded(floats, 99, 3, 0);
        foreach (int length in new[] { 0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65 })
            Assert.Equal(all.Skip(512).Take(length), Rounded([.. floats.Skip(512).Take(length)], 99, 3, 512));
        Assert.NotEqual(all, Rounded(floats, 98, 3, 0));
        Assert.NotEqual(all, Rounded(floats, 99, 4, 0));
    }

    [Fact]
    public void FiniteNumbersStayFinite()
    {
        float[] floats =
        [
            float.MaxValue, float.MinValue, 3.3895314e38f, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
            BitConverter.Int32BitsToSingle(0x7F800001), BitConverter.Int32BitsToSingle(0x7FFFFFFF),
        ];
        for (int step = 0; step < 100; step++)
        {
            ushort[] rounded = Rounded([.. Enumerable.Repeat(floats, 8).SelectMany(x => x)], 1, step, 0);
            Assert.All(
                rounded.Chunk(8),
                r => Assert.Equal(
                    [0x7F7F, 0xFF7F, 0x7F7F, 0x7F80, 0xFF80, (ushort)(BitConverter.SingleToUInt32Bits(float.NaN) >> 16), 0x7FC0, 0x7FFF],
                    r));
        }
    }

    private static float[] Widened(ushort[] bits)
    {
        float[] singles = new float[bits.Length];
        BFloat16s.Widen(bits, singles);
        return singles;
    }

    private static ushort[] Rounded(float[] singles, ulong seed, long step = 1, int start = 0)
    {
        ushort[] bits = new ushort[singles.Length];
        BFloat16s.Round(singles, bits, new RandomBits(seed, step), start);
        return bits;
    }

    private static ushort[] Rounded(float[] singles, int seed) => Rounded(singles, (ulong)seed);
}
