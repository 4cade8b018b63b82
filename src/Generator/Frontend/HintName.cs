using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Generator.Infrastructure;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Creates the names of generated files: one for each type, whatever a file system makes of their case and length.</summary>
internal static class HintName
{
    // Some tools allow paths of 260 characters, and a longer name could pass this limit together with the folders above it.
    private const int LongestName = 100;

    private static readonly ConditionalWeakTable<INamespaceOrTypeSymbol, HashSet<string>> Twins = new();

    /// <summary>Returns the full metadata name, for example <c>Models.Outer+Inner`1</c>.</summary>
    public static string Create(INamedTypeSymbol type)
    {
        string name = MetadataName(type);
        if (name.Length > LongestName)
            return name.Substring(0, LongestName) + "." + StableHash.Of(name + Kinds(type));
        return HasTwin(type) ? name + "." + StableHash.Of(name + Kinds(type)) : name;
    }

    // A class and a structure of one name are an error of the user's, but two types.
    private static string Kinds(INamedTypeSymbol type) =>
        string.Concat(Declarations.Outermost(type).Select(t => $" {t.TypeKind} {t.IsRecord}"));

    private static string MetadataName(INamespaceOrTypeSymbol symbol) => symbol switch
    {
        { ContainingType: { } outer } => MetadataName(outer) + "+" + symbol.MetadataName,
        { ContainingNamespace: { IsGlobalNamespace: false } space } => MetadataName(space) + "." + symbol.MetadataName,
        _ => symbol.MetadataName,
    };

    // Hint names are compared without regard to case, C# names with it.
    private static bool HasTwin(INamespaceOrTypeSymbol symbol)
    {
        INamespaceOrTypeSymbol? container = symbol.ContainingType ?? (INamespaceOrTypeSymbol?)symbol.ContainingNamespace;
        if (container is null)
            return false;
        return Twins.GetValue(container, FindTwins).Contains(symbol.MetadataName) || HasTwin(container);
    }

    // Returns the names that several members of a container have. Computed once for each container.
    private static HashSet<string> FindTwins(INamespaceOrTypeSymbol container)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var twins = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (ISymbol member in container.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol && !seen.Add(member.MetadataName))
                twins.Add(member.MetadataName);
        }

        return twins;
    }
}
