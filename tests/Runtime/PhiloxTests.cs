using System;
using System.Globalization;
using System.Linq;
using FusedOpt.Initialization;
using Xunit;

namespace FusedOpt.Runtime.Tests;

/// <summary>The generator is the published one.</summary>
public class PhiloxTests
{
    // The vectors for "philox4x32 10" in the file kat_vectors of its authors' library, Random123.
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void TheWordsAreThePublishedOnes(string counter, string key, string expected)
    {
        uint[] c = Words(counter), k = Words(key), w = Words(expected);
        Assert.Equal((w[0], w[1], w[2], w[3]), Philox.Words((c[0], c[1], c[2], c[3]), (k[0], k[1])));
        Assert.NotEqual((w[0], w[1], w[2], w[3]), Philox.Words((c[0], c[1], c[2], c[3]), (k[0], k[1] ^ 1)));
    }

    [Fact]
    public void EveryBitOfTheSeedAndOfThePlaceCounts()
    {
        (double, double)[] drawn =
        [
            .. Enumerable.Range(0, 64).Select(bit => Philox.Uniforms(1L << bit, 0)),
            .. Enumerable.Range(0, 63).Select(bit => Philox.Uniforms(0, 1L << bit)),
            Philox.Uniforms(0, 0),
        ];
        Assert.Equal(drawn.Length, drawn.Distinct().Count());
    }

    [Fact]
    public void UniformsAreTheUpperBitsOfTwoWordsAndAHalf()
    {
        // The first vector: 0xe169c58d6627e8d5 without its last twelve bits, and 0x9b00dbd8bc57ac4c.
        (double first, double second) = Philox.Uniforms(0, 0);
        Assert.Equal((0xe169c58d6627eul + 0.5) / (1ul << 52), first);
        Assert.Equal((0x9b00dbd8bc57aul + 0.5) / (1ul << 52), second);
        Assert.NotEqual(0xe169c58d6627eul / (double)(1ul << 52), first);
    }

    private static uint[] Words(string text) =>
        [.. text.Split(' ').Select(word => uint.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
}
