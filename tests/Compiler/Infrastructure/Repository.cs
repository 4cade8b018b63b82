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
    private static readonly string[] Folders = ["src", "tests", "benchmarks", "samples", "docs"];

    public static string Root { get; } = FindRoot();

    /// <summary>Returns the text of every C# file and document, by its path from the root.</summary>
    /// <param name="snapshots">True to return snapshots of generated code, too.</param>
    public static IEnumerable<(string Path, string Text)> Texts(bool snapshots = false) =>
        from file in Folders
            .SelectMany(f => Directory.EnumerateFiles(Path.Combine(Root, f), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Root, "*.md"))
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".md", StringComparison.Ordinal)
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
        where !path.EndsWith(".received.cs", StringComparison.Ordinal)
        where snapshots || !path.EndsWith(".verified.cs", StringComparison.Ordinal)
        orderby path
        select (path, File.ReadAllText(file));

    /// <summary>Every C# file below a folder, by its path from the root, without its comments.</summary>
    public static IEnumerable<(string Path, string Code)> Sources(string folder) =>
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
        orderby path
        select (path, WithoutComments(File.ReadAllText(file)));

    public static string WithoutComments(string code) => StringOrComment().Replace(code, match => match.Groups["text"].Value);

    /// <summary>Returns the code with its comments and without its strings.</summary>
    public static string WithoutTexts(string code) =>
        StringOrComment().Replace(code, match => match.Groups["text"].Success ? "" : match.Value);

    /// <summary>Returns the code without strings and comments.</summary>
    public static string WithoutStrings(string code) => StringOrComment().Replace(code, "");

    private static string FindRoot([CallerFilePath] string here = "")
    {
        string? folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "FusedOpt.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("No FusedOpt.sln above " + here);
    }

    // Strings first, so that the slashes of an address within one begin no comment.
    [GeneratedRegex(""""
        (?<text>"""[\s\S]*?"""|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+')|//[^\n]*|/\*[\s\S]*?\*/
        """", RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex StringOrComment();
}
