using System;
using System.IO;
using System.Linq;
using FusedOpt.Package.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Package.Tests;

/// <summary>Projects of every kind use the packed file, in the Debug configuration, with warnings as errors.</summary>
[Collection(WorkspaceGroup.Name)]
public class ConsumerTests(Workspace workspace)
{
    private static readonly string[] SlowSteps = ["FOPT1002"];

    [Theory]
    [InlineData("Readme", "y = 2.00 x + 1.00")]
    [InlineData("App", "0.900 0.900 0.900")]
    [InlineData("RuleUser", "0.900 2")]
    [InlineData("PrivateApp", "0.900")]
    [InlineData("Quiet", "0.900 mine")]
    [InlineData("FSharp", "0.900")]
    [InlineData("VisualBasic", "0.900")]
    [InlineData("Web", "<p>0.900</p>")]
    public void ItRuns(string consumer, string expected)
    {
        _ = workspace.Build;
        Assert.Equal(expected, Shell.Dotnet(workspace.Root, workspace.Built(consumer, consumer + ".dll")).Text.Trim());
    }

    [Theory]
    [InlineData("Readme", "Readme")]
    [InlineData("App", "App, Library")]
    [InlineData("App.Tests", "App.Tests, App, Library")]
    [InlineData("RuleUser", "RuleUser")]
    [InlineData("FSharp", "Library")]
    [InlineData("VisualBasic", "Library")]
    [InlineData("Web", "Web")]
    public void AProgramThatStepsInSlowCodeIsWarnedOfOnce(string consumer, string slow)
    {
        Assert.Equal(SlowSteps, workspace.Build.CodesOf(Project(consumer)));
        Assert.Contains(
            workspace.Build.Problems,
            line => line.Contains($"Steps in {slow} take", StringComparison.Ordinal)
                && line.Contains("<FusedOptOptimizeDebug>true</FusedOptOptimizeDebug>", StringComparison.Ordinal)
                && line.EndsWith(Project(consumer) + "]", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Library")]
    [InlineData("PrivateLibrary")]
    [InlineData("PrivateApp")]
    [InlineData("Quiet")]
    public void OthersBuildWithoutAWarning(string consumer) => Assert.Empty(workspace.Build.CodesOf(Project(consumer)));

    [Fact]
    public void NothingElseIsReported() =>
        Assert.All(workspace.Build.Problems, l => Assert.Contains("warning FOPT1002", l, StringComparison.Ordinal));

    [Fact]
    public void TheWarningIsTrue()
    {
        _ = workspace.Build;
        Assert.False(AssemblyFile.IsOptimized(File.ReadAllBytes(workspace.Built("App", "App.dll"))));
        Assert.True(AssemblyFile.IsOptimized(File.ReadAllBytes(workspace.Built("Quiet", "Quiet.dll"))));
    }

    [Fact]
    public void ATestProjectSeesTheInternalsOfAChain()
    {
        _ = workspace.Build;
        Assert.Contains(
            "Passed:     1", Shell.Dotnet(workspace.Root, "test", "App.Tests", "--no-build").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void APrivateReferenceDoesNotBringTheGenerator()
    {
        _ = workspace.Build;
        const string Generator = "FusedOpt.Generator.dll";
        Assert.DoesNotContain(Generator, Analyzers("PrivateApp"), StringComparison.Ordinal);
        Assert.Contains(Generator, Analyzers("App"), StringComparison.Ordinal);

        string Analyzers(string consumer) =>
            Shell.Dotnet(workspace.Root, "msbuild", consumer, "-nologo", "-t:ResolveReferences", "-getItem:Analyzer").Text;
    }

    [Fact]
    public void TheWarningBreaksNoBuild()
    {
        _ = workspace.Build;
        Shell.Output output = Shell.Dotnet(workspace.Root, "build", "Readme", "--no-incremental", "-warnaserror");
        Assert.Contains("warning FOPT1002", Assert.Single(output.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void TheWarningCanBeSilenced()
    {
        _ = workspace.Build;
        string[] build = ["build", "App", "--no-restore"];
        Assert.DoesNotContain("FOPT1002", Shell.Dotnet(workspace.Root, [.. build, "-p:NoWarn=FOPT1002"]).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "FOPT1002", Shell.Dotnet(workspace.Root, [.. build, "-p:FusedOptOptimizeDebug=false"]).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("FOPT1002", Shell.Dotnet(workspace.Root, [.. build, "-c", "Release"]).Text, StringComparison.Ordinal);
    }

    private static string Project(string consumer) => consumer switch
    {
        "FSharp" => "FSharp.fsproj",
        "VisualBasic" => "VisualBasic.vbproj",
        _ => "/" + consumer + ".csproj",
    };
}
