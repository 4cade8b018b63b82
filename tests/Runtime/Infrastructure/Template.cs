using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;

namespace FusedOpt.Runtime.Tests.Infrastructure;

/// <summary>A file of C# that is written once for vectors of 128, 256 and 512 bits.</summary>
/// <remarks>
/// <c>{N}</c> stands for the bits; <see cref="Placeholders"/> has the others. Lines from <c>#if 128 256</c> to <c>#endif</c> are for these
/// widths alone, and those from an <c>#else</c> between them for the others.
/// </remarks>
/// <param name="File">The path of the template.</param>
/// <param name="Text">The text of the template.</param>
internal sealed record Template(string File, string Text)
{
    /// <summary>
    /// The first words of a generated file. They are not <c>auto-generated</c>, since the analyzers would pass over the file.
    /// </summary>
    public const string Header = "// Generated from ";

    // Without a build: where the library lacks what is about to be written, it need not compile.
    private const string Command = "VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template";

    private const string Extension = ".template";

    public static IReadOnlyList<int> Widths { get; } = [128, 256, 512];

    /// <summary>The templates in a folder and in those within it.</summary>
    public static IEnumerable<Template> In(string folder) => Directory
        .GetFiles(folder, "*" + Extension, SearchOption.AllDirectories)
        .Order()
        .Select(file => new Template(file, System.IO.File.ReadAllText(file)));

    /// <summary>The file for a width, beside the template: <c>Name128.Part.cs</c> of <c>Name.Part.template</c>.</summary>
    public string FileOf(int bits)
    {
        string[] names = Path.GetFileNameWithoutExtension(File).Split('.');
        return Path.Combine(Path.GetDirectoryName(File)!, string.Join('.', [names[0] + Name(bits), .. names[1..], "cs"]));
    }

    /// <summary>Returns the text of the generated file.</summary>
    /// <exception cref="FormatException">A condition of the template cannot be read.</exception>
    public string Expand(int bits)
    {
        var text = new StringBuilder($"{Header}{Path.GetFileName(File)}: edit that, and run {Command}\n\n");
        bool isConditional = false, isForThis = true;
        foreach (string line in Text.TrimEnd('\n').Split('\n'))
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case "#if" when !isConditional && words.Length > 1 && !words[1..].Except(Widths.Select(Name)).Any():
                    (isConditional, isForThis) = (true, words.Contains(Name(bits)));
                    break;
                case "#else" when isConditional:
                    isForThis = !isForThis;
                    break;
                case "#endif" when isConditional:
                    (isConditional, isForThis) = (false, true);
                    break;
                case ['#', ..]:
                    throw new FormatException($"{File}: {line}");
                case var _ when isForThis:
                    text.Append(line).Append('\n');
                    break;
            }
        }

        if (isConditional)
            throw new FormatException($"{File}: no #endif");
        foreach ((string placeholder, string value) in Placeholders(bits))
            text.Replace($"{{{placeholder}}}", value);
        return text.ToString();
    }

    // Other braces are C#'s.
    private static (string Placeholder, string Value)[] Placeholders(int bits) =>
    [
        ("N", Name(bits)),
        ("Half", Name(bits / 2)),
        ("Floats", Name(bits / 32)),
        ("Doubles", Name(bits / 64)),

        // The classes with the instructions for floats and for doubles.
        ("SingleSet", bits switch { 128 => "Sse", 256 => "Avx", _ => "Avx512F" }),
        ("DoubleSet", bits switch { 128 => "Sse2", 256 => "Avx", _ => "Avx512F" }),
    ];

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);
}
