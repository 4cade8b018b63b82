using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>
/// Searches a type for values that are stored in it: in the elements of collections, in fields of structures, in tuples and wrappers.
/// </summary>
/// <remarks>
/// A type argument alone says nothing: Func&lt;float&gt; and Task&lt;float&gt; store no number that could learn. So a generic type is
/// judged by its members. Of classes in other assemblies only public members count, since reference assemblies have no others.
/// </remarks>
internal sealed class Contents
{
    // Generic types can contain themselves with ever longer arguments.
    private const int MostTypes = 256;

    private readonly Func<ITypeSymbol, bool> _isWanted;
    private readonly bool _isEnumerableEnough;
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);

    private Contents(Func<ITypeSymbol, bool> isWanted, bool isEnumerableEnough) =>
        (_isWanted, _isEnumerableEnough) = (isWanted, isEnumerableEnough);

    /// <summary>Returns true if values of the type store floating-point numbers.</summary>
    public static bool HoldNumbers(ITypeSymbol type) => new Contents(IsNumber, isEnumerableEnough: false).IsHeldBy(type);

    /// <summary>Returns true if values of the type store models.</summary>
    /// <remarks>Models behind IEnumerable count, numbers behind it do not: such numbers are data more often than parameters.</remarks>
    public static bool HoldModels(ITypeSymbol type) => new Contents(SubmodelReader.IsModel, isEnumerableEnough: true).IsHeldBy(type);

    /// <summary>Returns true if the type is a floating-point number of any kind, or a type parameter that stands for one.</summary>
    public static bool IsNumber(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal } => true,
        ITypeParameterSymbol parameter => IsNumber(parameter, depth: 0),
        INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Struct } structure => IsNumeric(structure),
        _ => false,
    };

    /// <summary>Returns the element types that a collection declares; empty for other types.</summary>
    public static IEnumerable<ITypeSymbol> Elements(INamedTypeSymbol type, bool isEnumerableEnough = false)
    {
        bool IsCollection(INamedTypeSymbol i) =>
            i.IsGeneric("System.Collections.Generic", "ICollection")
            || i.IsGeneric("System.Collections.Generic", "IReadOnlyCollection")
            || isEnumerableEnough && i.IsGeneric("System.Collections.Generic", "IEnumerable");
        return type.AllInterfaces.Append(type).Where(IsCollection).Select(i => i.TypeArguments[0]);
    }

    private static bool IsNumber(ITypeParameterSymbol parameter, int depth) => depth < 16 && parameter.ConstraintTypes.Any(c => c switch
    {
        ITypeParameterSymbol other => IsNumber(other, depth + 1),
        INamedTypeSymbol named => IsNumeric(named),
        _ => false,
    });

    // Integers are numbers, too, but cannot be parameters.
    private static bool IsNumeric(INamedTypeSymbol type)
    {
        bool isNumeric = false;
        foreach (INamedTypeSymbol implemented in type.AllInterfaces.Append(type))
        {
            if (implemented.IsGeneric("System.Numerics", "IBinaryInteger") || implemented.IsGeneric("System.Numerics", "IUnsignedNumber"))
                return false;
            isNumeric |= implemented.IsGeneric("System.Numerics", "INumberBase");
        }

        return isNumeric;
    }

    private bool IsHeldBy(ITypeSymbol? type)
    {
        if (type is null
            || type.SpecialType is (>= SpecialType.System_Enum and <= SpecialType.System_UInt64) or SpecialType.System_String
            || _seen.Count > MostTypes
            || !_seen.Add(type))
            return false;
        return _isWanted(type) || type switch
        {
            IArrayTypeSymbol array => IsHeldBy(array.ElementType),
            IPointerTypeSymbol pointer => IsHeldBy(pointer.PointedAtType),
            INamedTypeSymbol
            {
                SpecialType: SpecialType.None,
                TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface,
            } named => IsHeldByMembers(named),
            _ => false,
        };
    }

    private bool IsHeldByMembers(INamedTypeSymbol type)
    {
        if (Elements(type, _isEnumerableEnough).Any(IsHeldBy))
            return true;
        if (type.TypeKind == TypeKind.Interface || (type.TypeKind == TypeKind.Class && !type.IsGenericType) || PassesOn(type))
            return false;

        // The numbers of a schedule are rates.
        if (type.AllInterfaces.Any(i => i.Is(Names.ISchedule)))
            return false;
        bool isOurs = type.Locations.Any(l => l.IsInSource);
        foreach (ISymbol member in Declarations.Bases(type).Prepend(type).SelectMany(t => t.GetMembers()).Where(m => !m.IsStatic))
        {
            bool holds = member switch
            {
                IFieldSymbol field =>
                    (isOurs || type.IsValueType || field.DeclaredAccessibility == Accessibility.Public) && IsHeldBy(field.Type),
                IPropertySymbol { DeclaredAccessibility: Accessibility.Public } property =>
                    Shows(type, property) && IsHeldBy(property.Type),
                _ => false,
            };
            if (holds)
                return true;
        }

        return false;
    }

    // A wrapper shows the value that it wraps. Another structure may compute the property, unless the property can be set.
    private static bool Shows(INamedTypeSymbol type, IPropertySymbol property) =>
        property is { GetMethod: not null, OriginalDefinition.Type: var declared }
        && (declared is IArrayTypeSymbol or ITypeParameterSymbol || declared.IsValueType || SubmodelReader.IsModel(declared))
        && (type.IsGenericType ? !SymbolEqualityComparer.Default.Equals(property.Type, declared) : property.SetMethod is not null);

    // Returns true for tasks, channels and values of threads.
    private static bool PassesOn(INamedTypeSymbol type)
    {
        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }
}
