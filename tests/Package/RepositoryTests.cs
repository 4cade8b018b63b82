using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Xml.Linq;
using FusedOpt.Package.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Package.Tests;

/// <summary>A clone of the repository builds with the SDK that it names.</summary>
public class RepositoryTests
{
    // The compiler of SDK 10.0.100, the oldest that global.json admits.
    private static readonly Version OldestCompiler = new(5, 0, 0, 0);

    [Fact]
    public void TheOldestSdkAndItsNewestPatchAreAdmitted()
    {
        string text = File.ReadAllText(Path.Combine(Workspace.Repository, "global.json"));
        JsonElement sdk = JsonDocument.Parse(text).RootElement.GetProperty("sdk");
        Assert.Equal("10.0.100", sdk.GetProperty("version").GetString());
        Assert.Equal("latestFeature", sdk.GetProperty("rollForward").GetString());
    }

    [Fact]
    public void TheRulesOfGeneratorsAreOn()
    {
        string project = File.ReadAllText(Path.Combine(Workspace.Repository, "src/Generator/Generator.csproj"));
        Assert.Contains("<EnforceExtendedAnalyzerRules>true</EnforceExtendedAnalyzerRules>", project, StringComparison.Ordinal);
        Assert.Contains("\"Microsoft.CodeAnalysis.Analyzers\"", project, StringComparison.Ordinal);
        string[] settings = ["src/Generator/Generator.csproj", "src/Directory.Build.props", "Directory.Build.props", ".editorconfig"];
        Assert.All(
            settings.Select(file => File.ReadAllText(Path.Combine(Workspace.Repository, file))),
            text => Assert.DoesNotContain("RS1038", text, StringComparison.Ordinal));
    }

    [Fact]
    public void NoAnalyzerNeedsANewerCompiler()
    {
        (string Name, Version Version)[] packages =
        [
            .. XDocument.Load(Path.Combine(Workspace.Repository, "Directory.Packages.props"))
                .Descendants("PackageVersion")
                .Select(e => (e.Attribute("Include")!.Value, Version.Parse(e.Attribute("Version")!.Value))),
        ];
        Assert.DoesNotContain(packages, p => p.Name.Contains("Toolset", StringComparison.Ordinal));

        (string File, Version Version)[] needed =
        [
            .. from package in packages
               let name = package.Name.ToLowerInvariant()
               let directory = Path.Combine(Workspace.MachinePackages, name, package.Version.ToString(), "analyzers")
               where Directory.Exists(directory)
               from file in Directory.EnumerateFiles(directory, "*.dll", SearchOption.AllDirectories)
               where !file.EndsWith(".resources.dll", StringComparison.Ordinal)
               from reference in AssemblyFile.References(File.ReadAllBytes(file))
               where reference.Name == "Microsoft.CodeAnalysis"
               select (file, reference.Version),
        ];
        Assert.Contains(needed, n => n.File.Contains("publicapianalyzers", StringComparison.Ordinal));
        Assert.All(needed, n => Assert.True(n.Version <= OldestCompiler, $"{n.File} needs {n.Version}"));
    }
}
