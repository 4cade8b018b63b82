using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Finds the fields that hold other optimized models.</summary>
internal static class SubmodelReader
{
    /// <summary>Reads the models that a field holds. Returns null if the field holds no models.</summary>
    public static SubmodelField? Read(IFieldSymbol field)
    {
        (SubmodelKind kind, ITypeSymbol submodel, bool isNullable) = field.Type switch
        {
            IArrayTypeSymbol { IsSZArray: true } array => (SubmodelKind.Array, array.ElementType, IsNullable(array)),
            INamedTypeSymbol named when IsList(named) => (SubmodelKind.List, named.TypeArguments[0], IsNullable(named)),
            _ => (SubmodelKind.One, field.Type, false),
        };
        if (!IsModel(submodel))
            return null;
        return new(
            field.Name,
            kind,
            submodel.IsValueType,
            isNullable,
            IsNullable(submodel),
            Scale(field, submodel),
            SumReader.GradientsOf(submodel, field.ContainingType),
            field.DeclaredAccessibility == Accessibility.Public,
            HidesMember: false,
            KeyReader.Read(field));
    }

    /// <summary>Returns the type of the models that a field holds.</summary>
    public static ITypeSymbol Model(IFieldSymbol field) => field.Type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol named when IsList(named) => named.TypeArguments[0],
        var other => other,
    };

    /// <summary>Returns the class of the optimized models that an array or a list holds; null if the type holds none.</summary>
    public static (INamedTypeSymbol Type, bool IsList)? FindSeveral(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true, ElementType: INamedTypeSymbol element } when IsOptimized(element) => (element, false),
        INamedTypeSymbol named when IsList(named) && named.TypeArguments[0] is INamedTypeSymbol item && IsOptimized(item) => (item, true),
        _ => null,
    };

    /// <summary>Returns true if values of the type are models.</summary>
    public static bool IsModel(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => parameter.ConstraintTypes.Any(IsModel),
        INamedTypeSymbol { TypeKind: TypeKind.Interface } =>
            type.Is(Names.Optimizable) || type.AllInterfaces.Any(i => i.Is(Names.Optimizable)),
        INamedTypeSymbol named => IsOptimized(named) || named.AllInterfaces.Any(i => i.Is(Names.Optimizable)),
        _ => false,
    };

    /// <summary>Returns true if the class of a field's models has an error, so that its instances are no models yet.</summary>
    public static bool IsHalf(IFieldSymbol field)
    {
        ITypeSymbol type = field.Type switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { Arity: 1 } named => named.TypeArguments[0],
            var other => other,
        };
        return type is INamedTypeSymbol model
            && model.Attribute(Names.Optimize) is not null
            && !model.DeclaringSyntaxReferences.IsEmpty
            && !TargetReader.CanBeExtended(model.OriginalDefinition, new DiagnosticBag());
    }

    // Returns the learning rate scale of the models; NaN if they have a learning rate of their own.
    private static double Scale(IFieldSymbol field, ITypeSymbol submodel)
    {
        KeyValuePair<string, TypedConstant>? scale = field.Attribute(Names.Parameter)?.NamedArguments
            .Where(a => a.Key == ParameterReader.LearningRateScale)
            .Select(a => (KeyValuePair<string, TypedConstant>?)a)
            .FirstOrDefault();
        if (scale?.Value.Value is double given)
            return given;
        return HasOwnLearningRate(submodel) || ScheduleReader.IsScheduled(submodel as INamedTypeSymbol) ? double.NaN : 1;
    }

    private static bool IsList(INamedTypeSymbol type) => type.IsGeneric("System.Collections.Generic", "List");

    private static bool IsOptimized(INamedTypeSymbol type) =>
        Declarations.Bases(type).Prepend(type).Any(t => t.Attribute(Names.Optimize) is not null);

    private static bool HasOwnLearningRate(ITypeSymbol type) =>
        type.Attribute(Names.Optimize)?.NamedArguments.Any(a => a.Key == "LearningRate")
        ?? (type.BaseType is { } parent && HasOwnLearningRate(parent));

    private static bool IsNullable(ITypeSymbol type) => type.NullableAnnotation == NullableAnnotation.Annotated;
}
