using System.Globalization;

namespace FusedOpt.Generator.Infrastructure;

/// <summary>A hash of text that is the same in every process, for names that must be short.</summary>
internal static class StableHash
{
    /// <summary>Returns the hash (FNV-1a, 32 bits) as eight hexadecimal digits.</summary>
    public static string Of(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
            hash = unchecked((hash ^ c) * 16777619);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
