using System.Collections.Generic;
using System.Linq;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads what kind of type is optimized, and what it inherits.</summary>
internal static class LineageReader
{
    public static Lineage Read(INamedTypeSymbol type, AttributeData optimize, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        INamedTypeSymbol[] bases = [.. OptimizedBases(type)];
        INamedTypeSymbol? parent = bases.FirstOrDefault();
        if (parent is not null && optimize.NamedArguments.Any(a => a.Key == "LearningRate"))
            diagnostics.Add(Descriptors.InheritedLearningRate, Declarations.NameLocation(type), type.Name, parent.Name);
        bool isOfProject = parent is not null && SymbolEqualityComparer.Default.Equals(parent.ContainingAssembly, compilation.Assembly);
        bool baseHasModes = isOfProject ? Inherit(parent!.OriginalDefinition, compilation, diagnostics, cancellation) : bases.Any(b => HasModes(b, compilation, cancellation));
        return new(
            type.IsValueType,
            HasLayout: type.Attribute("System.Runtime.InteropServices.StructLayoutAttribute") is not null,
            IsOpen: !type.IsValueType && !type.IsSealed,
            type.IsRecord,
            parent?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            bases.Length,
            baseHasModes,
            ScheduleReader.IsScheduled(parent));
    }

    /// <summary>The classes that the type derives from and that are optimized themselves, from the nearest.</summary>
    public static IEnumerable<INamedTypeSymbol> OptimizedBases(INamedTypeSymbol type) => Declarations.Bases(type).Where(b => b.Attribute(Names.Optimize) is not null);

    // Of a base class that is refused there is nothing to derive. What is wrong with it is reported there.
    private static bool Inherit(INamedTypeSymbol parent, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        BaseVerdict verdict = BaseVerdict.Of(parent, compilation, cancellation);
        diagnostics.Inherit(verdict.Diagnostics);
        return verdict.HasModes;
    }

    // What the base class gains is in its metadata, but not in its source.
    private static bool HasModes(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var unreported = new DiagnosticBag();
        return MemberReader.Read(type, unreported).Parts.Count > 0
            || RuleForm.StagesOf(type).Prepend((Attribute: type.Attribute(Names.Optimize)!, Form: RuleForm.Rule))
                .Any(r => RuleLocator.Find(r.Attribute, r.Form, compilation, unreported, cancellation) is { } rule && Rule.Moves(rule));
    }
}
