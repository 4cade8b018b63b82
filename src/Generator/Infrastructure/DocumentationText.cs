using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Generator.Infrastructure;

/// <summary>Text for people.</summary>
internal static class DocumentationText
{
    /// <summary>Names as a person would list them: <c>A, B and C</c>.</summary>
    public static string List(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length < 2 ? string.Concat(all) : string.Join(", ", all.Take(all.Length - 1)) + " and " + all[all.Length - 1];
    }
}
