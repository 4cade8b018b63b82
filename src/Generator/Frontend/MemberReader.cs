using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds the parameters of a class, and the models within it, among its fields and properties.</summary>
internal static class MemberReader
{
    public static (EquatableArray<ParameterField> Parameters, EquatableArray<PartField> Parts) Read(INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        var parameters = new List<ParameterField>();
        var parts = new List<PartField>();

        // A member that is not understood yet, or has its own error, may be the parameter that is missing.
        bool half = false;
        foreach (ISymbol member in type.GetMembers().Where(Declarations.IsOwn))
        {
            if (member is IPropertySymbol property && IsMarked(property))
            {
                ParameterField? owned = ParameterReader.Property(type, property, diagnostics);
                half |= owned is null;
                if (owned is not null)
                    parameters.Add(owned);
            }
            else if (member is IPropertySymbol { IsStatic: false } other && IsStored(type, other) && other.Attribute(Names.Frozen) is null && PartReader.HoldsModels(other.Type))
            {
                diagnostics.Add(Descriptors.ModelInProperty, other.Locations.FirstOrDefault(), other.Name, type.Name);
            }
            else if (member is IFieldSymbol { IsStatic: false, IsConst: false, IsImplicitlyDeclared: false } field && field.Attribute(Names.Frozen) is null)
            {
                half |= field.Type.TypeKind == TypeKind.Error | !Read(type, field, parameters, parts, diagnostics);
            }
        }

        if (parameters.Where(p => p.IsPacked).Select(p => p.Holding.Number).Distinct().Count() > 1)
        {
            ISymbol first = type.GetMembers(parameters.First(p => p.IsPacked).Name)[0];
            diagnostics.Add(Descriptors.OwnedParameter, first.Locations.FirstOrDefault(), first.Name, "the partial properties of a class share one block of memory; let all of them be float, or all double");
        }

        if (parameters.Count + parts.Count == 0 && !half)
            diagnostics.Add(Descriptors.NoParameter, Declarations.NameLocation(type), type.Name);
        else if (parameters.Count + parts.Count == 0)
            diagnostics.AddCompilerError();
        return (parameters.ToEquatableArray(), parts.ToEquatableArray());
    }

    // Whether an attribute makes it a parameter, or would.
    private static bool IsMarked(ISymbol member) => member.Attribute(Names.Parameter) is not null || member.Attribute(Names.SparseGradient) is not null;

    // Whether a property keeps its value itself.
    private static bool IsStored(INamedTypeSymbol type, IPropertySymbol property) =>
        type.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    // Whether the field is understood.
    private static bool Read(INamedTypeSymbol type, IFieldSymbol field, List<ParameterField> parameters, List<PartField> parts, DiagnosticBag diagnostics)
    {
        if (HoldingReader.Read(field.Type) is not null)
        {
            ParameterField? parameter = ParameterReader.Field(type, field, diagnostics);
            if (parameter is not null)
                parameters.Add(parameter);
            return parameter is not null;
        }

        if (PartReader.Read(field) is { } part)
        {
            bool isMutable = part.Kind != PartKind.One || !field.Type.IsValueType || !field.IsReadOnly;
            if (PartReader.IsHalf(field))
                diagnostics.AddCompilerError();
            bool isSteady = part.Kind != PartKind.One || !field.IsVolatile;
            if (!isSteady)
                diagnostics.Add(Descriptors.VolatileParameter, field.Locations.FirstOrDefault(), field.Name);
            if (!isMutable)
                diagnostics.Add(Descriptors.ReadOnlyParameter, field.Locations.FirstOrDefault(), field.Name);
            bool isFit = ParameterReader.IsFit(field, diagnostics) && isMutable && isSteady;
            if (isFit)
                parts.Add(part);
            return isFit;
        }

        if (!HoldingReader.HoldsNumbers(field.Type) && !PartReader.HoldsModels(field.Type))
        {
            // The attribute says that it was meant to learn.
            if (!IsMarked(field))
                return true;
        }

        diagnostics.Add(
            Descriptors.UnsupportedType, field.Locations.FirstOrDefault(), field.Name, field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        return false;
    }
}
