using System;
using System.Text;
using System.Text.RegularExpressions;

namespace FusedOpt.Tests.Shared;

/// <summary>The lines of generated documents, which have at most 140 columns like all others.</summary>
internal static partial class Markdown
{
    private const int Columns = 140;

    /// <summary>Breaks paragraphs that are too long between words. Code, headings and tables stay as they are.</summary>
    public static string Wrap(string text)
    {
        var wrapped = new StringBuilder();
        bool isCode = false;
        string separator = "";
        foreach (string line in text.Split('\n'))
        {
            wrapped.Append(separator);
            separator = "\n";
            if (line.StartsWith("```", StringComparison.Ordinal))
                isCode = !isCode;
            if (isCode || line.Length <= Columns || line[0] is '|' or '#' or '<')
                wrapped.Append(line);
            else
                Append(wrapped, line);
        }

        return wrapped.ToString();
    }

    private static void Append(StringBuilder wrapped, string line)
    {
        int column = 0;
        foreach (Match word in Word().Matches(line))
        {
            bool fits = column + 1 + word.Length <= Columns;
            if (column > 0)
                wrapped.Append(fits ? ' ' : '\n');
            wrapped.Append(word.ValueSpan);
            column = column > 0 && fits ? column + 1 + word.Length : word.Length;
        }
    }

    // A piece of code and the text of a link are never broken.
    [GeneratedRegex(@"(?:`[^`]*`|\[[^\]]*\]\([^)]*\)|[^\s`])+")]
    private static partial Regex Word();
}
