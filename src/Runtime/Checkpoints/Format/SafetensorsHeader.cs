using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Unicode;

namespace FusedOpt;

/// <summary>The header of a safetensors file: the entries by their offsets, and the metadata.</summary>
/// <remarks>
/// A file is the length of the JSON in 8 bytes, little-endian; the JSON with spaces behind it; and the data section. The padding belongs to
/// the declared length, and the data section begins at a multiple of 8.
/// </remarks>
internal sealed class SafetensorsHeader
{
    /// <summary>The number of bytes before the JSON, which hold its length.</summary>
    public const int LengthSize = 8;

    /// <summary>The most bytes of JSON that a file may have: the limit of the reference implementation.</summary>
    public const int LongestJson = 100_000_000;

    private readonly byte[] _bytes;
    private readonly Dictionary<string, TensorEntry> _byName = new(StringComparer.Ordinal);

    private SafetensorsHeader(TensorEntry[] entries, IReadOnlyDictionary<string, string> metadata, byte[] bytes)
    {
        (Entries, Metadata, _bytes) = (entries, metadata, bytes);
        foreach (TensorEntry entry in entries)
            _byName.Add(entry.Name, entry);
    }

    /// <summary>The entries, in the order of their offsets.</summary>
    public IReadOnlyList<TensorEntry> Entries { get; }

    /// <summary>The metadata: empty if the file has none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The offset of the data section within the file.</summary>
    public long DataStart => _bytes.Length;

    /// <summary>The number of bytes of the data section.</summary>
    public long DataLength => Entries.Count == 0 ? 0 : Entries[^1].End;

    /// <summary>Creates the header of a new file.</summary>
    /// <param name="tensors">The tensors; they are stored by falling size of an element, in this order within one size.</param>
    /// <param name="metadata">The metadata, stored by ordinal order of the keys.</param>
    /// <exception cref="CheckpointException">A name, a value or a shape cannot be stored; the message names it.</exception>
    public static SafetensorsHeader Create(
        IEnumerable<(string Name, TensorType Type, long[] Shape)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        TensorEntry[] entries = DataLayout.Arrange(tensors);
        ImmutableSortedDictionary<string, string> sorted = metadata.ToImmutableSortedDictionary(StringComparer.Ordinal);
        return new(entries, sorted, HeaderWriter.Write(entries, sorted));
    }

    /// <summary>Returns the number of bytes that a file needs for its header; as many as there are if the file has none.</summary>
    /// <param name="first">The first 8 bytes of a file, or all if the file has fewer.</param>
    public static long FindEnd(ReadOnlySpan<byte> first) =>
        first.Length >= LengthSize && BinaryPrimitives.ReadUInt64LittleEndian(first) is var length and <= LongestJson
            ? LengthSize + (long)length
            : first.Length;

    /// <summary>Reads the number of bytes of JSON.</summary>
    /// <param name="first">The first 8 bytes of a file, or all if the file has fewer.</param>
    /// <param name="fileLength">The number of bytes of the file.</param>
    /// <exception cref="CheckpointException">The file is damaged, or no safetensors file.</exception>
    public static long ReadLength(ReadOnlySpan<byte> first, long fileLength)
    {
        if (fileLength <= 0)
            throw new CheckpointException("The file is damaged: it has no bytes.");
        if (first.Length < LengthSize || fileLength < LengthSize)
        {
            throw new CheckpointException(
                $"This is no safetensors file, or it is damaged: it has {Math.Min(first.Length, fileLength)} bytes, and the length of the "
                    + "header alone has 8.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(first);
        long rest = fileLength - LengthSize;
        return length switch
        {
            0 => throw new CheckpointException("The file is damaged: it begins with zeros, as if its data had never reached the disk."),
            > LongestJson => throw new CheckpointException(
                $"This is no safetensors file: its first 8 bytes ({Convert.ToHexStringLower(first[..LengthSize])}) are not the length of a "
                    + "header."),
            _ when length > (ulong)rest => throw new CheckpointException(string.Create(
                CultureInfo.InvariantCulture,
                $"The header should have {length} bytes, and the file ends after {rest} of them: it has been cut off, or it is no ")
                + "safetensors file."),
            _ => (long)length,
        };
    }

    /// <summary>Reads a header.</summary>
    /// <param name="json">The JSON with its padding, without the length before it.</param>
    /// <param name="dataLength">The number of bytes behind the header, which the entries have to cover.</param>
    /// <exception cref="CheckpointException">The header is not exactly as the format demands.</exception>
    public static SafetensorsHeader Read(ReadOnlySpan<byte> json, long dataLength) => Read(json, _ => dataLength);

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, long)"/>
    /// <param name="json">The JSON with its padding, without the length before it.</param>
    /// <param name="measure">Takes the number of bytes that the entries need, and returns the number of bytes behind the header.</param>
    public static SafetensorsHeader Read(ReadOnlySpan<byte> json, Func<long, long> measure)
    {
        DemandBeginning(json);
        if (!Utf8.IsValid(json))
            throw new CheckpointException("The header is damaged: its bytes are not UTF-8.");

        var parser = new HeaderParser(json);
        parser.Parse();
        long needed = parser.Entries.Count == 0 ? 0 : parser.Entries.Max(e => e.End);
        TensorEntry[] entries = DataLayout.SortAndVerify(parser.Entries, measure(needed));
        byte[] bytes = new byte[LengthSize + json.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, json.Length);
        json.CopyTo(bytes.AsSpan(LengthSize));
        return new(entries, parser.Metadata, bytes);
    }

    /// <summary>Finds the entry with a name; returns false if there is none.</summary>
    public bool TryFind(string name, out TensorEntry entry) => _byName.TryGetValue(name, out entry!);

    /// <summary>Returns the bytes before the data section: the length, the JSON, and its padding.</summary>
    public byte[] ToBytes() => [.. _bytes];

    private static void DemandBeginning(ReadOnlySpan<byte> json)
    {
        if (json.Length > LongestJson)
            throw new CheckpointException($"The header has {json.Length} bytes, and may have {LongestJson}.");
        if (json.StartsWith(Encoding.UTF8.Preamble))
            throw new CheckpointException("The header begins with a byte order mark, and must begin with '{'.");
        if (!json.ContainsAnyExcept((byte)0))
        {
            throw new CheckpointException(
                "The file is damaged: its header is empty or all zeros, as if its data had never reached the disk.");
        }

        if (json[0] != '{')
            throw new CheckpointException($"This is no safetensors file: its header begins with the byte 0x{json[0]:x2} instead of '{{'.");
    }
}
