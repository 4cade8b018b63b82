using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FusedOpt.Generator.Frontend;

/// <summary>Checks that a project can compile generated code: its language version, its references and its framework.</summary>
internal static class ProjectReader
{
    // C# 13: generated classes use a visitor that is a ref struct, and partial properties. Roslyn 4.11 has no name for this version.
    private const LanguageVersion OfClasses = (LanguageVersion)1300;

    // The text of a rule is a raw string, and its part has no body.
    private const LanguageVersion OfRules = LanguageVersion.CSharp12;

    /// <summary>Notes the reason why the step of a class cannot be compiled. Returns true if there is one.</summary>
    public static bool RefusesClass(INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics) =>
        IsTooOld(type, compilation, OfClasses, diagnostics)
        || Lacks(type, compilation, Names.Optimizable, diagnostics)
        || HasOldFramework(type, compilation, diagnostics);

    /// <summary>Notes the reason why the text of a rule cannot be compiled. Returns true if there is one.</summary>
    public static bool RefusesRule(INamedTypeSymbol rule, Compilation compilation, DiagnosticBag diagnostics) =>
        IsTooOld(rule, compilation, OfRules, diagnostics) || Lacks(rule, compilation, Names.CompiledRule, diagnostics);

    /// <summary>Notes the reason why the code for a type cannot be compiled. Returns true if there is one.</summary>
    /// <remarks>A type that asks for no code is not refused.</remarks>
    public static bool Refuses(INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics) =>
        type.Attribute(Names.Optimize) is not null
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
        IEnumerable<INamedTypeSymbol> within = container.GetMembers()
            .OfType<INamespaceOrTypeSymbol>()
            .SelectMany(m => Types(m, cancellation));
        return container is INamedTypeSymbol type ? within.Prepend(type) : within;
    }

    private static bool IsTooOld(INamedTypeSymbol type, Compilation compilation, LanguageVersion needed, DiagnosticBag diagnostics)
    {
        if (compilation is not CSharpCompilation { LanguageVersion: var actual } || actual >= needed)
            return false;
        // A compiler does not know the names of versions after its own.
        string version = $"{(int)needed / 100}";
        diagnostics.Add(
            Descriptors.LanguageVersion, Declarations.NameLocation(type), type.Name, version, actual.ToDisplayString());
        return true;
    }

    private static bool Lacks(INamedTypeSymbol type, Compilation compilation, string needed, DiagnosticBag diagnostics)
    {
        // GetTypeByMetadataName is cached, but returns null if several assemblies have such a type.
        INamedTypeSymbol[] found = compilation.GetTypeByMetadataName(needed) is { } only
            ? [only]
            : [.. compilation.GetTypesByMetadataName(needed)];
        string? problem = found.Length == 0
            ? "the project references FusedOpt.Attributes, but not FusedOpt, which has what a step calls; reference the package FusedOpt"
            : found.Any(t => IsGlobal(AliasesOf(t, compilation))) ? null
            : AliasProblem(AliasesOf(found[0], compilation)[0]);
        if (problem is null)
            return false;
        diagnostics.Add(Descriptors.NoRuntime, Declarations.NameLocation(type), type.Name, problem);
        return true;
    }

    private static bool IsGlobal(ImmutableArray<string> aliases) =>
        aliases.IsDefaultOrEmpty || aliases.Contains(MetadataReferenceProperties.GlobalAlias);

    private static string AliasProblem(string alias) =>
        $"the project sees FusedOpt under the alias '{alias}' alone, and generated code names it global::FusedOpt; "
        + $"add the alias global to the references of FusedOpt and FusedOpt.Attributes: Aliases=\"global,{alias}\"";

    private static bool HasOldFramework(INamedTypeSymbol type, Compilation compilation, DiagnosticBag diagnostics)
    {
        INamedTypeSymbol? features = compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.RuntimeFeature");
        if (features?.GetMembers("ByRefLikeGenerics").IsEmpty == false)
            return false;
        const string problem = "the project's framework lacks what FusedOpt needs of .NET; target net10.0 or later";
        diagnostics.Add(Descriptors.NoRuntime, Declarations.NameLocation(type), type.Name, problem);
        return true;
    }

    // Returns no aliases for a type of this project, and for a reference without an alias.
    private static ImmutableArray<string> AliasesOf(ITypeSymbol type, Compilation compilation) =>
        compilation.GetMetadataReference(type.ContainingAssembly)?.Properties.Aliases ?? [];
}
