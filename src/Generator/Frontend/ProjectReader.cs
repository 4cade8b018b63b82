using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedOpt.Generator.Frontend;

/// <summary>Tells whether generated code can be compiled in a project at all: its language version, its references and its framework.</summary>
internal static class ProjectReader
{
    // A visitor that is a ref struct, and partial properties.
    private const LanguageVersion OfClasses = LanguageVersion.CSharp13;

    // The text of a rule is a raw string, and its part has no body.
    private const LanguageVersion OfRules = LanguageVersion.CSharp12;

    /// <summary>Notes what keeps the step of a class from being compiled. Returns true if something does.</summary>
    public static bool RefusesClass(INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics) =>
        IsTooOld(type, compilation, OfClasses, diagnostics) || Lacks(type, compilation, Names.Optimizable, diagnostics) || HasOldFramework(type, compilation, diagnostics);

    /// <summary>Notes what keeps the text of a rule from being compiled. Returns true if something does.</summary>
    public static bool RefusesRule(INamedTypeSymbol rule, Compilation compilation, DiagnosticBag diagnostics) =>
        IsTooOld(rule, compilation, OfRules, diagnostics) || Lacks(rule, compilation, Names.CompiledRule, diagnostics);

    /// <summary>Notes what keeps the code for a type from being compiled, if the type asks for any. Returns true if something does.</summary>
    public static bool Refuses(INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics) => type.Attribute(Names.Optimize) is not null
        ? RefusesClass(type, compilation, diagnostics)
        : RuleForm.All.Any(f => type.Attribute(f.Attribute) is not null) && RefusesRule(type, compilation, diagnostics);

    /// <summary>Returns the first type of the project whose code cannot be compiled; null if there is none.</summary>
    public static INamedTypeSymbol? FirstRefused(Compilation compilation, CancellationToken cancellation)
    {
        SyntaxTree[] trees = [.. compilation.SyntaxTrees];
        return Types(compilation.Assembly.GlobalNamespace, cancellation)
            .Where(t => Refuses(t, compilation, new DiagnosticBag()))
            .OrderBy(t => Declarations.NameLocation(t) is { SourceTree: { } tree } ? Array.IndexOf(trees, tree) : int.MaxValue)
            .ThenBy(t => Declarations.NameLocation(t)?.SourceSpan.Start)
            .FirstOrDefault();
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        IEnumerable<INamedTypeSymbol> within = container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(m => Types(m, cancellation));
        return container is INamedTypeSymbol type ? within.Prepend(type) : within;
    }

    private static bool IsTooOld(INamedTypeSymbol type, Compilation compilation, LanguageVersion needed, DiagnosticBag diagnostics)
    {
        if (compilation is not CSharpCompilation { LanguageVersion: var version } || version >= needed)
            return false;
        diagnostics.Add(Descriptors.LanguageVersion, Declarations.NameLocation(type), type.Name, needed.ToDisplayString().Replace(".0", ""), version.ToDisplayString());
        return true;
    }

    private static bool Lacks(INamedTypeSymbol type, Compilation compilation, string needed, DiagnosticBag diagnostics)
    {
        // The first is cached and says nothing where several assemblies have such a type.
        INamedTypeSymbol[] found = compilation.GetTypeByMetadataName(needed) is { } only ? [only] : [.. compilation.GetTypesByMetadataName(needed)];
        string? problem = found.Length == 0
            ? "the project references FusedOpt.Attributes, but not FusedOpt, which has what a step calls; reference the package FusedOpt"
            : found.Any(t => AliasesOf(t, compilation) is var aliases && (aliases.IsDefaultOrEmpty || aliases.Contains(MetadataReferenceProperties.GlobalAlias))) ? null
            : $"the project sees FusedOpt under the alias '{AliasesOf(found[0], compilation)[0]}' alone, and generated code names it global::FusedOpt; "
                + $"add the alias global to the references of FusedOpt and FusedOpt.Attributes: Aliases=\"global,{AliasesOf(found[0], compilation)[0]}\"";
        if (problem is null)
            return false;
        diagnostics.Add(Descriptors.NoRuntime, Declarations.NameLocation(type), type.Name, problem);
        return true;
    }

    private static bool HasOldFramework(INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics)
    {
        if (compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.RuntimeFeature")?.GetMembers("ByRefLikeGenerics").IsEmpty == false)
            return false;
        diagnostics.Add(Descriptors.NoRuntime, Declarations.NameLocation(type), type.Name, "the project's framework lacks what FusedOpt needs of .NET; target net9.0 or later");
        return true;
    }

    // Empty for this project, and for a reference without an alias.
    private static ImmutableArray<string> AliasesOf(ITypeSymbol type, Compilation compilation) =>
        compilation.GetMetadataReference(type.ContainingAssembly)?.Properties.Aliases ?? [];
}
