using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FusedOpt.Generator.Frontend;

/// <summary>Tells why members of a class that look like parameters are no parameters.</summary>
internal static class Absence
{
    private const int MostReasons = 3;

    /// <summary>Returns a clause after a colon that names the first such members; empty if there are no such members.</summary>
    public static string Reasons(INamedTypeSymbol type, StoredProperties properties)
    {
        IEnumerable<string> all = Own(type, properties).Concat(Captured(type)).Concat(Inherited(type)).Concat(Integers(type));
        string[] reasons = [.. all.Take(MostReasons)];
        return reasons.Length == 0 ? "" : ": " + DocumentationText.List(reasons);
    }

    private static IEnumerable<string> Own(INamedTypeSymbol type, StoredProperties properties)
    {
        HashSet<ISymbol> stored = new(properties.PassedOver, SymbolEqualityComparer.Default);
        foreach (ISymbol member in type.GetMembers().Where(m => !m.IsImplicitlyDeclared && Declarations.IsOwn(m)))
        {
            string? reason = member switch
            {
                IPropertySymbol property when properties.IsFrozen(property) => "is [Frozen]",
                IPropertySymbol property when stored.Contains(property) =>
                    StoredProperties.IsPositional(property) ? "is a property of a positional record" : "is a property",
                IFieldSymbol field => Reason(field),
                _ => null,
            };
            if (reason is not null)
                yield return $"'{member.Name}' {reason}";
        }
    }

    private static string? Reason(IFieldSymbol field)
    {
        if (Unbound(field.Type) is { } parameter)
            return $"is of type '{Name(field.Type)}', and '{parameter.Name}' may be no number";
        if (Unmarked(field.Type) is { } unmarked)
            return $"is of class '{unmarked.Name}', which is not marked [Optimize]";
        return !Contents.HoldNumbers(field.Type) && !Contents.HoldModels(field.Type) ? null
            : field.IsConst ? "is a constant"
            : field.IsStatic ? "is static"
            : field.Attribute(Names.Frozen) is not null ? "is [Frozen]"
            : null;
    }

    // Parameters of a primary constructor are in scope like fields.
    private static IEnumerable<string> Captured(INamedTypeSymbol type) => type.IsRecord ? [] : type.InstanceConstructors
        .Where(c => c.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax))
        .SelectMany(c => c.Parameters)
        .Where(p => Contents.HoldNumbers(p.Type) || Contents.HoldModels(p.Type))
        .Select(p => $"'{p.Name}' is a parameter of the constructor");

    private static IEnumerable<string> Inherited(INamedTypeSymbol type) => Declarations.Bases(type)
        .Where(b => b.Attribute(Names.Optimize) is null)
        .SelectMany(b => b.GetMembers().OfType<IFieldSymbol>()
            .Where(f => f is { IsStatic: false, IsImplicitlyDeclared: false }
                && f.DeclaredAccessibility != Accessibility.Private
                && Contents.HoldNumbers(f.Type))
            .Select(f => $"'{f.Name}' is inherited from '{b.Name}', which is not marked [Optimize]"));

    private static IEnumerable<string> Integers(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>()
        .Where(f => f is { IsStatic: false, IsImplicitlyDeclared: false } && IsInteger(Element(f.Type)))
        .Select(f => $"'{f.Name}' is of type '{Name(f.Type)}', which is not floating-point");

    private static bool IsInteger(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    private static ITypeParameterSymbol? Unbound(ITypeSymbol type) =>
        Element(type) is ITypeParameterSymbol { IsReferenceType: false } parameter
        && !Contents.IsNumber(parameter)
        && !SubmodelReader.IsModel(parameter)
            ? parameter
            : null;

    private static INamedTypeSymbol? Unmarked(ITypeSymbol type) =>
        Element(type) is INamedTypeSymbol { TypeKind: TypeKind.Class } named
        && named.Locations.Any(l => l.IsInSource)
        && !SubmodelReader.IsModel(named)
        && named.GetMembers().OfType<IFieldSymbol>().Any(IsStoredNumber)
            ? named
            : null;

    private static bool IsStoredNumber(IFieldSymbol field) =>
        !field.IsStatic && field.DeclaredAccessibility != Accessibility.Private && StorageReader.Read(field.Type) is not null;

    private static ITypeSymbol Element(ITypeSymbol type) => type is IArrayTypeSymbol array ? Element(array.ElementType) : type;

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
