using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds the parameters and the submodels of a class among its fields and properties.</summary>
internal static class MemberReader
{
    private sealed record Members(EquatableArray<ParameterField> Parameters, EquatableArray<SubmodelField> Submodels);

    private static readonly ConditionalWeakTable<INamedTypeSymbol, Members> OfBases = new();

    /// <summary>Finds the parameters and the submodels of a base class. Every class that derives from the base class calls this.</summary>
    /// <remarks>Reports nothing: errors of the base class are reported at the base class.</remarks>
    public static (EquatableArray<ParameterField> Parameters, EquatableArray<SubmodelField> Submodels) ReadBase(INamedTypeSymbol type)
    {
        Members members = OfBases.GetValue(type, static t =>
        {
            (EquatableArray<ParameterField> parameters, EquatableArray<SubmodelField> submodels) = Read(t, new DiagnosticBag());
            return new(parameters, submodels);
        });
        return (members.Parameters, members.Submodels);
    }

    /// <summary>Finds the parameters and the submodels of a class, and reports its errors.</summary>
    public static (EquatableArray<ParameterField> Parameters, EquatableArray<SubmodelField> Submodels) Read(
        INamedTypeSymbol type, DiagnosticBag diagnostics)
    {
        var parameters = new List<ParameterField>();
        var submodels = new List<SubmodelField>();
        var properties = new StoredProperties(type);

        // A member that is not understood yet, or has its own error, may be the parameter that is missing.
        bool half = false;
        var names = new HashSet<string>();
        foreach (IPropertySymbol inherited in InheritedParameters.Find(type))
        {
            ParameterField? parameter = ParameterReader.Inherited(type, inherited, diagnostics);
            half |= parameter is null;
            if (parameter is not null)
                parameters.Add(parameter);
        }

        foreach (ISymbol member in type.GetMembers().Where(Declarations.IsOwn))
        {
            // The compiler tells of a name that is declared twice.
            if (member is IFieldSymbol or IPropertySymbol { IsIndexer: false } && !names.Add(member.Name))
            {
                half = true;
                diagnostics.AddCompilerError();
            }
            else if (member is IPropertySymbol property && (IsMarked(property) || properties.IsMarked(property)))
            {
                ParameterField? owned = ParameterReader.Property(type, property, diagnostics);
                half |= owned is null;
                if (owned is not null)
                    parameters.Add(owned);
            }
            else if (member is IFieldSymbol { IsStatic: true } shared)
            {
                half |= IdleReader.ReportStatic(shared, diagnostics);
            }
            else if (member is IFieldSymbol { IsImplicitlyDeclared: false } field && field.Attribute(Names.Frozen) is null)
            {
                half |= field.Type.TypeKind == TypeKind.Error | !Read(type, field, parameters, submodels, diagnostics);
            }
        }

        if (parameters.Where(p => p.IsPacked).Select(p => p.StorageInfo.DType).Distinct().Count() > 1)
        {
            ISymbol first = InheritedParameters.Member(type, parameters.First(p => p.IsPacked).Name)!;
            diagnostics.Add(
                Descriptors.OwnedParameter,
                first.Locations.FirstOrDefault(),
                first.Name,
                "the partial properties of a class share one block of memory; let all of them be float, or all double");
        }

        if (Packed(parameters) > int.MaxValue - ParameterReader.LineElements)
        {
            ISymbol last = InheritedParameters.Member(type, parameters.Last(p => p.IsPacked).Name)!;
            diagnostics.Add(
                Descriptors.ParameterShape,
                last.Locations.FirstOrDefault(),
                last.Name,
                "with those before it, it makes the block of memory that all partial properties share longer than an array can be; "
                    + "declare one of them as an array");
        }

        if (parameters.Count + submodels.Count == 0 && !half)
            diagnostics.Add(Descriptors.NoParameter, Declarations.NameLocation(type), type.Name, Absence.Reasons(type, properties));
        else if (parameters.Count + submodels.Count == 0)
            diagnostics.AddCompilerError();
        else
            properties.Report(diagnostics);
        KeyReader.Check(type, parameters, submodels, diagnostics);
        return (parameters.ToEquatableArray(), submodels.ToEquatableArray());
    }

    // Returns the number of elements of the block that partial properties share. Each property begins with a line of the cache.
    private static long Packed(List<ParameterField> parameters) =>
        parameters.Where(p => p.IsPacked).Sum(p => p.Dimensions.Aggregate(1L, (count, d) => count * d) + ParameterReader.LineElements);

    // Returns true if an attribute makes the member a parameter, or would make it one.
    private static bool IsMarked(ISymbol member) =>
        member.Attribute(Names.Parameter) is not null || member.Attribute(Names.SparseGradient) is not null;

    // The type of a fixed buffer is a pointer only for code that uses the buffer.
    private static string NameOfType(IFieldSymbol field) => field.IsFixedSizeBuffer
        ? $"fixed {Name(((IPointerTypeSymbol)field.Type).PointedAtType)}[{field.FixedSize}]"
        : Name(field.Type);

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static bool HasParameterAttribute(IFieldSymbol field) =>
        !field.GetAttributes().IsEmpty && Names.OfParameters.Any(a => field.Attribute(a) is not null);

    // Reads a field. Returns true if the field is understood.
    private static bool Read(
        INamedTypeSymbol type,
        IFieldSymbol field,
        List<ParameterField> parameters,
        List<SubmodelField> submodels,
        DiagnosticBag diagnostics)
    {
        if (StorageReader.Read(field.Type) is { } storage)
        {
            ParameterField? parameter = ParameterReader.Field(type, field, storage, diagnostics);
            if (parameter is null)
                return false;
            parameters.Add(parameter);
            if (field.DeclaredAccessibility == Accessibility.Private && !HasParameterAttribute(field))
                diagnostics.Add(Descriptors.PrivateParameter, field.Locations.FirstOrDefault(), field.Name, type.Name);
            return true;
        }

        if (SubmodelReader.Read(field) is { } submodel)
        {
            bool isMutable = submodel.Kind != SubmodelKind.One || !field.Type.IsValueType || !field.IsReadOnly;
            if (SubmodelReader.IsHalf(field))
                diagnostics.AddCompilerError();
            bool isSteady = submodel.Kind != SubmodelKind.One || !field.IsVolatile;
            if (!isSteady)
                diagnostics.Add(Descriptors.VolatileParameter, field.Locations.FirstOrDefault(), field.Name);
            if (!isMutable)
                diagnostics.Add(Descriptors.ReadOnlyParameter, field.Locations.FirstOrDefault(), field.Name);
            bool isFit = ParameterReader.IsFit(field, diagnostics) && isMutable && isSteady;
            if (isFit)
                submodels.Add(submodel);
            return isFit;
        }

        // An attribute says that the field was meant to learn.
        bool isStored = Contents.HoldNumbers(field.Type) || Contents.HoldModels(field.Type);
        if (!isStored && !HasParameterAttribute(field))
            return true;
        diagnostics.Add(
            Descriptors.UnsupportedType,
            field.Locations.FirstOrDefault(),
            field.Name,
            NameOfType(field),
            Alternative.Suggest(field),
            isStored ? "mark the field [Frozen]" : "remove the attribute");
        return false;
    }
}
