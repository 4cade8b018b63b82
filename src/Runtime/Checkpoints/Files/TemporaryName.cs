using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using System.Text;

namespace FusedOpt;

/// <summary>Names of the temporary files of a target: a dot, the target's name, a dot, 16 random hexadecimal digits, and ".tmp".</summary>
internal static class TemporaryName
{
    // A name may have 255 bytes in most file systems: a target's name that leaves no place for the rest is cut and told by its checksum.
    private const int LongestStem = 200, RandomDigits = 16;

    private const string Extension = ".tmp";

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Returns a new name for a temporary file of a target.</summary>
    /// <remarks>A Guid's first digits are random; RandomNumberGenerator would load OpenSSL, which not every system has.</remarks>
    public static string Create(string target) =>
        string.Concat(Prefix(target), Guid.NewGuid().ToString("n").AsSpan(0, RandomDigits), Extension);

    /// <summary>Returns true if a name could be that of a temporary file of a target.</summary>
    public static bool IsTemporary(string name, string target)
    {
        string prefix = Prefix(target);
        return name.Length == prefix.Length + RandomDigits + Extension.Length
            && name.StartsWith(prefix, StringComparison.Ordinal)
            && name.EndsWith(Extension, StringComparison.Ordinal)
            && !name.AsSpan(prefix.Length, RandomDigits).ContainsAnyExcept(s_digits);
    }

    /// <summary>Returns the name of the target of a temporary file; null if the name is none of a temporary file.</summary>
    /// <remarks>A target whose name was cut is not found again.</remarks>
    public static string? FindTarget(string name)
    {
        // The dots before and behind the target, and the rest.
        int rest = 2 + RandomDigits + Extension.Length;
        return name.Length > rest && name[1..(name.Length - rest + 1)] is var target && IsTemporary(name, target) ? target : null;
    }

    private static string Prefix(string target)
    {
        string name = Path.GetFileName(target);
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        if (bytes.Length <= LongestStem)
            return $".{name}.";

        int length = 0, size = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (size + rune.Utf8SequenceLength > LongestStem)
                break;
            size += rune.Utf8SequenceLength;
            length += rune.Utf16SequenceLength;
        }

        return string.Create(CultureInfo.InvariantCulture, $".{name.AsSpan(0, length)}~{DataChecksum.Compute(bytes):x8}.");
    }
}
