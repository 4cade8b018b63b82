using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Editor.Tests.Infrastructure;

/// <summary>The assemblies that a project in memory references: .NET, as it runs the tests, and FusedOpt.</summary>
internal static class References
{
    /// <summary>The using that the package's props add to every project.</summary>
    public const string GlobalUsing = "global using static FusedOpt.Optimizer;";

    public static ImmutableArray<MetadataReference> All { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Where(path => !Path.GetFileName(path).StartsWith("Microsoft.", StringComparison.Ordinal))
            .Append(typeof(OptimizeAttribute).Assembly.Location)
            .Append(typeof(IOptimizable).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
