using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds the parameters among the fields of a class.</summary>
internal static class FieldReader
{
    public static EquatableArray<ParameterField> Read(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        var parameters = new List<ParameterField>();
        bool half = false;
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(Declarations.IsOwn))
        {
            if (field.IsStatic || field.IsConst || field.IsImplicitlyDeclared || field.Attribute(Names.Frozen) is not null)
                continue;
            half |= field.Type.TypeKind == TypeKind.Error;
            Location? location = field.Locations.FirstOrDefault();
            ParameterKind kind = field.Type is not IArrayTypeSymbol array ? ParameterKind.Scalar : array.Rank == 2 ? ParameterKind.Matrix : ParameterKind.Array;
            ITypeSymbol elementType = field.Type is IArrayTypeSymbol { IsSZArray: true } or IArrayTypeSymbol { Rank: 2 } ? ((IArrayTypeSymbol)field.Type).ElementType : field.Type;
            if (Element(elementType) is not { } element)
            {
                if (HoldsNumbers(field.Type))
                {
                    half = true;
                    diagnostics.Add(Descriptors.UnsupportedType, location, field.Name, field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
                }
            }
            else if (Dimensions(field) is { } given && (kind != ParameterKind.Array || given.Rows < 1 || given.Columns < 1))
            {
                half = true;
                string problem = kind == ParameterKind.Array
                    ? FormattableString.Invariant($"a matrix has at least one row and one column, not {given.Rows} and {given.Columns}")
                    : $"only a one-dimensional array takes its shape from the attribute, and its type is '{field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'";
                diagnostics.Add(Descriptors.ParameterShape, location, field.Name, problem);
            }
            else if (field.IsReadOnly && kind == ParameterKind.Scalar)
            {
                half = true;
                diagnostics.Add(Descriptors.ReadOnlyParameter, location, field.Name);
            }
            else
            {
                bool hides = BaseMost(type).GetMembers(field.Name).Length > 0;
                (int rows, int columns) = Dimensions(field) ?? default;
                parameters.Add(new(field.Name, element, kind, rows, columns, field.DeclaredAccessibility == Accessibility.Public, hides));
            }
        }

        // A field that is not understood yet, or has its own error, may be the parameter that is missing.
        if (parameters.Count == 0 && !half)
            diagnostics.Add(Descriptors.NoParameter, Declarations.NameLocation(type), type.Name);
        else if (parameters.Count == 0)
            diagnostics.AddCompilerError();
        return parameters.ToEquatableArray();
    }

    private static (int Rows, int Columns)? Dimensions(IFieldSymbol field) =>
        field.Attribute(Names.Parameter)?.ConstructorArguments is [{ Value: int rows }, { Value: int columns }] ? (rows, columns) : null;

    private static ElementType? Element(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Single => ElementType.Single,
        SpecialType.System_Double => ElementType.Double,
        _ => null,
    };

    // A field that would be expected to learn is not passed over in silence.
    private static bool HoldsNumbers(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => HoldsNumbers(array.ElementType),
        { SpecialType: SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal } => true,
        INamedTypeSymbol { IsGenericType: true } named => named.TypeArguments.Length == 1 && HoldsNumbers(named.TypeArguments[0]),
        INamedTypeSymbol { Name: "Half", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => true,
        INamedTypeSymbol { IsValueType: true, ContainingNamespace: { Name: "Numerics", ContainingNamespace.Name: "System" } } named =>
            named.GetMembers().OfType<IFieldSymbol>().Any(f => !f.IsStatic && Element(f.Type) is not null),
        _ => false,
    };

    private static INamedTypeSymbol BaseMost(INamedTypeSymbol type) => type.BaseType is { } parent ? BaseMost(parent) : type;
}
