using System;
using System.IO;
using FusedOpt.Package.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Package.Tests;

/// <summary>Programs are published as native binaries, trimmed, and for arm64.</summary>
[Collection(WorkspaceGroup.Name)]
public class NativeTests(Workspace workspace)
{
    private const int Models = 19;

    private static readonly Lazy<string> BitsOfX64 =
        new(() => Shell.Dotnet(Workspace.Repository, "run", "-c", "Release", "--project", "tests/Aot").Text);

    [Theory]
    [InlineData("-p:PublishAot=true", "-p:IlcInstructionSet=native")]
    [InlineData("-p:PublishTrimmed=true", "--self-contained")]
    public void AProgramIsPublishedWithoutAWarning(string how, string more)
    {
        string output = Path.Combine(workspace.Root, "published" + how.Length);
        Assert.Empty(Shell.Dotnet(workspace.Root, "publish", "App", "-r", "linux-x64", how, more, "-o", output).Problems);
        Assert.Equal("0.900 0.900 0.900", Shell.Run(output, Path.Combine(output, "App"), []).Text.Trim());
    }

    [Fact]
    public void ABinaryWithoutAnInstructionSetIsWarnedOf()
    {
        _ = workspace.Build;
        Assert.Contains("warning FOPT1001: ", Ask("-p:PublishAot=true"), StringComparison.Ordinal);
        Assert.Contains(" x86-64-v3 ", Ask("-p:PublishAot=true"), StringComparison.Ordinal);
        Assert.DoesNotContain("FOPT1001", Ask("-p:PublishAot=false"), StringComparison.Ordinal);
        Assert.DoesNotContain("FOPT1001", Ask("-p:PublishAot=true", "-p:IlcInstructionSet=native"), StringComparison.Ordinal);
        Assert.DoesNotContain("warning FOPT1001", Ask("-p:PublishAot=true", "-p:NoWarn=FOPT1001"), StringComparison.Ordinal);

        string Ask(params string[] properties) => Shell.Dotnet(
            workspace.Root,
            ["msbuild", "App", "-nologo", "-t:FusedOptCheckInstructionSet", "-p:RuntimeIdentifier=linux-x64", .. properties]).Text;
    }

    [ArmTheory]
    [InlineData("native")]
    [InlineData("jit")]
    public void Arm64ComputesTheBitsOfX64(string how)
    {
        string output = Path.Combine(workspace.Root, "arm64-" + how);
        string[] options = how == "jit"
            ? ["--self-contained"]
            : [
                "-p:Aot=true", "-p:ObjCopyName=aarch64-linux-gnu-objcopy",
                "-p:CppCompilerAndLinker=" + Path.Combine(Workspace.Repository, "tests/Package/Infrastructure/aarch64-gcc"),
            ];
        Shell.Output published = Shell.Dotnet(
            Workspace.Repository, ["publish", "tests/Aot", "-c", "Release", "-r", "linux-arm64", "-o", output, .. options]);
        Assert.Empty(published.Problems);

        string program = Path.Combine(output, "Aot");
        Assert.Equal(0xB7, File.ReadAllBytes(program)[18]);

        // The emulator does not bear code that is replaced while other threads run it, as the JIT's tiers do: half of the runs crashed.
        Shell.Output run = Shell.Run(
            output, "qemu-aarch64", ["-L", "/usr/aarch64-linux-gnu", "-E", "DOTNET_TieredCompilation=0", program]);
        Assert.Equal(Models, run.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(BitsOfX64.Value, run.Text);
    }

    /// <summary>A test that needs an emulator and a linker for arm64.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ArmTheoryAttribute : TheoryAttribute
    {
        public ArmTheoryAttribute()
        {
            string[] needed = ["/usr/bin/qemu-aarch64", "/usr/bin/aarch64-linux-gnu-gcc", "/usr/aarch64-linux-gnu/lib/libc.so.6"];
            if (Array.Find(needed, f => !File.Exists(f)) is { } missing)
                Skip = missing + " is missing";
        }
    }
}
