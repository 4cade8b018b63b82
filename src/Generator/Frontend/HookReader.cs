using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>
/// Reads the accessibility of the hooks of an optimized class. A hook is a member that optimized derived classes override.
/// </summary>
internal static class HookReader
{
    private const string ToAssembly = "private protected";

    /// <summary>Returns the accessibility of the hooks in C#.</summary>
    /// <param name="first">The class that declares the hooks first. All classes that derive from it override them as they are.</param>
    public static string Access(INamedTypeSymbol first) =>
        first.IsValueType || first.IsSealed ? "private"
        : CanBeDerivedElsewhere(first) ? "protected"
        : ToAssembly;

    /// <summary>Returns true if a type sees the hooks of its base classes; if not, reports an error.</summary>
    /// <param name="type">The type.</param>
    /// <param name="bases">The optimized classes that the type derives from, from the nearest.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="diagnostics">Takes the error.</param>
    public static bool Sees(
        INamedTypeSymbol type, IReadOnlyList<INamedTypeSymbol> bases, Compilation compilation, DiagnosticBag diagnostics)
    {
        if (bases.Count == 0
            || Access(bases[bases.Count - 1]) != ToAssembly
            || bases.FirstOrDefault(b => !b.ContainingAssembly.GivesAccessTo(compilation.Assembly)) is not { } hidden)
            return true;
        diagnostics.Add(Descriptors.HiddenHooks, Declarations.NameLocation(type), type.Name, hidden.Name, hidden.ContainingAssembly.Name);
        return false;
    }

    // Metadata may leave out a constructor that is not visible.
    private static bool CanBeDerivedElsewhere(INamedTypeSymbol type) =>
        Declarations.Outermost(type).All(IsVisible) && type.InstanceConstructors.Any(IsVisible);

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
}
