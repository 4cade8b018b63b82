using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace FusedOpt.Package.Tests.Infrastructure;

/// <summary>
/// A fresh directory with a feed of packed files, a package cache of its own, and the consumers. The packed files and the Debug build of
/// all consumers are made once for all tests.
/// </summary>
public sealed partial class Workspace : IDisposable
{
    private readonly Lazy<Shell.Output> _build;

    public Workspace()
    {
        Directory.CreateDirectory(Feed);
        PackOutput = Shell.Dotnet(Repository, "pack", "src/Runtime", "-o", Feed);
        PackedFile = Assert.Single(Directory.GetFiles(Feed));

        CopyDirectory(Path.Combine(Repository, "tests/Package/Consumers"), Root);
        File.WriteAllText(Path.Combine(Root, "Readme/Program.cs"), FirstProgramOfReadme());

        // Packages of others may come from the machine's cache. FusedOpt must not: it would be an earlier one.
        Assert.False(Directory.Exists(Path.Combine(MachinePackages, "fusedopt")), "The machine's package cache has a FusedOpt.");
        string fallback = Directory.Exists(MachinePackages) ? $"""<add key="machine" value="{MachinePackages}" />""" : "";
        File.WriteAllText(Path.Combine(Root, "NuGet.config"), $"""
            <configuration>
              <packageSources><add key="packed" value="{Feed}" /></packageSources>
              <fallbackPackageFolders>{fallback}</fallbackPackageFolders>
              <config><add key="globalPackagesFolder" value="packages" /></config>
            </configuration>
            """);
        Shell.Dotnet(Root, "pack", "Rules", "-o", Feed);
        _build = new(() => Shell.Dotnet(Root, "build", "Consumers.slnx"));
    }

    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = typeof(Workspace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "RepositoryRoot").Value!;

    /// <summary>The package cache of the machine.</summary>
    public static string MachinePackages { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");

    /// <summary>The directory of everything.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("fusedopt-package-").FullName;

    /// <summary>The directory of packed files.</summary>
    public string Feed => Path.Combine(Root, "feed");

    /// <summary>The packed file of FusedOpt.</summary>
    public string PackedFile { get; }

    /// <summary>The text that packing wrote.</summary>
    internal Shell.Output PackOutput { get; }

    /// <summary>The text that the Debug build of all consumers wrote.</summary>
    internal Shell.Output Build => _build.Value;

    /// <summary>Returns the path of what a consumer's Debug build made.</summary>
    public string Built(string consumer, string file) => Path.Combine(Root, consumer, "bin/Debug/net10.0", file);

    /// <summary>Copies a consumer beside the settings of all consumers, into a directory of the workspace.</summary>
    public string Copy(string consumer, string directory)
    {
        string path = Path.Combine(Root, directory);
        CopyDirectory(Path.Combine(Repository, "tests/Package/Consumers", consumer), path);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    /// <summary>Copies the files of a directory, but for those that builds make.</summary>
    public static void CopyDirectory(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string name = Path.GetRelativePath(from, file);
            if (name.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                continue;
            string target = Path.Combine(to, name);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    private static string FirstProgramOfReadme() =>
        FirstExample().Match(File.ReadAllText(Path.Combine(Repository, "README.md"))).Groups[1].Value;

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FirstExample();
}

/// <summary>All tests share one workspace, and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class WorkspaceGroup : ICollectionFixture<Workspace>
{
    public const string Name = "workspace";
}
