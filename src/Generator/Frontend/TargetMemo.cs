using System;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Remembers what classes were read as, so that an edit has those classes read anew alone whose declarations may have changed their meaning.</summary>
/// <param name="keyOf">Returns a fingerprint of all that the reading of a class can depend on, with or without the generator's own files; null if it is not known.</param>
internal sealed class TargetMemo(Func<INamedTypeSymbol, Compilation, bool, Fingerprint?> keyOf)
{
    // More classes than a project has. Twice as many are kept at most, a few kilobytes each.
    private const int Capacity = 4096;

    private readonly RecentMemo<Fingerprint, Entry> _entries = new(Capacity);

    /// <summary>Makes an empty memo.</summary>
    public TargetMemo()
        : this(static (type, compilation, omitsGenerated) => ProjectOutline.Of(compilation, omitsGenerated).Find(type))
    {
    }

    /// <summary>The memo that the generator fills, and that the analyzer of the same assembly looks into.</summary>
    public static TargetMemo Shared { get; } = new();

    /// <summary>Returns what a class was read as, or reads it. Only for a generator: nothing is told of a class that was read before.</summary>
    public TargetModel? Read(INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        Fingerprint? key = KeyOf(type, compilation, omitsGenerated: false);
        if (key is { } known && _entries.Find(known) is { } before)
            return before.Target;
        bool isSilent = true;
        var bag = new DiagnosticBag(_ => isSilent = false);
        TargetModel? target = TargetReader.Read(type, compilation, bag, cancellation);
        diagnostics.Inherit(bag);
        if (key is { } read)
            _entries.Add(read, new(target, isSilent && bag.First is null && ProjectOutline.Of(compilation, omitsGenerated: false).IsApart(type)));
        return target;
    }

    /// <summary>Returns what a class was read as, if there is nothing to report of it, and if what the generator adds cannot change that; or else null.</summary>
    public TargetModel? FindSilent(INamedTypeSymbol type, Compilation compilation) =>
        KeyOf(type, compilation, omitsGenerated: true) is { } key && _entries.Find(key) is { IsSilent: true, Target: { } target } ? target : null;

    // A class that cannot be found is read.
    private Fingerprint? KeyOf(INamedTypeSymbol type, Compilation compilation, bool omitsGenerated) => Attempt.Run<Fingerprint?>(() => keyOf(type, compilation, omitsGenerated), _ => null);

    private sealed record Entry(TargetModel? Target, bool IsSilent);
}
