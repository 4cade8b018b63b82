using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Runtime.Tests.Infrastructure;
using Xunit;
using Xunit.Sdk;

namespace FusedOpt.Runtime.Tests;

/// <summary>Files that are written once for vectors of every width, and what is generated from them.</summary>
public class TemplateTests
{
    private static readonly string _library = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "Runtime"));

    public static TheoryData<string> Names() => [.. Template.In(_library).Select(t => Path.GetRelativePath(_library, t.File))];

    [Theory]
    [MemberData(nameof(Names))]
    public void EachFileIsWhatItsTemplateSays(string name)
    {
        Template template = Template.In(_library).Single(t => Path.GetRelativePath(_library, t.File) == name);
        foreach (int bits in Template.Widths)
        {
            Written.Verify(template.FileOf(bits), template.Expand(bits));

            // Neither an edit of the template is missed, nor one for another width.
            Template edited = template with { Text = template.Text.Replace("public", "internal", StringComparison.Ordinal) };
            Assert.Throws<EqualException>(() => Written.Check(template.FileOf(bits), edited.Expand(bits)));
            Assert.All(Template.Widths.Where(b => b != bits), other => Assert.NotEqual(template.Expand(other), template.Expand(bits)));
        }
    }

    [Fact]
    public void AnEditedFileIsSeen()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var template = new Template(Path.Combine(folder, "Some.Part.template"), "class Some{N};\n");
            string path = template.FileOf(256), text = template.Expand(256);
            Assert.Equal("Some256.Part.cs", Path.GetFileName(path));
            Assert.Throws<EqualException>(() => Written.Check(path, text));
            File.WriteAllText(path, text);
            Written.Check(path, text);
            File.AppendAllText(path, " ");
            Assert.Throws<EqualException>(() => Written.Check(path, text));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // A file whose template is gone would otherwise stay as it is for ever.
    [Fact]
    public void EveryFileThatSaysSoHasATemplate()
    {
        Assert.Empty(WithoutTemplate(Template.In(_library)));
        Assert.NotEmpty(WithoutTemplate([]));
    }

    [Fact]
    public void LinesAreForTheWidthsThatTheyName()
    {
        const string Text = """
            {N}
            #if 128 512
            a {Half}
            #else
            b {Floats} {Doubles}
            #endif
            {SingleSet} {DoubleSet} {T}
            """;
        Assert.Equal(["128", "a 64", "Sse Sse2 {T}"], Lines(Text, 128));
        Assert.Equal(["256", "b 8 4", "Avx Avx {T}"], Lines(Text, 256));
        Assert.Equal(["512", "a 256", "Avx512F Avx512F {T}"], Lines(Text, 512));
    }

    [Theory]
    [InlineData("#if 64\n#endif")]
    [InlineData("#if 128 64\n#endif")]
    [InlineData("#if\n#endif")]
    [InlineData("#if 128")]
    [InlineData("#if 128\n#if 256\n#endif\n#endif")]
    [InlineData("#else")]
    [InlineData("#endif")]
    [InlineData("#region")]
    public void WhatATemplateCannotSayIsRefused(string text) =>
        Assert.All(Template.Widths, bits => Assert.Throws<FormatException>(() => Lines(text, bits)));

    // Below the mark and the empty line after it.
    private static string[] Lines(string text, int bits) =>
        new Template("Some.template", text + "\n").Expand(bits).TrimEnd('\n').Split('\n')[2..];

    private static IEnumerable<string> WithoutTemplate(IEnumerable<Template> templates) => Directory
        .GetFiles(Path.Combine(_library, ".."), "*.cs", SearchOption.AllDirectories)
        .Where(path => File.ReadLines(path).FirstOrDefault("").StartsWith(Template.Header, StringComparison.Ordinal))
        .Select(Path.GetFullPath)
        .Except(templates.SelectMany(t => Template.Widths.Select(t.FileOf)));

    private static string Here([CallerFilePath] string path = "") => path;
}
