using System;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>
/// Remembers the models of classes, so that an edit has only those classes read anew whose declarations may have changed their meaning.
/// </summary>
/// <typeparam name="T">The model of a class.</typeparam>
/// <param name="keyOf">
/// Returns a fingerprint of everything that the reading of a class can depend on, with or without the generator's own files; null if the
/// class is not known.
/// </param>
/// <param name="read">Reads a class.</param>
internal class ClassMemo<T>(Func<INamedTypeSymbol, Compilation, bool, Fingerprint?> keyOf, ClassReader<T> read)
    where T : class
{
    // The capacity is more classes than a project has. Twice as many models are kept at most, a few kilobytes each.
    private const int Capacity = 4096;

    private readonly RecentMemo<Fingerprint, Entry> _entries = new(Capacity);

    /// <summary>Returns the model of a class, or reads the class.</summary>
    /// <remarks>Only for a generator: a class that was read before reports no diagnostics.</remarks>
    public T? Read(INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        Fingerprint? key = KeyOf(type, compilation, omitsGenerated: false);
        if (key is { } known && _entries.Find(known) is { } before)
            return before.Target;
        bool isSilent = true;
        var bag = new DiagnosticBag(_ => isSilent = false);
        T? target = read(type, compilation, bag, cancellation);
        diagnostics.Inherit(bag);
        if (key is not { } unknown)
            return target;
        bool isApart = isSilent && bag.First is null && ProjectOutline.Of(compilation, omitsGenerated: false).IsApart(type);
        _entries.Add(unknown, new(target, isApart));
        return target;
    }

    /// <summary>
    /// Returns the model of a class if there is nothing to report of the class and no generated member can change that; otherwise null.
    /// </summary>
    public T? FindSilent(INamedTypeSymbol type, Compilation compilation) =>
        KeyOf(type, compilation, omitsGenerated: true) is { } key
        && _entries.Find(key) is { IsSilent: true, Target: { } target }
            ? target
            : null;

    // If the key cannot be computed, the class is read.
    private Fingerprint? KeyOf(INamedTypeSymbol type, Compilation compilation, bool omitsGenerated) =>
        Attempt.Run<Fingerprint?>(() => keyOf(type, compilation, omitsGenerated), _ => null);

    private sealed record Entry(T? Target, bool IsSilent);
}
