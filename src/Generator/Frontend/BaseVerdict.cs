using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>The facts about an optimized base class of the same project that a derived class depends on.</summary>
/// <remarks>
/// Every class reads its base, which reads its own: without the table a line of n classes would be read n times from each. The table lives as long as the compilation
/// does, whose symbols are its keys; no value of the pipeline holds a part of it.
/// </remarks>
/// <param name="Diagnostics">What the base class is refused for, if it is.</param>
/// <param name="HasModes">Whether it, or a class that it derives from, can be moved to where it is evaluated.</param>
internal sealed record BaseVerdict(DiagnosticBag Diagnostics, bool HasModes)
{
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ISymbol, BaseVerdict>> Verdicts = new();

    /// <summary>Reads a base class, or remembers it.</summary>
    public static BaseVerdict Of(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        ConcurrentDictionary<ISymbol, BaseVerdict> verdicts = Verdicts.GetValue(compilation, _ => new(SymbolEqualityComparer.Default));
        return verdicts.TryGetValue(type, out BaseVerdict known) ? known : verdicts.GetOrAdd(type, Read(type, compilation, cancellation));
    }

    private static BaseVerdict Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag();
        TargetModel? target = TargetReader.Read(type, compilation, diagnostics, cancellation);
        if (target is { Refusal: null } && (StagedRule.Of(target) is not { } rule || target.OwnModes.Count > 0 || TargetBinding.Of(rule, target).Refusal is not null))
            diagnostics.AddCompilerError();
        return new(diagnostics, target is not null && (target.HasModes || target.Lineage.BaseHasModes));
    }
}
