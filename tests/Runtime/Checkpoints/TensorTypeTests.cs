using System.Linq;
using Xunit;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>The types are those of the safetensors specification.</summary>
public class TensorTypeTests
{
    // The enumeration Dtype of the reference implementation, with the bits of each.
    private const string Specified =
        "BOOL 8, F4 4, F6_E2M3 6, F6_E3M2 6, U8 8, I8 8, F8_E5M2 8, F8_E4M3 8, F8_E8M0 8, F8_E4M3FNUZ 8, F8_E5M2FNUZ 8, I16 16, U16 16, "
        + "F16 16, BF16 16, I32 32, U32 32, F32 32, C64 64, F64 64, I64 64, U64 64";

    [Fact]
    public void EveryTypeHasItsNameAndBits() =>
        Assert.Equal(Specified, string.Join(", ", TensorType.All.Select(t => $"{t.Name} {t.Bits}")));

    [Fact]
    public void EveryTypeIsFoundByItsName()
    {
        foreach (TensorType type in TensorType.All)
        {
            Assert.True(TensorType.TryParse(type.Name, out TensorType found));
            Assert.Equal(type, found);
            Assert.False(TensorType.TryParse(type.Name.ToLowerInvariant(), out _));
            Assert.False(TensorType.TryParse(type.Name + " ", out _));
        }

        Assert.False(TensorType.TryParse("", out _));
        Assert.Equal(TensorType.All.Count, TensorType.All.Distinct().Count());
    }

    [Fact]
    public void TheMembersAreTheTypesOfTheirNames() => Assert.Equal(
        ["U8 8", "F16 16", "BF16 16", "I32 32", "F32 32", "F64 64", "U64 64"],
        new[]
        {
            TensorType.U8, TensorType.F16, TensorType.BF16, TensorType.I32, TensorType.F32, TensorType.F64, TensorType.U64,
        }.Select(t => $"{t} {t.Bits}"));

    [Fact]
    public void EveryTypeCanBeWrittenAndRead()
    {
        SafetensorsHeader header = SafetensorsHeader.Create(TensorType.All.Select(t => (t.Name, t, new long[] { 4, 2 })), Headers.None);
        SafetensorsHeader read = Headers.Read(header.ToBytes(), header.DataLength);
        Assert.All(TensorType.All, t => Assert.True(read.TryFind(t.Name, out TensorEntry e) && e.Type == t && e.ByteCount == t.Bits));
        Assert.False(read.TryFind("F7", out _));
    }
}
