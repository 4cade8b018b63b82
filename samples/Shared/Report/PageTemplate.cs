using System;
using System.Text;

namespace Samples.Shared;

/// <summary>A page with gaps.</summary>
internal static class PageTemplate
{
    /// <summary>Puts the content in the place of its {{name}}. What has been put in is not looked at again.</summary>
    public static string Fill(string template, Func<string, string> content)
    {
        var page = new StringBuilder();
        string[] pieces = template.Split("{{");
        page.Append(pieces[0]);
        foreach (string piece in pieces[1..])
        {
            int end = piece.IndexOf("}}", StringComparison.Ordinal);
            page.Append(content(piece[..end])).Append(piece, end + 2, piece.Length - end - 2);
        }

        return page.ToString();
    }
}
