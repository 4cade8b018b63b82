using System;
using System.IO;
using FusedOpt.Package.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Package.Tests;

/// <summary>Each property of the package counts, wherever a user sets it.</summary>
[Collection(WorkspaceGroup.Name)]
public class PropertyTests(Workspace workspace)
{
    private const string Properties = """
        <PropertyGroup>
          <FusedOptGlobalUsings>false</FusedOptGlobalUsings>
          <FusedOptOptimizeDebug>true</FusedOptOptimizeDebug>
        </PropertyGroup>
        """;

    [Theory]
    [InlineData(null)]
    [InlineData("Library.csproj")]
    [InlineData("Directory.Build.props")]
    [InlineData("Directory.Build.targets")]
    public void APropertyInAFileCounts(string? file)
    {
        string directory = workspace.Copy("Library", Path.Combine("Properties", file ?? "none"));
        if (file is not null)
        {
            string path = Path.Combine(directory, file);
            string before = File.Exists(path)
                ? File.ReadAllText(path)
                : $"""<Project><Import Project="../../{file}" /></Project>""";
            File.WriteAllText(path, before.Replace("</Project>", Properties + "</Project>", StringComparison.Ordinal));
        }

        Restore(directory);
        AssertItems(Items(directory), isSet: file is not null);
    }

    [Fact]
    public void APropertyOnTheCommandLineCounts()
    {
        string directory = workspace.Copy("Library", "Properties/CommandLine");
        Restore(directory);
        AssertItems(Items(directory, "-p:FusedOptGlobalUsings=false", "-p:FusedOptOptimizeDebug=true"), isSet: true);
        Assert.DoesNotContain(Using, Items(directory, "-p:ImplicitUsings=disable"), StringComparison.Ordinal);
        Assert.Contains(Using, Items(directory, "-p:ImplicitUsings=disable", "-p:FusedOptGlobalUsings=true"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Debuggable", Items(directory, "-p:FusedOptOptimizeDebug=true", "-p:Configuration=Release"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FSharp")]
    [InlineData("VisualBasic")]
    public void OtherLanguagesGetNoUsing(string consumer)
    {
        _ = workspace.Build;
        Assert.DoesNotContain(Using, Items(Path.Combine(workspace.Root, consumer)), StringComparison.Ordinal);
    }

    private const string Using = "\"FusedOpt.Optimizer\"";

    private static string Items(string directory, params string[] arguments)
    {
        return Shell.Dotnet(directory, ["msbuild", "-nologo", "-getItem:Using", "-getItem:Compile", .. arguments]).Text;
    }

    // A restore would write the same imports for each copy of the project.
    private void Restore(string directory)
    {
        _ = workspace.Build;
        string to = Directory.CreateDirectory(Path.Combine(directory, "obj")).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(workspace.Root, "Library/obj"), "*.nuget.g.*"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static void AssertItems(string items, bool isSet)
    {
        Assert.Equal(!isSet, items.Contains(Using, StringComparison.Ordinal));
        Assert.Equal(isSet, items.Contains("FusedOpt.Debuggable.cs", StringComparison.Ordinal));
    }
}
