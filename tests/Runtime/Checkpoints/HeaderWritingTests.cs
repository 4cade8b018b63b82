using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>Headers that are written: their bytes, the order of the entries, and texts that cannot be stored.</summary>
public class HeaderWritingTests
{
    [Fact]
    public void AHeaderHasTheBytesOfTheFormat()
    {
        SafetensorsHeader header = Create(
            new() { ["step"] = "12", ["format"] = "a 'b' \\ \n é" },
            ("x", TensorType.U8, [3]),
            ("w", TensorType.F32, [2, 1]),
            ("s", TensorType.F64, []));
        const string Json =
            """
            {"__metadata__":{"format":"a 'b' \\ \n é","step":"12"},
            "s":{"dtype":"F64","shape":[],"data_offsets":[0,8]},
            "w":{"dtype":"F32","shape":[2,1],"data_offsets":[8,16]},
            "x":{"dtype":"U8","shape":[3],"data_offsets":[16,19]}}
            """;
        byte[] bytes = header.ToBytes();
        Assert.Equal(Json.ReplaceLineEndings(""), Encoding.UTF8.GetString(bytes, 8, bytes.Length - 8).TrimEnd(' '));
        Assert.Equal((bytes.Length, 19), (header.DataStart, header.DataLength));
        Assert.Equal(bytes.Length - 8, BinaryPrimitives.ReadInt64LittleEndian(bytes));
    }

    [Fact]
    public void TheDataBeginsAtAMultipleOfEightWhateverTheLengthOfTheNames()
    {
        var paddings = new HashSet<int>();
        for (int length = 1; length <= 16; length++)
        {
            byte[] bytes = Create([], (new('n', length), TensorType.F32, [1])).ToBytes();
            Assert.Equal(0, bytes.Length % 8);
            Assert.Equal(bytes.Length - 8, BinaryPrimitives.ReadInt64LittleEndian(bytes));
            int padding = bytes.Length - 1 - bytes.AsSpan().LastIndexOf((byte)'}');
            Assert.All(bytes[^padding..], b => Assert.Equal((byte)' ', b));
            paddings.Add(padding);
        }

        // A control: padding of every length has been seen.
        Assert.Equal(Enumerable.Range(0, 8), paddings.Order());
    }

    [Fact]
    public void EveryEntryIsAlignedToItsElementsWithoutGaps()
    {
        (string, TensorType, long[])[] tensors =
        [
            ("quantized", TensorType.U8, [3]), ("moment", TensorType.BF16, [5]), ("weights", TensorType.F32, [2, 3]),
            ("empty", TensorType.F32, [0, 7]), ("count", TensorType.U64, []), ("half", TensorType.F16, [1]),
            ("more", TensorType.F32, [1]), ("sum", TensorType.F64, [1]),
        ];
        SafetensorsHeader header = Create([], tensors);
        Assert.Equal(
            ["count", "sum", "weights", "empty", "more", "moment", "half", "quantized"], header.Entries.Select(e => e.Name));
        Assert.All(header.Entries, e => Assert.Equal(0, (header.DataStart + e.Begin) % (e.Type.Bits / 8)));
        Assert.Equal(0, header.Entries[0].Begin);
        Assert.All(header.Entries.Zip(header.Entries.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Begin));

        // A control: in the order of their declaration they would not be.
        long at = 0;
        Assert.Contains(tensors, t =>
        {
            bool isUnaligned = at % (t.Item2.Bits / 8) != 0;
            at += t.Item3.Aggregate(1L, (a, b) => a * b) * t.Item2.Bits / 8;
            return isUnaligned;
        });
    }

    [Fact]
    public void EqualHeadersHaveEqualBytes()
    {
        Dictionary<string, string> forwards = [], backwards = [];
        string[] keys = ["b", "a", "Z", "ä", "a1", "A", ""];
        foreach (string key in keys)
            forwards[key] = key + "!";
        foreach (string key in keys.Reverse())
            backwards[key] = key + "!";
        Assert.NotEqual(forwards.Keys, backwards.Keys);
        byte[] bytes = Create(forwards).ToBytes();
        Assert.Equal(bytes, Create(backwards).ToBytes());
        backwards["a"] = "?";
        Assert.NotEqual(bytes, Create(backwards).ToBytes());
    }

    [Fact]
    public void WithoutTensorsTheHeaderIsValid()
    {
        SafetensorsHeader header = Create(new() { ["step"] = "3" });
        byte[] bytes = header.ToBytes();
        Assert.Equal("3", JsonDocument.Parse(bytes.AsMemory(8)).RootElement.GetProperty("__metadata__").GetProperty("step").GetString());
        Assert.Equal((0, 0), (header.DataLength, header.Entries.Count));
        Assert.Equal("3", Headers.Read(bytes, 0).Metadata["step"]);
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(bytes.AsMemory(8, 20)));
    }

    [Fact]
    public void WithoutMetadataTheKeyIsLeftOut()
    {
        byte[] bytes = Create([]).ToBytes();
        Assert.Equal("{}      ", Encoding.UTF8.GetString(bytes, 8, bytes.Length - 8));
        Assert.Empty(Headers.Read(bytes, 0).Metadata);
    }

    [Fact]
    public void AHeaderThatIsReadIsTheOneThatWasWritten()
    {
        SafetensorsHeader header = Create(
            new() { ["ключ"] = "значение 😀\0\u2028", [""] = "" }, ("😀.\"\\/", TensorType.BF16, [2, 0]), ("", TensorType.I32, [4]),
            ("w", TensorType.F32, [3]));
        SafetensorsHeader read = Headers.Read(header.ToBytes(), 28);
        Assert.Equal(header.Metadata, read.Metadata);
        Assert.Equal(header.Entries.Select(Shown), read.Entries.Select(Shown));
        Assert.Equal((header.DataStart, header.DataLength), (read.DataStart, read.DataLength));
        Assert.Equal(header.ToBytes(), read.ToBytes());
        Assert.True(read.TryFind("w", out TensorEntry entry));
        Assert.Equal((TensorType.F32, 16, 28, 12), (entry.Type, entry.Begin, entry.End, entry.ByteCount));
        Assert.False(read.TryFind("W", out _));
        Assert.NotEqual(Shown(header.Entries[0]), Shown(read.Entries[2]));
    }

    [Theory]
    [InlineData("a\\ud800b")]
    [InlineData("\\udc00")]
    [InlineData("x\\ud83d")]
    public void HalvesOfSurrogatePairsAreRefused(string shown)
    {
        string text = Regex.Unescape(shown);
        Assert.Contains(
            $"name of the entry '{shown}' has half of a surrogate pair", Refused([], (text, TensorType.U8, [1])));
        Assert.Contains($"key '{shown}' has half of a surrogate pair", Refused(new() { [text] = "" }));
        Assert.Contains("value of 'note' has half of a surrogate pair", Refused(new() { ["note"] = text }));
        Assert.NotNull(Create(new() { ["😀"] = "😀" }));
    }

    [Fact]
    public void TextsThatTheFormatHasNoPlaceForAreRefused()
    {
        Assert.Contains("value of 'note' is null", Refused(new() { ["note"] = null! }));
        Assert.Contains(
            "'w' is there twice", Refused([], ("w", TensorType.U8, [1]), ("v", TensorType.U8, [1]), ("w", TensorType.F32, [1])));
        Assert.Contains("No entry can have the name '__metadata__'", Refused([], ("__metadata__", TensorType.U8, [1])));
        Assert.NotNull(Create([], ("w", TensorType.U8, [1]), ("W", TensorType.U8, [1])));
    }

    [Fact]
    public void ShapesThatNoFileHasAreRefused()
    {
        Assert.Contains("'w' has a negative dimension: [2, -1]", Refused([], ("w", TensorType.U8, [2, -1])));
        Assert.Contains("'w' has the shape [4294967296, 4294967296]", Refused([], ("w", TensorType.U8, [1L << 32, 1L << 32])));
        Assert.Contains("'w' has more bytes than a file", Refused([], ("w", TensorType.F32, [1L << 62])));
        Assert.Contains("'v' has more bytes", Refused([], ("w", TensorType.U8, [long.MaxValue]), ("v", TensorType.U8, [1])));
        Assert.Contains("do not fill whole bytes", Refused([], ("w", Type("F4"), [3])));
        Assert.Equal(long.MaxValue, Create([], ("w", TensorType.U8, [long.MaxValue])).DataLength);
        Assert.Equal(2, Create([], ("w", Type("F4"), [4])).DataLength);
        Assert.Equal(3, Create([], ("w", Type("F6_E2M3"), [2, 2])).DataLength);
    }

    [Fact]
    public void AHeaderBeyondTheLimitIsRefused()
    {
        const int Limit = SafetensorsHeader.LongestJson;
        string rest = """{"__metadata__":{"k":""}}""";
        Assert.Contains("need more than the 100000000 bytes", Refused(new() { ["k"] = new('v', Limit - rest.Length + 1) }));
        byte[] bytes = Create(new() { ["k"] = new('v', Limit - rest.Length) }).ToBytes();
        Assert.Equal(Limit + 8, bytes.Length);
        Assert.Equal(Limit - rest.Length, Headers.Read(bytes, 0).Metadata["k"].Length);
    }

    private static TensorType Type(string name) =>
        TensorType.TryParse(name, out TensorType type) ? type : throw new ArgumentException(name);

    private static string Shown(TensorEntry e) => $"{e.Name} {e.Type} [{string.Join(',', e.Shape)}] {e.Begin} {e.End}";

    private static SafetensorsHeader Create(Dictionary<string, string> metadata, params (string, TensorType, long[])[] tensors) =>
        SafetensorsHeader.Create(tensors, metadata);

    private static string Refused(Dictionary<string, string> metadata, params (string, TensorType, long[])[] tensors) =>
        Assert.Throws<CheckpointException>(() => SafetensorsHeader.Create(tensors, metadata)).Message;
}
