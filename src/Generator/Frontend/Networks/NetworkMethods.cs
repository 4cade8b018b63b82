using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds the methods on one example of a class: its own, and those that abstract base classes declare for it.</summary>
internal static class NetworkMethods
{
    /// <summary>Returns true if a class may have such a method. A class of this project is known by its syntax alone.</summary>
    public static bool MayHave(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (IsMarked(type, cancellation))
            return true;
        bool IsMarkedBase(INamedTypeSymbol parent) => parent.DeclaringSyntaxReferences.IsEmpty
            ? Marked(parent, Names.Loss).Concat(Marked(parent, Names.Inference)).Any()
            : IsMarked(parent, cancellation);
        return type.BaseType is { SpecialType: not SpecialType.System_Object } && InheritedParameters.Bases(type).Any(IsMarkedBase);
    }

    /// <summary>Returns the methods of a class itself that have an attribute.</summary>
    public static IEnumerable<IMethodSymbol> Marked(INamedTypeSymbol type, string attribute) =>
        type.GetMembers().OfType<IMethodSymbol>()
            .Where(m => m.MethodKind == MethodKind.Ordinary && m.Attribute(attribute) is not null && Declarations.IsOwn(m));

    /// <summary>Returns the losses of a class. A loss of the class takes the place of an inherited one.</summary>
    public static IMethodSymbol[] FindLosses(INamedTypeSymbol type) => InheritedParameters.Bases(type)
        .Prepend(type)
        .Select(t => Marked(t, Names.Loss).ToArray())
        .FirstOrDefault(found => found.Length > 0) ?? [];

    /// <summary>
    /// Returns the methods that get a form for batches. A member of the class takes the place of an inherited method with its name, and
    /// private methods are not inherited.
    /// </summary>
    public static IMethodSymbol[] FindInferences(INamedTypeSymbol type)
    {
        List<IMethodSymbol> found = [.. Marked(type, Names.Inference)];
        HashSet<string> hidden = [.. Hiding(type)];
        foreach (INamedTypeSymbol parent in Declarations.Bases(type).TakeWhile(b => b.Attribute(Names.Optimize) is null))
        {
            if (InheritedParameters.CanDeclare(parent))
            {
                found.AddRange(Marked(parent, Names.Inference)
                    .Where(m => m.DeclaredAccessibility != Accessibility.Private && !hidden.Contains(m.Name)));
            }

            hidden.UnionWith(Hiding(parent));
        }

        return [.. found];
    }

    // An unmarked method is one more overload.
    private static IEnumerable<string> Hiding(INamedTypeSymbol type) => type.GetMembers()
        .Where(m => Declarations.IsOwn(m) && (m is not IMethodSymbol || m.Attribute(Names.Inference) is not null))
        .Select(m => m.Name);

    private static bool IsMarked(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .Any(r => r.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && TokenReader.HasNetwork(declaration));
}
