using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace FusedOpt.Compiler.Tests.Infrastructure;

/// <summary>The project's own source, for the tests that read it.</summary>
internal static partial class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file below a folder, by its path from the root, without its comments.</summary>
    public static IEnumerable<(string Path, string Code)> Sources(string folder) =>
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
        orderby path
        select (path, WithoutComments(File.ReadAllText(file)));

    public static string WithoutComments(string code) => StringOrComment().Replace(code, match => match.Groups["text"].Value);

    /// <summary>What is left without strings and comments.</summary>
    public static string WithoutStrings(string code) => StringOrComment().Replace(code, "");

    private static string FindRoot([CallerFilePath] string here = "")
    {
        string? folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Directory.Build.props")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("No Directory.Build.props above " + here);
    }

    // Strings first, so that the slashes of an address within one begin no comment.
    [GeneratedRegex(""""
        (?<text>"""[\s\S]*?"""|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')|//[^\n]*|/\*[\s\S]*?\*/
        """", RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex StringOrComment();
}
