using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Backends.CSharp.Kernels;

/// <summary>A generated file with code of a kernel: the kernel itself, or a further entry that only some classes need.</summary>
/// <param name="Name">The name of the file, without its ending.</param>
/// <param name="Text">The text of the file.</param>
internal sealed record KernelFile(string Name, string Text)
{
    private static readonly Memo<(KernelIr Kernel, string Space), KernelFile> Kernels = new(key => Write(new(key.Kernel), key.Space));

    private static readonly Memo<(KernelEntry Entry, string Space), KernelFile> Entries =
        new(key => Write(new(key.Entry.Kernel), key.Entry, key.Space));

    /// <summary>Returns the file of a kernel. The file is written once, however many classes need the kernel.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="space">The namespace of the project's kernels.</param>
    public static KernelFile Create(KernelIr kernel, string space) => Kernels[(kernel, space)];

    /// <summary>Returns the file of a further entry of a kernel. The file is written once, however many classes need the entry.</summary>
    /// <inheritdoc cref="Create(KernelIr, string)"/>
    /// <param name="entry">The entry.</param>
    /// <param name="space">The namespace of the project's kernels.</param>
    public static KernelFile Create(KernelEntry entry, string space) => Entries[(entry, space)];

    /// <summary>Returns each file once. Files whose names differ by case alone have a hash in their names.</summary>
    /// <remarks>
    /// Roslyn drops everything that a generator makes if two files have one name. File systems compare names without regard to case.
    /// </remarks>
    public static IEnumerable<KernelFile> Distinct(IEnumerable<KernelFile> files) => files
        .Distinct()
        .GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(g => g.Count() == 1 ? g : g.Select(f => f with { Name = $"{f.Name}.{StableHash.Of(f.Name + f.Text)}" }));

    private static KernelFile Write(Kernel kernel, string space) =>
        Write(kernel.ClassName, space, writer => KernelEmitter.Emit(writer, kernel));

    private static KernelFile Write(Kernel kernel, KernelEntry entry, string space) =>
        Write($"{kernel.ClassName}.{(entry.IsPruned ? "Pruned" : "")}{StagingText.Suffix(entry.Form)}", space, writer =>
        {
            using (writer.Block($"partial struct {kernel.ClassName}"))
            {
                if (entry.IsPruned)
                    PrunedEmitter.Emit(writer, kernel, entry.Form);
                else
                    StagingEmitter.Emit(writer, kernel, entry.Form);
            }
        });

    /// <summary>Returns a file of a project's kernels.</summary>
    /// <param name="name">The name of the file, without its beginning and its ending.</param>
    /// <param name="space">The namespace of the project's kernels.</param>
    /// <param name="emit">Writes the types of the file.</param>
    public static KernelFile Write(string name, string space, Action<SourceWriter> emit)
    {
        SourceWriter writer = FileEmitter.Begin();
        writer.Line($"namespace {space};").Line().Lines("""
            using System;
            using System.Runtime.CompilerServices;
            using System.Runtime.InteropServices;
            using System.Runtime.Intrinsics;
            using FusedOpt.CompilerServices;
            """).Line();
        emit(writer);

        return new("FusedOpt.Generated." + name, writer.ToString());
    }
}
