using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace FusedOpt;

/// <summary>Reads the JSON of a safetensors header and refuses everything that the format does not have.</summary>
/// <remarks>The first token that is wrong ends the reading: nothing is skipped, and no depth beyond the format's own is reached.</remarks>
internal ref struct HeaderParser(ReadOnlySpan<byte> json)
{
    /// <summary>The key of the metadata.</summary>
    public const string MetadataKey = "__metadata__";

    private const string Entry = "Entry";

    private readonly ReadOnlySpan<byte> _json = json;
    private readonly List<long> _numbers = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<TensorEntry> _entries = [];
    private Utf8JsonReader _reader = new(json);

    /// <summary>The entries, in the order of the header; every one has as many bytes as its shape needs.</summary>
    public readonly IReadOnlyList<TensorEntry> Entries => _entries;

    /// <summary>The metadata: empty if it is absent or null.</summary>
    public readonly IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Reads the whole header.</summary>
    /// <exception cref="CheckpointException">The header is not exactly as the format demands.</exception>
    public void Parse()
    {
        try
        {
            ReadHeader();
        }
        catch (JsonException e)
        {
            throw new CheckpointException($"The header is no valid JSON: {e.Message}", e);
        }
    }

    private void ReadHeader()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (Next() != JsonTokenType.StartObject)
            throw Wrong("The header", null, "an object");
        while (Next() == JsonTokenType.PropertyName)
        {
            string name = Text("The name of an entry", null);
            if (!names.Add(name))
                throw Twice("The header", null, name);
            Next();
            if (name == MetadataKey)
                ReadMetadata();
            else
                _entries.Add(ReadEntry(name));
        }

        int end = (int)_reader.BytesConsumed, other = _json[end..].IndexOfAnyExcept((byte)' ');
        if (other >= 0)
        {
            throw new CheckpointException(
                $"The header's JSON ends at byte {end}, and only spaces may follow: byte {end + other} is 0x{_json[end + other]:x2}.");
        }
    }

    private void ReadMetadata()
    {
        if (_reader.TokenType == JsonTokenType.Null)
            return;
        if (_reader.TokenType != JsonTokenType.StartObject)
            throw Wrong(MetadataKey, null, "an object");
        while (Next() == JsonTokenType.PropertyName)
        {
            string key = Text($"A key of {MetadataKey}", null);
            if (Next() != JsonTokenType.String)
                throw Wrong($"{MetadataKey}: the value of", key, "a text");
            if (!_metadata.TryAdd(key, Text($"{MetadataKey}: the value of", key)))
                throw Twice(MetadataKey, null, key);
        }
    }

    private TensorEntry ReadEntry(string name)
    {
        TensorType? type = null;
        long[]? shape = null, offsets = null;
        if (_reader.TokenType != JsonTokenType.StartObject)
            throw Wrong(Entry, name, "an object");
        while (Next() == JsonTokenType.PropertyName)
        {
            string key = Text("A key of entry", name);
            if (key switch { "dtype" => type is not null, "shape" => shape is not null, _ => key == "data_offsets" && offsets is not null })
                throw Twice(Entry, name, key);
            Next();
            switch (key)
            {
                case "dtype":
                    type = ReadType(name);
                    break;
                case "shape":
                    shape = ReadNumbers("The shape of entry", name);
                    break;
                case "data_offsets":
                    offsets = ReadNumbers("The data_offsets of entry", name);
                    break;
                default:
                    throw new CheckpointException(
                        $"{Entry} {HeaderText.Quote(name)} has the key {HeaderText.Quote(key)}; expected are 'dtype', 'shape' and "
                            + "'data_offsets' alone.");
            }
        }

        string? missing = type is null ? "dtype" : shape is null ? "shape" : offsets is null ? "data_offsets" : null;
        if (missing is not null)
            throw new CheckpointException($"{Entry} {HeaderText.Quote(name)} has no '{missing}'.");
        if (offsets is not [long begin, long end] || begin > end)
        {
            throw new CheckpointException(
                $"The data_offsets of entry {HeaderText.Quote(name)} must be a first and a last offset, and are "
                    + $"{HeaderText.Describe(offsets)}.");
        }

        var entry = new TensorEntry(name, type!.Value, shape!, begin, end);
        DemandSize(entry);
        return entry;
    }

    private TensorType ReadType(string name)
    {
        if (_reader.TokenType != JsonTokenType.String)
            throw Wrong("The dtype of entry", name, "a text");
        string text = Text("The dtype of entry", name);
        return TensorType.TryParse(text, out TensorType type) ? type : throw new CheckpointException(
            $"{Entry} {HeaderText.Quote(name)} has the dtype {HeaderText.Quote(text)}, which the format does not have.");
    }

    private long[] ReadNumbers(string what, string name)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
            throw Wrong(what, name, "an array");
        _numbers.Clear();
        while (Next() != JsonTokenType.EndArray)
        {
            // Minus zero would be read as 0.
            if (_reader.TokenType != JsonTokenType.Number || _reader.ValueSpan[0] == '-' || !_reader.TryGetInt64(out long number))
                throw Wrong(what, name, "an array of whole numbers from 0 to 2^63 - 1", "has");
            _numbers.Add(number);
        }

        return [.. _numbers];
    }

    private static void DemandSize(TensorEntry entry)
    {
        Int128 needed = DataLayout.CountBytes(entry.Name, entry.Type, entry.Shape);
        if (needed != entry.ByteCount)
        {
            throw new CheckpointException(
                $"{Entry} {HeaderText.Quote(entry.Name)} of dtype {entry.Type.Name} and shape {HeaderText.Describe(entry.Shape)} needs "
                    + $"{needed} bytes, and its data_offsets {HeaderText.Describe([entry.Begin, entry.End])} have {entry.ByteCount}.");
        }
    }

    // Messages are put together only for exceptions: a header may have a million entries.
    private static CheckpointException Twice(string what, string? name, string key) =>
        new($"{Subject(what, name)} has the key {HeaderText.Quote(key)} twice.");

    private static string Subject(string what, string? name) => name is null ? what : $"{what} {HeaderText.Quote(name)}";

    private JsonTokenType Next() =>
        _reader.Read() ? _reader.TokenType : throw new CheckpointException("The header's JSON has no end.");

    private readonly CheckpointException Wrong(string what, string? name, string expected, string verb = "is")
    {
        string found = _reader.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => "the text " + HeaderText.Quote(Beginning()),
            JsonTokenType.Number => HeaderText.Abbreviate(Beginning()),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => "null",
        };
        return new($"{Subject(what, name)} must be {expected}, and {verb} {found}.");
    }

    private readonly string Beginning() => Encoding.UTF8.GetString(_reader.ValueSpan[..Math.Min(_reader.ValueSpan.Length, 1000)]);

    // The bytes are valid UTF-8; an escape such as \ud800 alone is valid JSON and no character.
    private readonly string Text(string what, string? name)
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new CheckpointException(
                $"{Subject(what, name)} has half of a surrogate pair, which is no character, at byte {_reader.TokenStartIndex} of the "
                    + "header.",
                e);
        }
    }
}
