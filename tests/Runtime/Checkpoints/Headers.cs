using System;
using System.Collections.Generic;
using System.Text;
using Xunit;

namespace FusedOpt.Runtime.Tests.Checkpoints;

/// <summary>Headers of safetensors files, whole and damaged.</summary>
internal static class Headers
{
    /// <summary>No metadata.</summary>
    public static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    /// <summary>Reads a header from its text.</summary>
    public static SafetensorsHeader Read(string json, long dataLength) => SafetensorsHeader.Read(Encoding.UTF8.GetBytes(json), dataLength);

    /// <summary>Reads the header of a file: bytes, and as many zeros behind them as the data section has.</summary>
    public static SafetensorsHeader Read(byte[] bytes, long dataLength)
    {
        byte[] file = dataLength == 0 ? bytes : [.. bytes, .. new byte[dataLength]];
        int length = (int)SafetensorsHeader.ReadLength(file, file.Length);
        ReadOnlySpan<byte> rest = file.AsSpan(SafetensorsHeader.LengthSize);
        return SafetensorsHeader.Read(rest[..length], rest.Length - length);
    }

    /// <summary>Returns the message with which a header is refused.</summary>
    public static string Refused(string json, long dataLength) =>
        Assert.Throws<CheckpointException>(() => Read(json, dataLength)).Message;

    /// <summary>Returns the JSON of one entry.</summary>
    public static string Entry(string name, string type, string shape, long begin, long end) =>
        $$"""{{Text(name)}}:{"dtype":"{{type}}","shape":{{shape}},"data_offsets":[{{begin}},{{end}}]}""";

    /// <summary>Returns the JSON of an entry of bytes.</summary>
    public static string Bytes(string name, long begin, long end) => Entry(name, "U8", $"[{end - begin}]", begin, end);

    private static string Text(string name) => System.Text.Json.JsonSerializer.Serialize(name);
}
