using System;
using System.IO;
using System.Linq;
using FusedOpt.Package.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Package.Tests;

/// <summary>The template makes a program that builds, learns, and passes its tests.</summary>
[Collection(WorkspaceGroup.Name)]
public class TemplateTests(Workspace workspace)
{
    [Fact]
    public void ItsProgramLearns()
    {
        string packed = Path.Combine(workspace.Root, "templates");
        Assert.Empty(Shell.Dotnet(Workspace.Repository, "pack", "templates", "-o", packed).Problems);
        string[] hive = ["--debug:custom-hive", Path.Combine(workspace.Root, "hive")];
        Shell.Dotnet(workspace.Root, ["new", "install", Assert.Single(Directory.GetFiles(packed)), .. hive]);

        // A directory of its own: the settings of the consumers are not the user's.
        string directory = Path.Combine(workspace.Root, "My.Training");
        Shell.Dotnet(workspace.Root, ["new", "fusedopt", "-o", directory, .. hive]);
        Assert.Empty(Shell.Dotnet(directory, "build").Problems);
        Assert.Contains(
            "learned: 0.84", Shell.Dotnet(directory, "run", "--no-build", "--project", "My.Training").Text, StringComparison.Ordinal);
        Assert.Contains("Passed:     2", Shell.Dotnet(directory, "test", "--no-build").Text, StringComparison.Ordinal);

        Assert.DoesNotContain(
            Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories)
                .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)),
            f => File.ReadAllText(f).Contains("FusedTraining", StringComparison.Ordinal));
    }
}
