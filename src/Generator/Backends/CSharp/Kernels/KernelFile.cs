using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>A generated file with code of a kernel.</summary>
/// <param name="Name">The name of the file, without its ending.</param>
/// <param name="Text">The file.</param>
internal sealed record KernelFile(string Name, string Text)
{
    /// <summary>Returns each file once. Files whose names differ in nothing but case have a hash in their names.</summary>
    /// <remarks>Roslyn drops everything that a generator makes if two files have one name, which file systems compare without regard to case.</remarks>
    public static IEnumerable<KernelFile> Distinct(IEnumerable<KernelFile> files) => files
        .Distinct()
        .GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(g => g.Count() == 1 ? g : g.Select(f => f with { Name = $"{f.Name}.{StableHash.Of(f.Name + f.Text)}" }));
}
