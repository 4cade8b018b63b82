using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Diagnostics;

/// <summary>
/// Takes what the frontend finds wrong. The generator keeps only the first id, which the refused class names when it is
/// used; the analyzer, which runs the same frontend, also reports.
/// </summary>
internal sealed class DiagnosticBag(Action<Diagnostic>? report = null)
{
    /// <summary>The property of a diagnostic that holds the known name which is nearest to an unknown one.</summary>
    public const string Nearest = "Nearest";

    /// <summary>The id of the first error, or null while there is none.</summary>
    public string? First { get; private set; }

    public void Add(DiagnosticDescriptor descriptor, Location? location, params object[] arguments) =>
        Add(descriptor, location, ImmutableDictionary<string, string?>.Empty, arguments);

    /// <summary>Adds the error of an unknown name, with the known name that an editor may offer instead.</summary>
    /// <param name="descriptor">The error.</param>
    /// <param name="location">The place of the unknown name.</param>
    /// <param name="nearest">The known name; null if none is near.</param>
    /// <param name="arguments">The arguments of the message.</param>
    public void AddUnknown(DiagnosticDescriptor descriptor, Location? location, string? nearest, params object[] arguments) =>
        Add(
            descriptor,
            location,
            nearest is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(Nearest, nearest),
            arguments);

    /// <summary>Returns a bag for a part of a class, of whose errors only the first at a place is reported.</summary>
    /// <param name="places">The places of the errors that are reported.</param>
    public DiagnosticBag Part(HashSet<Location> places) => new(d =>
    {
        if (places.Add(d.Location))
            report?.Invoke(d);
    });

    /// <summary>Notes what is reported elsewhere: a class whose rule is refused is refused for the same reason.</summary>
    public void Inherit(DiagnosticBag other) => First ??= other.First;

    /// <summary>Notes that the generator has failed on another class, at which that is reported.</summary>
    public void InheritFailure() => First ??= Descriptors.GeneratorFailure.Id;

    /// <summary>Notes that the compiler, or another class, has an error already, so that nothing needs to be said here.</summary>
    public void AddCompilerError() => First ??= "a compiler error";

    private void Add(
        DiagnosticDescriptor descriptor, Location? location, ImmutableDictionary<string, string?> properties, object[] arguments)
    {
        if (descriptor.DefaultSeverity == DiagnosticSeverity.Error)
            First ??= descriptor.Id;
        report?.Invoke(Diagnostic.Create(descriptor, location, properties, arguments));
    }
}
