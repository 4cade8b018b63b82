using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection;
using System.Text;
using FusedOpt.Package.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Package.Tests;

/// <summary>Equal sources give equal bytes on every machine.</summary>
[Collection(WorkspaceGroup.Name)]
public class ReproducibleTests(Workspace workspace)
{
    // Numbers and names that other cultures write in another way.
    private const string Source = """
        using FusedOpt;

        [Optimize(Optimizer.AdamW, LearningRate = 1e-3, WeightDecay = 0.0125, Epsilon = 1e-8)]
        public partial class Initial
        {
            public float[] Iris = [-0.5f, 1.25f];
            [Parameter(784, 256, WeightDecay = 0)] public partial System.Span<float> Images { get; }
            [SparseGradient, Parameter(100, 16)] public partial System.Span<float> Index { get; }
        }

        [UpdateRule]
        public static partial class Inverse
        {
            public static void Update(
                ref float parameter, float gradient, ref float inertia, double learningRate = 1e-4, double beta = -0.75)
            {
                inertia = (float)(-1.5e-8 * beta) * inertia + -0.375f * gradient;
                parameter -= (float)learningRate * inertia;
            }
        }

        [Optimize(typeof(Inverse), LearningRate = 12345.678, Beta = -1e-8)]
        public partial class Iteration
        {
            public double[] Items = [1];
            public float Intercept;
        }
        """;

    [Theory]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    [InlineData("fa-IR")]
    [InlineData("fi-FI")]
    [InlineData("sv-SE")]
    [InlineData("tr-TR")]
    public void TheGeneratorWritesTheSameInEveryCulture(string culture)
    {
        string invariant = Generate(CultureInfo.InvariantCulture);
        Assert.Contains("1e-8", invariant, StringComparison.Ordinal);
        Assert.Equal(invariant, Generate(CultureInfo.GetCultureInfo(culture)));

        // The culture is there, and would be seen.
        CultureInfo other = CultureInfo.GetCultureInfo(culture);
        Assert.NotEqual("I -1.5", "i".ToUpper(other) + (-1.5).ToString(" 0.0", other));
    }

    [Fact]
    public void ADirectoryAndALanguageLeaveNoTrace()
    {
        string first = workspace.Copy("Library", "a/x"), second = workspace.Copy("Library", "b/long path/y");
        Dictionary<string, byte[]> one = Files(first, "C.UTF-8"), other = Files(second, "sv_SE.UTF-8");
        Assert.Equal(one.Keys.Order(), other.Keys.Order());
        Assert.Contains("Library.dll", one.Keys);
        Assert.Contains("Library.pdb", one.Keys);
        Assert.Contains(one.Keys, k => k.EndsWith(".g.cs", StringComparison.Ordinal));
        Assert.All(one, file => Assert.True(file.Value.AsSpan().SequenceEqual(other[file.Key]), file.Key));

        string[] traces = [workspace.Root, Environment.MachineName, DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)];
        Assert.All(one.Where(f => f.Key.EndsWith(".cs", StringComparison.Ordinal)), file => Assert.All(
            traces, trace => Assert.DoesNotContain(trace, Encoding.UTF8.GetString(file.Value), StringComparison.Ordinal)));

        // The symbols of an ordinary build do have the directory.
        Assert.All(AssemblyFile.SourcesOfSymbols(one["Library.pdb"]), s => Assert.StartsWith("/_", s, StringComparison.Ordinal));
        _ = workspace.Build;
        Assert.Contains(
            AssemblyFile.SourcesOfSymbols(File.ReadAllBytes(workspace.Built("Library", "Library.pdb"))),
            s => s.StartsWith(workspace.Root, StringComparison.Ordinal));
    }

    [Fact]
    public void AnArchiveOfTheSourcesCanBePacked()
    {
        string sources = Path.Combine(workspace.Root, "archive");
        Workspace.CopyDirectory(Path.Combine(Workspace.Repository, "src"), Path.Combine(sources, "src"));
        foreach (string file in Directory.GetFiles(Workspace.Repository).Where(f => Path.GetFileName(f) != ".git"))
            File.Copy(file, Path.Combine(sources, Path.GetFileName(file)));

        Assert.Empty(Shell.Dotnet(sources, "pack", "src/Runtime", "-o", Path.Combine(sources, "feed")).Problems);
        using ZipArchive archive = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(Path.Combine(sources, "feed"))));
        ZipArchiveEntry[] libraries = [.. archive.Entries.Where(e => e.Name.EndsWith(".dll", StringComparison.Ordinal))];
        Assert.True(libraries.Length >= 3);
        Assert.All(libraries, entry =>
        {
            using Stream stream = entry.Open();
            var memory = new MemoryStream();
            stream.CopyTo(memory);
            Assert.All(AssemblyFile.Sources(memory.ToArray()), s => Assert.StartsWith("/_", s, StringComparison.Ordinal));
            Assert.DoesNotContain(sources, Encoding.Latin1.GetString(memory.ToArray()), StringComparison.Ordinal);
        });
    }

    private static Dictionary<string, byte[]> Files(string directory, string language)
    {
        // A compiler that is running already would have the language of the first build.
        Shell.Output output = Shell.Run(
            directory,
            "dotnet",
            [
                "build", "-p:ContinuousIntegrationBuild=true", $"-p:PathMap={directory}=/_", "-p:UseSharedCompilation=false",
                "-p:EmitCompilerGeneratedFiles=true", "-p:CompilerGeneratedFilesOutputPath=bin/generated",
            ],
            language);
        Assert.True(output.ExitCode == 0, output.Text);
        Assert.Empty(output.Problems);
        return Directory.EnumerateFiles(Path.Combine(directory, "bin"), "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) is ".cs" or ".dll" or ".pdb")
            .ToDictionary(
                f => Path.GetExtension(f) == ".cs" ? Path.GetRelativePath(directory, f) : Path.GetFileName(f), File.ReadAllBytes);
    }

    private string Generate(CultureInfo culture)
    {
        string package = Path.Combine(workspace.Root, "unpacked");
        if (!Directory.Exists(package))
            ZipFile.ExtractToDirectory(workspace.PackedFile, package);
        string[] references =
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(f => Path.GetFileName(f) is var name
                    && (name == "netstandard.dll" || name.StartsWith("System.", StringComparison.Ordinal))),
            .. Directory.GetFiles(Path.Combine(package, "lib/net10.0"), "*.dll"),
        ];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Cultures",
            [CSharpSyntaxTree.ParseText(Source, path: "Source.cs", encoding: Encoding.UTF8)],
            references.Select(f => MetadataReference.CreateFromFile(f)),
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        ISourceGenerator[] generators =
        [
            .. Assembly.LoadFrom(Path.Combine(package, "analyzers/dotnet/cs/FusedOpt.Generator.dll"))
                .GetTypes()
                .Where(t => t.GetCustomAttribute<GeneratorAttribute>() is not null)
                .Select(t => ((IIncrementalGenerator)Activator.CreateInstance(t)!).AsSourceGenerator()),
        ];

        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
            GeneratorDriver driver = CSharpGeneratorDriver.Create(generators)
                .RunGeneratorsAndUpdateCompilation(compilation, out Compilation updated, out ImmutableArray<Diagnostic> diagnostics);
            Assert.Empty(diagnostics);
            Assert.Empty(updated.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
            return string.Join('\n', driver.GetRunResult().GeneratedTrees.Select(t => t.FilePath + "\n" + t.GetText()));
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }
}
