using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FusedOpt.Package.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Package.Tests;

/// <summary>The contents of the packed file.</summary>
[Collection(WorkspaceGroup.Name)]
public partial class PackedFileTests(Workspace workspace)
{
    // The size of the packed file in bytes. Raise it with a reason in the commit message.
    private const int Size = 1_165_000;

    private static readonly Version NewestRoslyn = new(4, 11, 0, 0);

    [Fact]
    public void NothingElseIsPacked()
    {
        string[] files = [.. Files().Keys.Where(f => !f.StartsWith("_rels/", StringComparison.Ordinal)
            && !f.StartsWith("package/", StringComparison.Ordinal) && f != "[Content_Types].xml"
            && !f.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        string[] expected =
        [
            "FusedOpt.nuspec", "README.md",
            "build/net10.0/FusedOpt.Debuggable.cs", "build/net10.0/FusedOpt.props", "build/net10.0/FusedOpt.targets",
            "buildTransitive/net10.0/FusedOpt.Debuggable.cs", "buildTransitive/net10.0/FusedOpt.props",
            "buildTransitive/net10.0/FusedOpt.targets",
            "icon.png",
            "lib/net10.0/FusedOpt.Attributes.dll", "lib/net10.0/FusedOpt.Attributes.xml",
            "lib/net10.0/FusedOpt.dll", "lib/net10.0/FusedOpt.xml",
        ];
        Assert.Equal(expected, files);
        Assert.Contains("analyzers/dotnet/cs/FusedOpt.Generator.dll", Files().Keys);
    }

    [Fact]
    public void PackingIsSilent()
    {
        Assert.Empty(workspace.PackOutput.Problems);
        Assert.DoesNotContain("NU5", workspace.PackOutput.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void NoWarningOfPackingIsMuted()
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(Workspace.Repository, "*.*", SearchOption.AllDirectories)
                .Where(f => Path.GetExtension(f) is ".csproj" or ".props" or ".targets" or ".editorconfig"),
        ];
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.DoesNotMatch(Muted(), File.ReadAllText(f)));
        Assert.Matches(Muted(), "<NoWarn>$(NoWarn);NU5128</NoWarn>");
    }

    [Fact]
    public void TheDescriptionIsComplete()
    {
        XElement metadata = XDocument.Parse(Text("FusedOpt.nuspec")).Root!.Elements().Single();
        Dictionary<string, XElement> values = metadata.Elements().ToDictionary(e => e.Name.LocalName);
        Assert.Equal("FusedOpt", values["id"].Value);
        Assert.Equal("MIT", values["license"].Value);
        Assert.Equal("icon.png", values["icon"].Value);
        Assert.Equal("README.md", values["readme"].Value);
        Assert.Equal("https://github.com/fusedopt/fusedopt", values["projectUrl"].Value);
        Assert.Equal("https://github.com/fusedopt/fusedopt", values["repository"].Attribute("url")!.Value);
        Assert.Contains("source-generator", values["tags"].Value, StringComparison.Ordinal);
        Assert.DoesNotContain(values["dependencies"].Descendants(), e => e.Name.LocalName == "dependency");
    }

    [Fact]
    public void EveryLinkOfTheReadmeIsAbsolute()
    {
        string[] links = [.. Link().Matches(Text("README.md")).Select(m => m.Groups[1].Value)];
        Assert.True(links.Length > 5, "The README has no links.");
        Assert.All(links, l => Assert.StartsWith("https://", l, StringComparison.Ordinal));
        Assert.Equal("docs/x.md", Link().Match("[x](docs/x.md)").Groups[1].Value);

        // A link into the repository leads to a file that is there.
        const string Files = "https://github.com/fusedopt/fusedopt/blob/main/";
        Assert.All(
            links.Where(l => l.StartsWith(Files, StringComparison.Ordinal)),
            l => Assert.True(File.Exists(Path.Combine(Workspace.Repository, l[Files.Length..].Split('#')[0])), l));
    }

    [Fact]
    public void AnalyzersReferenceAnOldRoslyn()
    {
        (string Name, Version Version)[] roslyn =
        [
            .. Analyzers().SelectMany(a => AssemblyFile.References(a.Value))
                .Where(r => r.Name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(roslyn);
        Assert.All(roslyn, r => Assert.True(r.Version <= NewestRoslyn, $"{r.Name} {r.Version}"));

        // The tests use a newer version, which would be seen.
        (string Name, Version Version)[] own = AssemblyFile.References(File.ReadAllBytes(GetType().Assembly.Location));
        Assert.Contains(own, r => r.Name == "Microsoft.CodeAnalysis" && r.Version > NewestRoslyn);
    }

    [Fact]
    public void OnlyCodeFixesReferenceWorkspaces() => Assert.All(
        Analyzers().Where(a => !a.Key.EndsWith("CodeFixes.dll", StringComparison.Ordinal)),
        a => Assert.DoesNotContain(
            AssemblyFile.References(a.Value),
            r => r.Name.EndsWith(".Workspaces", StringComparison.Ordinal) || r.Name == "FusedOpt.CodeFixes"));

    [Fact]
    public void NoPathOfTheMachineIsPacked() => Assert.All(
        Files().Where(f => f.Key.EndsWith(".dll", StringComparison.Ordinal)),
        file =>
        {
            string[] sources = AssemblyFile.Sources(file.Value);
            Assert.True(sources.Length > 5, file.Key);
            Assert.All(sources, s => Assert.StartsWith("/_", s, StringComparison.Ordinal));
            Assert.DoesNotContain(Workspace.Repository, Encoding.Latin1.GetString(file.Value), StringComparison.Ordinal);
        });

    [Fact]
    public void TheFileDoesNotGrowByAFifth()
    {
        long size = new FileInfo(workspace.PackedFile).Length;
        Assert.True(IsNear(size), $"The packed file has {size} bytes instead of {Size}.");
        Assert.False(IsNear(Size * 6 / 5 + 1));
        Assert.False(IsNear(Size / 2));

        static bool IsNear(long size) => size <= Size * 6 / 5 && size >= Size * 4 / 5;
    }

    private Dictionary<string, byte[]> Files()
    {
        using ZipArchive archive = ZipFile.OpenRead(workspace.PackedFile);
        return archive.Entries.ToDictionary(e => e.FullName, Read);
    }

    private string Text(string file) => Encoding.UTF8.GetString(Files()[file]).TrimStart('\uFEFF');

    private IEnumerable<KeyValuePair<string, byte[]>> Analyzers() => Files()
        .Where(f => f.Key.StartsWith("analyzers/dotnet/cs/", StringComparison.Ordinal) && f.Key.EndsWith(".dll", StringComparison.Ordinal));

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }

    [GeneratedRegex("NoWarn.*NU5|NU5[0-9]+.*= *none")]
    private static partial Regex Muted();

    [GeneratedRegex(@"(?:\]\(|^\[[^\]]+\]: )([^)\s]+)", RegexOptions.Multiline)]
    private static partial Regex Link();
}
