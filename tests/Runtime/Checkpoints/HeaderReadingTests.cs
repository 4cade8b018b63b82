using System;
using System.Diagnostics;
using System.Linq;
using System.Text;
using Xunit;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>Headers that are read: what the format allows is read, and everything else is refused by a message that names it.</summary>
public class HeaderReadingTests
{
    private static readonly string s_w = Headers.Bytes("w", 0, 4);

    [Fact]
    public void EntriesInAnyOrderAreSortedByTheirOffsets()
    {
        SafetensorsHeader header = Headers.Read(
            $"{{{Headers.Bytes("c", 7, 9)},{Headers.Entry("a", "F32", "[1]", 3, 7)},{Headers.Bytes("b", 0, 3)}}}  ", 9);
        Assert.Equal(["b", "a", "c"], header.Entries.Select(e => e.Name));
        Assert.Equal(9, header.DataLength);
        Assert.Contains("'a'", Headers.Refused($"{{{Headers.Entry("a", "F32", "[1]", 3, 8)}}}", 9));
    }

    [Fact]
    public void KeysOfAnEntryComeInAnyOrderAndWithSpaces()
    {
        SafetensorsHeader header = Headers.Read("""{ "\u0077" : {"data_offsets" : [0, 4],"shape":[ ] , "dtype":"F32"} }""", 4);
        Assert.True(header.TryFind("w", out TensorEntry entry));
        Assert.Empty(entry.Shape);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","__metadata__":{}""")]
    [InlineData(""","__metadata__":null""")]
    public void NoMetadataIsWrittenInThreeWays(string metadata)
    {
        Assert.Empty(Headers.Read($"{{{s_w}{metadata}}}", 4).Metadata);
        Assert.Equal("1", Headers.Read($"{{{s_w},\"__metadata__\":{{\"a\":\"1\"}}}}", 4).Metadata["a"]);
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("null", "null")]
    [InlineData("true", "true")]
    [InlineData("[]", "an array")]
    [InlineData("{}", "an object")]
    public void ValuesOfMetadataAreTexts(string value, string shown) => Assert.Equal(
        $"__metadata__: the value of 'epoch' must be a text, and is {shown}.",
        Headers.Refused($"{{\"__metadata__\":{{\"a\":\"b\",\"epoch\":{value}}}}}", 0));

    [Theory]
    [InlineData("[]", "an array")]
    [InlineData("\"a\"", "the text 'a'")]
    [InlineData("0", "0")]
    public void MetadataIsAnObject(string metadata, string shown) => Assert.Equal(
        $"__metadata__ must be an object, and is {shown}.", Headers.Refused($"{{\"__metadata__\":{metadata}}}", 0));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EntriesWithoutElementsMayLieBetweenAnyOthers(int place)
    {
        long[] offsets = [0, 3, 5, 8];
        string others = $"{Headers.Bytes("a", 0, 3)},{Headers.Bytes("b", 3, 5)},{Headers.Bytes("c", 5, 8)}";
        string empty = $"{Headers.Entry("e", "F32", "[0]", offsets[place], offsets[place])},"
            + $"{Headers.Entry("f", "F64", "[3,0]", offsets[place], offsets[place])}";
        Assert.All(
            [$"{{{others},{empty}}}", $"{{{empty},{others}}}"],
            json => Assert.Equal(["e", "f"], Headers.Read(json, 8).Entries.Where(e => e.ByteCount == 0).Select(e => e.Name)));

        // A control: within another entry, and behind the data section.
        string within = Headers.Entry("e", "F32", "[0]", 4, 4), behind = Headers.Entry("e", "F32", "[0]", 9, 9);
        Assert.Contains("Two entries have the byte 4", Headers.Refused($"{{{others},{within}}}", 8));
        Assert.Contains("The bytes 8 to 9", Headers.Refused($"{{{others},{behind}}}", 8));
    }

    [Theory]
    [InlineData("x", 9)]
    [InlineData("\n", 9)]
    [InlineData("  {}", 11)]
    [InlineData("\0", 9)]
    public void OnlySpacesFollow(string trailing, int place)
    {
        Assert.Empty(Headers.Read("{       }", 0).Entries);
        Assert.Empty(Headers.Read("{       }          ", 0).Entries);
        Assert.Equal(
            $"The header's JSON ends at byte 9, and only spaces may follow: byte {place} is 0x{(int)trailing.TrimStart(' ')[0]:x2}.",
            Headers.Refused("{       }" + trailing, 0));
    }

    [Theory]
    [InlineData("{%},{%}", "The header has the key 'w' twice.")]
    [InlineData("\"__metadata__\":null,{%},\"__metadata__\":{}", "The header has the key '__metadata__' twice.")]
    [InlineData("\"__metadata__\":{\"a\":\"1\",\"a\":\"1\"},{%}", "__metadata__ has the key 'a' twice.")]
    [InlineData("\"__metadata__\":{\"a\":\"1\",\"\\u0061\":\"2\"},{%}", "__metadata__ has the key 'a' twice.")]
    [InlineData("\"w\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}",
        "Entry 'w' has the key 'dtype' twice.")]
    [InlineData("\"w\":{\"dtype\":\"U8\",\"shape\":[4],\"shape\":[4],\"data_offsets\":[0,4]}",
        "Entry 'w' has the key 'shape' twice.")]
    [InlineData("\"w\":{\"data_offsets\":[0,4],\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}",
        "Entry 'w' has the key 'data_offsets' twice.")]
    [InlineData("{%},\"\\u0077\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[4,5]}", "The header has the key 'w' twice.")]
    public void NothingIsThereTwice(string entries, string message)
    {
        Assert.Equal(message, Headers.Refused("{" + entries.Replace("{%}", s_w, StringComparison.Ordinal) + "}", 4));
        Assert.Single(Headers.Read($"{{{s_w}}}", 4).Entries);
    }

    [Theory]
    [InlineData("\"a\"", "Entry 'w' must be an object, and is the text 'a'.")]
    [InlineData("null", "Entry 'w' must be an object, and is null.")]
    [InlineData("[[[[[[[[[[[[[[", "Entry 'w' must be an object, and is an array.")]
    [InlineData("{}", "Entry 'w' has no 'dtype'.")]
    [InlineData("{\"dtype\":\"U8\",\"data_offsets\":[0,4]}", "Entry 'w' has no 'shape'.")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[4]}", "Entry 'w' has no 'data_offsets'.")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4],\"strides\":[1]}",
        "Entry 'w' has the key 'strides'; expected are 'dtype', 'shape' and 'data_offsets' alone.")]
    [InlineData("{\"dtype\":8,\"shape\":[4],\"data_offsets\":[0,4]}", "The dtype of entry 'w' must be a text, and is 8.")]
    [InlineData("{\"dtype\":\"f32\",\"shape\":[4],\"data_offsets\":[0,4]}",
        "Entry 'w' has the dtype 'f32', which the format does not have.")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":4,\"data_offsets\":[0,4]}", "The shape of entry 'w' must be an array, and is 4.")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[-4],\"data_offsets\":[0,4]}",
        "The shape of entry 'w' must be an array of whole numbers from 0 to 2^63 - 1, and has -4.")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[-0],\"data_offsets\":[0,0]}",
        "The shape of entry 'w' must be an array of whole numbers from 0 to 2^63 - 1, and has -0.")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[4.0],\"data_offsets\":[0,4]}",
        "The shape of entry 'w' must be an array of whole numbers from 0 to 2^63 - 1, and has 4.0.")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[4e0],\"data_offsets\":[0,4]}",
        "The shape of entry 'w' must be an array of whole numbers from 0 to 2^63 - 1, and has 4e0.")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[9223372036854775808],\"data_offsets\":[0,4]}",
        "The shape of entry 'w' must be an array of whole numbers from 0 to 2^63 - 1, and has 9223372036854775808.")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[\"4\"],\"data_offsets\":[0,4]}",
        "The shape of entry 'w' must be an array of whole numbers from 0 to 2^63 - 1, and has the text '4'.")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[[4]],\"data_offsets\":[0,4]}",
        "The shape of entry 'w' must be an array of whole numbers from 0 to 2^63 - 1, and has an array.")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0]}",
        "The data_offsets of entry 'w' must be a first and a last offset, and are [0].")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4,4]}",
        "The data_offsets of entry 'w' must be a first and a last offset, and are [0, 4, 4].")]
    [InlineData("{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,0]}",
        "The data_offsets of entry 'w' must be a first and a last offset, and are [4, 0].")]
    [InlineData("{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,4]}",
        "Entry 'w' of dtype F32 and shape [2, 1] needs 8 bytes, and its data_offsets [0, 4] have 4.")]
    [InlineData("{\"dtype\":\"F4\",\"shape\":[7],\"data_offsets\":[0,4]}",
        "Entry 'w' has the shape [7], whose elements of dtype F4 with 4 bits do not fill whole bytes.")]
    [InlineData("{\"dtype\":\"F6_E3M2\",\"shape\":[5],\"data_offsets\":[0,4]}",
        "Entry 'w' has the shape [5], whose elements of dtype F6_E3M2 with 6 bits do not fill whole bytes.")]
    public void AnEntryIsExactlyAsTheFormatSays(string entry, string message)
    {
        Assert.Equal(message, Headers.Refused($"{{\"w\":{entry}}}", 4));
        Assert.Single(Headers.Read("{\"w\":{\"dtype\":\"F4\",\"shape\":[4,2],\"data_offsets\":[0,4]}}", 4).Entries);
    }

    [Theory]
    [InlineData("[4294967296,4294967296,4]", 0)]
    [InlineData("[4294967296,4294967296,4]", 16)]
    [InlineData("[4611686018427387904,8]", 0)]
    [InlineData("[4611686018427387904,8]", 16)]
    [InlineData("[0,4611686018427387904,8]", 0)]
    [InlineData("[4611686018427387904,8,0]", 0)]
    [InlineData("[9223372036854775807]", 0)]
    [InlineData("[9223372036854775807]", 9223372036854775804)]
    public void ShapesWhoseProductWrapsAroundAreRefused(string shape, long length)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        Assert.Contains("'w'", Headers.Refused($"{{{Headers.Entry("w", "F32", shape, 0, length)}}}", length));
        Assert.True(watch.ElapsedMilliseconds < 1000);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
        Assert.Single(Headers.Read($"{{{Headers.Entry("w", "F32", "[0,4611686018427387904]", 0, 0)}}}", 0).Entries);
        Assert.Single(Headers.Read($"{{{Headers.Entry("w", "U8", "[9223372036854775807]", 0, long.MaxValue)}}}", long.MaxValue).Entries);
    }

    [Theory]
    [InlineData(9,
        "The entries end at byte 8 of the data section, and the file goes on for 1 bytes that belong to no entry. Before lies "
        + "entry 'b' (data_offsets [3, 8]).")]
    [InlineData(1_000_008, "The entries end at byte 8 of the data section, and the file goes on for 1000000 bytes")]
    [InlineData(7,
        "The data section ends at byte 7, within entry 'b' (data_offsets [3, 8]): the file has been cut off. Before lies "
        + "entry 'a' (data_offsets [0, 3]).")]
    [InlineData(2,
        "The data section ends at byte 2, within entry 'a' (data_offsets [0, 3]): the file has been cut off. No entry comes before.")]
    [InlineData(0, "The data section ends at byte 0, within entry 'a'")]
    public void TheDataSectionEndsWithTheLastEntry(long length, string message)
    {
        string json = $"{{{Headers.Bytes("b", 3, 8)},{Headers.Bytes("a", 0, 3)}}}";
        Assert.StartsWith(message, Headers.Refused(json, length));
        Assert.Equal(2, Headers.Read(json, 8).Entries.Count);
    }

    [Theory]
    [InlineData(4, 7, 8, 12, "The bytes 0 to 4 of the data section belong to no entry: they lie between the beginning and {a}.")]
    [InlineData(0, 4, 8, 12, "The bytes 4 to 8 of the data section belong to no entry: they lie between {a} and {b}.")]
    [InlineData(0, 12, 3, 5, "Two entries have the byte 3 of the data section: {a} and {b}.")]
    [InlineData(0, 7, 6, 12, "Two entries have the byte 6 of the data section: {a} and {b}.")]
    [InlineData(0, 12, 0, 12, "Two entries have the byte 0 of the data section: {a} and {b}.")]
    public void GapsAndOverlapsAreRefused(long firstBegin, long firstEnd, long secondBegin, long secondEnd, string message)
    {
        string first = Headers.Bytes("a", firstBegin, firstEnd), second = Headers.Bytes("b", secondBegin, secondEnd);
        string expected = message
            .Replace("{a}", $"entry 'a' (data_offsets [{firstBegin}, {firstEnd}])", StringComparison.Ordinal)
            .Replace("{b}", $"entry 'b' (data_offsets [{secondBegin}, {secondEnd}])", StringComparison.Ordinal);
        Assert.Equal(expected, Headers.Refused($"{{{first},{second}}}", 12));
        if (firstBegin != secondBegin)
            Assert.Equal(expected, Headers.Refused($"{{{second},{first}}}", 12));
        Assert.Equal(2, Headers.Read($"{{{Headers.Bytes("a", 0, 7)},{Headers.Bytes("b", 7, 12)}}}", 12).Entries.Count);
    }

    [Theory]
    [InlineData("{", "The header is no valid JSON: ")]
    [InlineData("{\"w\":", "The header is no valid JSON: ")]
    [InlineData("{'w':1}", "The header is no valid JSON: ")]
    [InlineData("{/**/}", "The header is no valid JSON: ")]
    [InlineData("{\"w\":{\"shape\":[1,]}}", "The header is no valid JSON: ")]
    [InlineData("{\"w\":{\"shape\":[01]}}", "The header is no valid JSON: ")]
    [InlineData("{\"w\":{\"shape\":[NaN]}}", "The header is no valid JSON: ")]
    [InlineData("{\"a\nb\":{}}", "The header is no valid JSON: ")]
    [InlineData("", "The file is damaged: its header is empty")]
    [InlineData("\0\0\0\0\0\0\0\0", "The file is damaged: its header is empty or all zeros")]
    [InlineData("\ufeff{}", "The header begins with a byte order mark")]
    [InlineData(" {}", "This is no safetensors file: its header begins with the byte 0x20 instead of '{'.")]
    [InlineData("[]", "This is no safetensors file: its header begins with the byte 0x5b")]
    [InlineData("{\"\\ud800\":{}}", "The name of an entry has half of a surrogate pair, which is no character, at byte 1 of the header.")]
    [InlineData("{\"__metadata__\":{\"a\":\"\\udc00\"}}", "__metadata__: the value of 'a' has half of a surrogate pair")]
    public void TextThatIsNoHeaderIsRefused(string json, string message)
    {
        Assert.StartsWith(message, Headers.Refused(json, 0));
        Assert.Empty(Headers.Read("{}", 0).Entries);
    }

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc0, 0x80 })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xf4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0xe2, 0x82 })]
    public void BytesThatAreNoUtf8AreRefused(byte[] name)
    {
        byte[] json = Encoding.UTF8.GetBytes($"{{{s_w},{Headers.Bytes("x", 4, 5)}}}");
        Assert.Equal(2, SafetensorsHeader.Read(json, 5).Entries.Count);
        int at = json.AsSpan().IndexOf("\"x\""u8);
        byte[] damaged = [.. json[..(at + 1)], .. name, .. json[(at + 2)..]];
        Assert.Equal(
            "The header is damaged: its bytes are not UTF-8.",
            Assert.Throws<CheckpointException>(() => SafetensorsHeader.Read(damaged, 5)).Message);
    }

    [Theory]
    [InlineData("", 0, "The file is damaged: it has no bytes.")]
    [InlineData("0200", 2, "This is no safetensors file, or it is damaged: it has 2 bytes")]
    [InlineData("02000000000000", 7, "This is no safetensors file, or it is damaged: it has 7 bytes")]
    [InlineData("0000000000000000", 8, "The file is damaged: it begins with zeros")]
    [InlineData("0000000000000000", 4096, "The file is damaged: it begins with zeros")]
    [InlineData("6500000000000000", 108, "The header should have 101 bytes, and the file ends after 100 of them")]
    [InlineData("0100000000000000", 8, "The header should have 1 bytes, and the file ends after 0 of them")]
    [InlineData("0000000000000080", 108,
        "This is no safetensors file: its first 8 bytes (0000000000000080) are not the length of a header.")]
    [InlineData("ffffffffffffffff", 108, "This is no safetensors file")]
    [InlineData("ffffffffffffff7f", 108, "This is no safetensors file")]
    [InlineData("504b030400000808", 108, "This is no safetensors file")]
    [InlineData("00e1f50500000000", 108, "The header should have 100000000 bytes")]
    [InlineData("01e1f50500000000", 200_000_000, "This is no safetensors file")]
    public void LengthsThatAreNoneAreRefused(string first, long fileLength, string message)
    {
        Assert.StartsWith(
            message,
            Assert.Throws<CheckpointException>(() => SafetensorsHeader.ReadLength(Convert.FromHexString(first), fileLength)).Message);
        Assert.Equal(100, SafetensorsHeader.ReadLength([100, 0, 0, 0, 0, 0, 0, 0], 108));
        Assert.Equal(100_000_000, SafetensorsHeader.ReadLength([0x00, 0xe1, 0xf5, 0x05, 0, 0, 0, 0], 200_000_000));
    }

    [Fact]
    public void LongNamesAreAbbreviatedInMessages()
    {
        string name = new('n', 1_000_000);
        string message = Headers.Refused($"{{\"{name}\":1}}", 0);
        Assert.Contains(name[..100], message);
        Assert.True(message.Length < 300);
        Assert.Contains("\\u000a", Headers.Refused("{\"a\\nb\":1}", 0));
        string shape = $"[{string.Join(',', Enumerable.Repeat(1, 100))}]";
        Assert.Contains("[1, 1, 1, 1, 1, 1, 1, 1, ...]", Headers.Refused($"{{{Headers.Entry("w", "U8", shape, 0, 0)}}}", 0));
        Assert.True(Headers.Refused($"{{\"w\":{{\"shape\":[{new string('9', 100_000)}]}}}}", 0).Length < 300);
    }

    [Fact]
    public void OffsetsBeyondThirtyTwoBitsAreRead()
    {
        const long Large = 5_000_000_000;
        SafetensorsHeader header = Headers.Read(
            $"{{{Headers.Bytes("large", 0, Large)},{Headers.Bytes("small", Large, Large + 3)}}}", Large + 3);
        Assert.True(header.TryFind("small", out TensorEntry entry));
        Assert.Equal((Large, Large + 3), (entry.Begin, entry.End));
        Assert.Contains("cut off", Headers.Refused($"{{{Headers.Bytes("large", 0, Large)}}}", Large - (1L << 32)));
    }
}
