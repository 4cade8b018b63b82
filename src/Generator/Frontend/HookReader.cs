using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads who sees the hooks of an optimized class, the members that optimized classes override which derive from it.</summary>
internal static class HookReader
{
    private const string ToAssembly = "private protected";

    /// <summary>Returns the accessibility of the hooks in C#: an override has that of the first declaration. Reports a base class whose hooks the project cannot see.</summary>
    /// <param name="type">The type.</param>
    /// <param name="bases">The optimized classes that it derives from, from the nearest.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="diagnostics">Takes the error.</param>
    public static string Read(INamedTypeSymbol type, IReadOnlyList<INamedTypeSymbol> bases, Compilation compilation, DiagnosticBag diagnostics)
    {
        string access = AccessOf(bases.Count == 0 ? type : bases[bases.Count - 1]);
        if (access == ToAssembly && bases.FirstOrDefault(b => !b.ContainingAssembly.GivesAccessTo(compilation.Assembly)) is { } hidden)
            diagnostics.Add(Descriptors.HiddenHooks, Declarations.NameLocation(type), type.Name, hidden.Name, hidden.ContainingAssembly.Name);
        return access;
    }

    private static string AccessOf(INamedTypeSymbol first) => first.IsValueType || first.IsSealed ? "private" : CanBeDerivedElsewhere(first) ? "protected" : ToAssembly;

    // Metadata may leave out a constructor that is not visible.
    private static bool CanBeDerivedElsewhere(INamedTypeSymbol type) => Declarations.Outermost(type).All(IsVisible) && type.InstanceConstructors.Any(IsVisible);

    private static bool IsVisible(ISymbol symbol) => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
}
