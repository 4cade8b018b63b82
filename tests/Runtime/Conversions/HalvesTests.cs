using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Tests.Shared;
using Xunit;

namespace FusedOpt.Runtime.Tests.Conversions;

/// <summary>Halves and floats become each other with the bits of .NET's casts.</summary>
/// <remarks>
/// All 2^32 floats have been rounded and compared by hand, in vectors of each width; here are those where rounding turns.
/// </remarks>
public class HalvesTests
{
    private static readonly Half[] _halves = [.. Enumerable.Range(0, 1 << 16).Select(bits => BitConverter.UInt16BitsToHalf((ushort)bits))];

    public HalvesTests() => VectorWidth.AssertDemanded();

    [Fact]
    public void EveryHalfWidens() => Assert.Null(Difference(_halves, Widened(_halves)));

    [Fact]
    public void EveryHalfRoundsToItself()
    {
        Half[] back = Rounded(Widened(_halves));
        Assert.Null(Difference([.. _halves.Select(h => (float)h)], back));
        Assert.All(_halves.Zip(back), pair => Assert.Equal(pair.First, pair.Second));
    }

    // Each half, the middle between it and the next, one float to either side of both, and the same for negative ones.
    [Fact]
    public void FloatsRoundToTheNearestHalf()
    {
        var floats = new List<float>();
        for (int bits = 0; bits <= 0x7C00; bits++)
        {
            double half = Value(bits), middle = (half + Value(bits + 1)) / 2;
            foreach (float near in new[] { (float)half, (float)middle })
                floats.AddRange(
                    [
                        near, float.BitIncrement(near), float.BitDecrement(near), -near, -float.BitIncrement(near),
                        -float.BitDecrement(near),
                    ]);
        }

        // Infinity stands where the next half would.
        static double Value(int bits) =>
            bits >= 0x7C00 ? 65536 + 64 * (bits - 0x7C00) : (double)BitConverter.UInt16BitsToHalf((ushort)bits);
        Assert.Contains(65520, floats);
        Assert.Contains(float.BitDecrement(65520), floats);
        Assert.Null(Difference([.. floats], Rounded([.. floats])));
    }

    [Fact]
    public void ExtremesRound()
    {
        float[] extremes =
        [
            0f, -0f, float.Epsilon, -float.Epsilon, 1.17549421e-38f, 1.17549435e-38f, float.MaxValue, float.MinValue,
            float.PositiveInfinity, float.NegativeInfinity,
            float.NaN, -float.NaN,
            .. new uint[] { 0x7F800001, 0xFF800001, 0x7FFFFFFF, 0xFFFFFFFF, 0x7F802000, 0x7F801FFF, 0xFFBFFFFF }
                .Select(BitConverter.UInt32BitsToSingle),
        ];
        float[] repeated = [.. Enumerable.Repeat(extremes, 4).SelectMany(x => x)];
        Assert.Null(Difference(repeated, Rounded(repeated)));
    }

    [Fact]
    public void RandomBitsRound()
    {
        var random = new Random(1);
        float[] floats = [.. Enumerable.Range(0, 1 << 20).Select(_ => BitConverter.Int32BitsToSingle((int)random.NextInt64(1L << 32)))];
        Assert.InRange(floats.Count(x => Half.IsNormal((Half)x)), 100_000, 150_000); // 30 of 256 exponents
        Assert.Null(Difference(floats, Rounded(floats)));
    }

    // Each half with itself, with its neighbours far and near, and with one of another sign. Of two NaNs either may be what is left.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0x400)]
    [InlineData(0x7FFF)]
    [InlineData(0x8000)]
    [InlineData(0x8001)]
    public void SumsAreThoseOfHalves(int apart)
    {
        Half[] others = [.. Enumerable.Range(0, _halves.Length).Select(bits => _halves[(bits + apart) & 0xFFFF])],
            sums = [.. _halves.Zip(others, (a, b) => a + b)];
        float[] added = Widened(_halves);
        Halves.Add(others, added);
        Assert.Null(Difference(sums, [.. added.Zip(sums, (sum, half) => float.IsNaN(sum) && Half.IsNaN(half) ? (float)half : sum)]));
        Assert.NotNull(Difference(_halves, added));

        // Less than a vector.
        float[] few = Widened(_halves[..3]);
        Halves.Add(others.AsSpan(0, 3), few);
        Assert.Equal(added[..3], few);
    }

    [Fact]
    public void EveryLengthIsWrittenAndNothingBeside()
    {
        var random = new Random(2);
        for (int length = 0; length <= 70; length++)
        {
            Half[] halves = [.. Enumerable.Range(0, length).Select(_ => (Half)random.NextSingle())];
            float[] floats = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];
            float[] wide = [.. Enumerable.Repeat(7f, length + 2)];
            Half[] narrow = [.. Enumerable.Repeat((Half)7, length + 2)];
            Halves.Widen(halves, wide.AsSpan(1, length));
            Halves.Round(floats, narrow.AsSpan(1, length));
            Assert.Equal([7, .. halves.Select(h => (float)h), 7], wide);
            Assert.Equal([(Half)7, .. floats.Select(x => (Half)x), (Half)7], narrow);
        }
    }

    [Fact]
    public void OneBitOfOneElementIsSeen()
    {
        for (int bits = 0; bits < 1 << 16; bits += 251)
        {
            float[] wide = Widened(_halves);
            wide[bits] = BitConverter.Int32BitsToSingle(
                BitConverter.SingleToInt32Bits(wide[bits]) ^ (float.IsNaN(wide[bits]) ? 1 << 31 : 1));
            Assert.NotNull(Difference(_halves, wide));
        }

        float[] floats = [1, 2, float.NaN, 4];
        Half[] narrow = Rounded(floats);
        Assert.Null(Difference(floats, narrow));
        Assert.NotNull(Difference(floats, [narrow[0], Half.BitIncrement(narrow[1]), narrow[2], narrow[3]]));
        Assert.NotNull(Difference(floats, [narrow[0], narrow[1], -narrow[2], narrow[3]]));
        Assert.NotNull(Difference(floats, [narrow[0], narrow[1], (Half)3, narrow[3]]));
    }

    [Fact]
    public void LengthsThatDifferAreRefused()
    {
        float[] singles = [7, 7, 7];
        Half[] halves = [(Half)8, (Half)8];
        ArgumentException widening = Assert.Throws<ArgumentException>(() => Halves.Widen(halves, singles));
        Assert.Equal("target has 3 elements, but source has 2. (Parameter 'target')", widening.Message);
        ArgumentException rounding = Assert.Throws<ArgumentException>(() => Halves.Round(singles, halves));
        Assert.Equal("target has 2 elements, but source has 3. (Parameter 'target')", rounding.Message);
        Assert.Equal([7f, 7f, 7f], singles);
        Assert.Equal([(Half)8, (Half)8], halves);
    }

    private static float[] Widened(Half[] halves)
    {
        float[] singles = new float[halves.Length];
        Halves.Widen(halves, singles);
        return singles;
    }

    private static Half[] Rounded(float[] singles)
    {
        Half[] halves = new Half[singles.Length];
        Halves.Round(singles, halves);
        return halves;
    }

    private static string? Difference(Half[] source, float[] actual)
    {
        for (int i = 0; i < source.Length; i++)
        {
            float expected = (float)source[i];
            bool same = float.IsNaN(expected)
                ? float.IsNaN(actual[i]) && float.IsNegative(expected) == float.IsNegative(actual[i])
                : BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual[i]);
            if (!same)
                return $"{BitConverter.HalfToUInt16Bits(source[i]):x4}: {actual[i]:R} instead of {expected:R}";
        }

        return null;
    }

    private static string? Difference(float[] source, Half[] actual)
    {
        for (int i = 0; i < source.Length; i++)
        {
            Half expected = (Half)source[i];
            bool same = Half.IsNaN(expected)
                ? Half.IsNaN(actual[i]) && Half.IsNegative(expected) == Half.IsNegative(actual[i])
                : BitConverter.HalfToInt16Bits(expected) == BitConverter.HalfToInt16Bits(actual[i]);
            if (!same)
                return $"{BitConverter.SingleToUInt32Bits(source[i]):x8}: {actual[i]:R} instead of {expected:R}";
        }

        return null;
    }
}
