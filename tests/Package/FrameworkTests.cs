using System;
using System.IO;
using System.Linq;
using FusedOpt.Package.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Package.Tests;

/// <summary>An older framework or version of C# is refused in words that say what is needed.</summary>
[Collection(WorkspaceGroup.Name)]
public class FrameworkTests(Workspace workspace)
{
    [Theory]
    [InlineData("net8.0")]
    [InlineData("netstandard2.0")]
    public void AnOlderFrameworkIsRefused(string framework)
    {
        string directory = workspace.Copy("Library", "Frameworks/" + framework);
        string project = Path.Combine(directory, "Library.csproj");
        string properties = $"<PropertyGroup><TargetFramework>{framework}</TargetFramework></PropertyGroup>";
        File.WriteAllText(
            project, File.ReadAllText(project).Replace("</Project>", properties + "</Project>", StringComparison.Ordinal));

        Shell.Output output = Shell.Run(directory, "dotnet", ["restore"]);
        Assert.NotEqual(0, output.ExitCode);
        string problem = Assert.Single(output.Problems);
        Assert.Contains("NU1202", problem, StringComparison.Ordinal);
        Assert.Contains("FusedOpt 0.1.0", problem, StringComparison.Ordinal);
        Assert.Contains("net10.0", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOlderLanguageVersionIsRefused()
    {
        string directory = workspace.Copy("Library", "Frameworks/language");
        Shell.Output output = Shell.Run(directory, "dotnet", ["build", "-p:LangVersion=12"]);
        Assert.NotEqual(0, output.ExitCode);
        Assert.Contains("FOPT0027", output.Text, StringComparison.Ordinal);
        Assert.All(output.Problems, p => Assert.Contains("FOPT0027", p, StringComparison.Ordinal));

        // The oldest one that is enough.
        Assert.Empty(Shell.Dotnet(directory, "build", "-p:LangVersion=13").Problems);
    }
}
