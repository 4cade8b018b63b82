using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Lowering;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the kind of an optimized type, and the optimized classes that the type derives from.</summary>
internal static class TypeHierarchyReader
{
    // Each class reads its base class, which reads its own base class. A base class is read once for all that derive from it.
    private static readonly ConditionalWeakTable<INamedTypeSymbol, Parent> Parents = new();

    public static TypeHierarchy Read(
        INamedTypeSymbol type,
        AttributeData optimize,
        Compilation compilation,
        DiagnosticBag diagnostics,
        CancellationToken cancellation)
    {
        INamedTypeSymbol[] bases = [.. OptimizedBases(type)];
        INamedTypeSymbol? parent = bases.FirstOrDefault();
        if (parent is not null && optimize.NamedArguments.Any(a => a.Key == "LearningRate"))
            diagnostics.Add(Descriptors.InheritedLearningRate, Declarations.NameLocation(type), type.Name, parent.Name);
        TargetModel? ofParent = parent is not null && !IsElsewhere(parent, compilation)
            ? Inherit(parent.OriginalDefinition, compilation, diagnostics, cancellation)
            : null;

        // If the base class lacks generated members, an error says why, and there is nothing to extend.
        bool sees = HookReader.Sees(type, bases, compilation, diagnostics);
        bool isWhole = ofParent is null ? IsElsewhere(parent, compilation) : ofParent.HasEveryMember;
        bool extends = sees && type.Attribute(Names.SumGradients) is null && isWhole;
        if (!extends)
            (bases, parent, ofParent) = ([], null, null);
        bool baseHasModes = ofParent is null
            ? bases.Any(b => Attempt.Run(() => HasModes(b, compilation, cancellation), _ => false))
            : ofParent.TypeHierarchy.BaseHasModes || ofParent.HasModes || ofParent.MayMove;
        return new(
            type.IsValueType,
            HasLayout: type.Attribute("System.Runtime.InteropServices.StructLayoutAttribute") is not null,
            IsOpen: !type.IsValueType && !type.IsSealed,
            type.IsRecord,
            parent?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            bases.Length,
            HookReader.Access(bases.LastOrDefault() ?? type),
            baseHasModes,
            ScheduleReader.IsScheduled(parent));
    }

    /// <summary>Returns the optimized classes that the type derives from, from the nearest.</summary>
    public static IEnumerable<INamedTypeSymbol> OptimizedBases(INamedTypeSymbol type) =>
        Declarations.Bases(type).Where(b => b.Attribute(Names.Optimize) is not null);

    private static bool IsElsewhere(INamedTypeSymbol? type, Compilation compilation) =>
        type is not null && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);

    // A refused base class has nothing to derive from. Its errors are reported at the base class, and its own bases are not read once more.
    private static TargetModel? Inherit(
        INamedTypeSymbol parent, Compilation compilation, DiagnosticBag diagnostics, CancellationToken cancellation)
    {
        if (!Parents.TryGetValue(parent, out Parent read))
            read = Parents.GetValue(parent, _ => ReadParent(parent, compilation, cancellation));
        diagnostics.Inherit(read.Unreported);
        if (read.IsRefused)
            diagnostics.AddCompilerError();
        return read.Target;
    }

    private static Parent ReadParent(INamedTypeSymbol parent, Compilation compilation, CancellationToken cancellation)
    {
        var unreported = new DiagnosticBag();
        TargetModel? target = null;
        bool isRefused = Attempt.Run(
            () =>
            {
                target = TargetReader.Read(parent, compilation, unreported, cancellation);
                return target is { Refusal: null } && TargetCompiler.Check(target).Refusal is not null;
            },
            _ =>
            {
                unreported.InheritFailure();
                return false;
            });
        return new(target, isRefused, unreported);
    }

    // Generated members of the base class are in its metadata, but not in its source.
    private static bool HasModes(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var unreported = new DiagnosticBag();
        return MemberReader.Read(type.OriginalDefinition, unreported).Submodels.Count > 0
            || RuleForm.StagesOf(type).Prepend((Attribute: type.Attribute(Names.Optimize)!, Form: RuleForm.Rule))
                .Any(r => RuleLocator.Find(r.Attribute, r.Form, compilation, unreported, cancellation) is { Moves: true });
    }

    // The result of reading a base class: values alone, and none of its symbols.
    private sealed record Parent(TargetModel? Target, bool IsRefused, DiagnosticBag Unreported);
}
