using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace FusedOpt;

/// <summary>
/// The checksum of all that a file says: of its metadata, and of the name, type, shape and bytes of each tensor. Where a tensor lies in the
/// file makes no difference, nor does the spelling of the header.
/// </summary>
internal static class ContentChecksum
{
    /// <summary>The name of the checksum in the metadata.</summary>
    public const string Name = ModelRecord.Prefix + "checksum";

    /// <summary>The beginning of the text of a checksum, which names the function.</summary>
    public const string Kind = "crc32c:";

    /// <summary>Returns a checksum as text.</summary>
    public static string Format(uint checksum) => Kind + checksum.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Returns the checksum.</summary>
    /// <param name="metadata">The metadata; a checksum among them does not count.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="checksumOf">Returns the checksum of the bytes of a tensor.</param>
    public static uint Compute(
        IEnumerable<KeyValuePair<string, string>> metadata,
        IEnumerable<TensorEntry> tensors,
        Func<TensorEntry, uint> checksumOf)
    {
        uint checksum = 0;
        foreach ((string name, string value) in metadata.Where(m => m.Key != Name).OrderBy(m => m.Key, StringComparer.Ordinal))
            checksum = Append(Append(checksum, name), value);
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        foreach (TensorEntry tensor in tensors.OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            checksum = Append(Append(checksum, tensor.Name), tensor.Type.Name);
            checksum = Append(checksum, string.Join(',', tensor.Shape.Select(d => d.ToString(CultureInfo.InvariantCulture))));
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, checksumOf(tensor));
            checksum = DataChecksum.Append(checksum, bytes);
        }

        return checksum;
    }

    // A zero follows each text, so that no two lists of texts are one.
    private static uint Append(uint checksum, string text) => DataChecksum.Append(checksum, Encoding.UTF8.GetBytes(text + "\0"));
}
