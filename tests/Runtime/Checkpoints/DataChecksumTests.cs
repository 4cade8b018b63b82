using System;
using System.Linq;
using System.Text;
using Xunit;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary><see cref="DataChecksum"/> is CRC-32C, in however many parts the bytes come.</summary>
public class DataChecksumTests
{
    // The length at which three blocks are summed at once.
    private const int ThreeBlocks = 3 * 4096;

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 0xC1D04330)]
    [InlineData("123456789", 0xE3069283)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x22620404)]
    public void KnownTextsHaveTheirChecksums(string text, uint checksum)
    {
        Assert.Equal(checksum, DataChecksum.Compute(Encoding.ASCII.GetBytes(text)));
        Assert.NotEqual(checksum, DataChecksum.Compute(Encoding.ASCII.GetBytes(text + "\0")));
    }

    [Fact]
    public void BytesOfTheStandardHaveTheirChecksums()
    {
        // RFC 3720, B.4.
        Assert.Equal(0x8A9136AAu, DataChecksum.Compute(new byte[32]));
        Assert.Equal(0x62A8AB43u, DataChecksum.Compute([.. Enumerable.Repeat((byte)255, 32)]));
        Assert.Equal(0x46DD794Eu, DataChecksum.Compute([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(0x113FDB5Cu, DataChecksum.Compute([.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(ThreeBlocks - 1)]
    [InlineData(ThreeBlocks)]
    [InlineData(ThreeBlocks + 1)]
    [InlineData((2 * ThreeBlocks) + 13)]
    [InlineData(100_003)]
    public void LongBytesHaveTheChecksumOfTheDefinition(int length)
    {
        byte[] bytes = Random(length + 3);

        // At every address.
        for (int start = 0; start < 4; start++)
            Assert.Equal(Defined(bytes.AsSpan(start, length)), DataChecksum.Compute(bytes.AsSpan(start, length)));
    }

    [Fact]
    public void BytesInTwoPartsHaveTheChecksumOfTheWhole()
    {
        byte[] bytes = Random(ThreeBlocks + 1000);
        uint whole = DataChecksum.Compute(bytes);
        for (int split = 0; split <= bytes.Length; split++)
        {
            uint first = DataChecksum.Compute(bytes.AsSpan(0, split));
            if (DataChecksum.Append(first, bytes.AsSpan(split)) != whole)
                Assert.Fail($"Split at {split}.");
        }

        Assert.NotEqual(whole, DataChecksum.Append(DataChecksum.Compute(bytes.AsSpan(100)), bytes.AsSpan(0, 100)));
    }

    [Fact]
    public void ABitMoreOrLessIsSeen()
    {
        byte[] bytes = Random(ThreeBlocks + 9);
        uint whole = DataChecksum.Compute(bytes);
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            if (bit % 101 == 0)
                Assert.NotEqual(whole, DataChecksum.Compute(bytes));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(whole, DataChecksum.Compute(bytes));
    }

    [Fact]
    public void BlocksThatChangePlacesAreSeen()
    {
        byte[] bytes = Random(ThreeBlocks);
        byte[] exchanged = [.. bytes[4096..8192], .. bytes[..4096], .. bytes[8192..]];
        Assert.NotEqual(DataChecksum.Compute(bytes), DataChecksum.Compute(exchanged));
    }

    private static byte[] Random(int length)
    {
        byte[] bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }

    // Bit by bit, as the polynomial says.
    private static uint Defined(ReadOnlySpan<byte> bytes)
    {
        uint register = ~0u;
        foreach (byte value in bytes)
        {
            register ^= value;
            for (int bit = 0; bit < 8; bit++)
                register = (register >> 1) ^ ((register & 1) * 0x82F63B78);
        }

        return ~register;
    }
}
