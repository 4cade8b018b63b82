using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FusedOpt;

/// <summary>Writes the header of a safetensors file. Equal headers have equal bytes.</summary>
internal static class HeaderWriter
{
    private const int Alignment = 8;

    /// <summary>Returns the length, the JSON, and as many spaces as the data section needs to begin at a multiple of 8.</summary>
    public static byte[] Write(IReadOnlyList<TensorEntry> entries, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Fill(buffer, SafetensorsHeader.LengthSize, 0);
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
                Write(json, metadata);
            Write(json, entries);
            json.WriteEndObject();
        }

        Fill(buffer, -buffer.WrittenCount & (Alignment - 1), (byte)' ');
        DemandLength(buffer.WrittenCount - SafetensorsHeader.LengthSize);
        byte[] bytes = buffer.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bytes.Length - SafetensorsHeader.LengthSize);
        return bytes;
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject(HeaderParser.MetadataKey);
        foreach ((string key, string? value) in metadata)
        {
            DemandText(key, "The metadata's key", key);
            DemandText(value, "The metadata's value of", key);
            json.WriteString(key, value);
            DemandLength(json.BytesCommitted + json.BytesPending);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<TensorEntry> entries)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { HeaderParser.MetadataKey };
        foreach (TensorEntry entry in entries)
        {
            DemandText(entry.Name, "The name of the entry", entry.Name);
            if (!names.Add(entry.Name))
            {
                throw new CheckpointException(
                    entry.Name == HeaderParser.MetadataKey
                        ? $"No entry can have the name '{entry.Name}': the format has it for the metadata."
                        : $"The name {HeaderText.Quote(entry.Name)} is there twice: every entry must have a name of its own.");
            }

            json.WriteStartObject(entry.Name);
            json.WriteString("dtype", entry.Type.Name);
            WriteNumbers(json, "shape", entry.Shape);
            WriteNumbers(json, "data_offsets", [entry.Begin, entry.End]);
            json.WriteEndObject();
            DemandLength(json.BytesCommitted + json.BytesPending);
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void Fill(ArrayBufferWriter<byte> buffer, int count, byte value)
    {
        buffer.GetSpan(count)[..count].Fill(value);
        buffer.Advance(count);
    }

    // Null would be read as no value, and half of a surrogate pair as another character.
    private static void DemandText(string? text, string what, string? name)
    {
        if (text is null)
            throw new CheckpointException($"{what} {(name is null ? "" : HeaderText.Quote(name) + " ")}is null, and must be a text.");
        DemandLength(text.Length);
        if (!HeaderText.IsWellFormed(text))
        {
            throw new CheckpointException(
                $"{what} {HeaderText.Quote(name!)} has half of a surrogate pair, which is no character and cannot be stored.");
        }
    }

    private static void DemandLength(long length)
    {
        if (length > SafetensorsHeader.LongestJson)
        {
            throw new CheckpointException(
                $"The names and the metadata need more than the {SafetensorsHeader.LongestJson} bytes that a header may have: store less "
                    + "in the metadata.");
        }
    }
}
