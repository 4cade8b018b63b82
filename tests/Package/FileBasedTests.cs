using System;
using System.IO;
using System.Linq;
using FusedOpt.Package.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Package.Tests;

/// <summary>A program of one file uses the packed file.</summary>
[Collection(WorkspaceGroup.Name)]
public class FileBasedTests(Workspace workspace)
{
    private string Programs => Path.Combine(workspace.Root, "FileBased");

    [Fact]
    public void ItRunsAndSaysHowToMakeItFast()
    {
        Shell.Output output = Shell.Dotnet(Programs, "run", "app.cs");
        Assert.Contains("0.900", output.Text, StringComparison.Ordinal);
        string problem = Assert.Single(output.Problems);
        Assert.Contains("FOPT1002", problem, StringComparison.Ordinal);
        Assert.Contains("#:property FusedOptOptimizeDebug=true", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void ItsPropertiesCount() => Assert.Equal("0.900 mine", Shell.Dotnet(Programs, "run", "fast.cs").Text.Trim());

    [Fact]
    public void ItIsPublishedWithoutAWarning()
    {
        string native = Path.Combine(workspace.Root, "native");
        Assert.Empty(Shell.Dotnet(Programs, "publish", "app.cs", "-o", native).Problems);
        Assert.Equal("0.900", Shell.Run(native, Path.Combine(native, "app"), []).Text.Trim());
        Assert.Empty(Directory.GetFiles(native, "*.dll"));
    }
}
