using System;
using System.Globalization;
using System.Linq;
using System.Text;

namespace FusedOpt;

/// <summary>Names and numbers of a header in messages, which stay short however long a name in a damaged file is.</summary>
internal static class HeaderText
{
    private const int LongestName = 120, LongestNumber = 40, MostDimensions = 8;

    /// <summary>Returns a name in quotation marks, on one line, and its beginning only if the name is long.</summary>
    public static string Quote(string name)
    {
        var text = new StringBuilder("'");
        foreach (char c in name.AsSpan(0, Math.Min(name.Length, LongestName)))
        {
            // Half of a surrogate pair could not be written to a console or a log.
            if (char.IsControl(c) || char.IsSurrogate(c) || c is '\'' or '\\' or '\u2028' or '\u2029')
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                text.Append(c);
        }

        return text.Append(name.Length > LongestName ? "...'" : "'").ToString();
    }

    /// <summary>Returns a number, and its beginning only if it is long.</summary>
    public static string Abbreviate(string number) => number.Length > LongestNumber ? number[..LongestNumber] + "..." : number;

    /// <summary>Returns a shape in brackets, and its first dimensions only if there are many.</summary>
    public static string Describe(ReadOnlySpan<long> shape)
    {
        long[] shown = shape[..Math.Min(shape.Length, MostDimensions)].ToArray();
        string text = string.Join(", ", shown.Select(d => d.ToString(CultureInfo.InvariantCulture)));
        return shape.Length > MostDimensions ? $"[{text}, ...]" : $"[{text}]";
    }

    /// <summary>Returns the name of an entry with its place in the data section.</summary>
    public static string Describe(TensorEntry entry) => string.Create(
        CultureInfo.InvariantCulture, $"entry {Quote(entry.Name)} (data_offsets [{entry.Begin}, {entry.End}])");

    /// <summary>Returns true if a text has no half of a surrogate pair, which UTF-8 cannot hold.</summary>
    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int count) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[count..];
        }

        return true;
    }
}
