using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads one parameter, and checks that its type and its attribute go together.</summary>
internal static class ParameterReader
{
    /// <summary>The most elements that an array can have.</summary>
    public const int MostElements = 0x7fffffc7;

    /// <summary>A number of elements that is larger than a cache line.</summary>
    public const int LineElements = 16;

    /// <summary>The name of the one argument of [Parameter] that is no hyperparameter.</summary>
    public const string LearningRateScale = "LearningRateScale";

    private const string NoTable =
        "it is no table of rows and columns; use float[,], or [Parameter(rows, columns)] on an array, memory or partial property";

    private const string NoDimension =
        "it says no dimension, and a span has as many elements as its dimensions say; write [Parameter(length)]";

    /// <summary>Reads a field as a parameter. Returns null if the field is no parameter or is refused.</summary>
    public static ParameterField? Field(INamedTypeSymbol type, IFieldSymbol field, StorageInfo storage, DiagnosticBag diagnostics)
    {
        if (storage.Kind is StorageKind.Scalar or StorageKind.Structure && field.IsReadOnly)
            diagnostics.Add(Descriptors.ReadOnlyParameter, Location(field), field.Name);
        else if (storage.Kind is StorageKind.Scalar or StorageKind.Structure && field.IsVolatile)
            diagnostics.Add(Descriptors.VolatileParameter, Location(field), field.Name);
        else if (WarningReader.IsForbidden(field.Type) && !WarningReader.IsObsolete(type))
            RefuseForbidden(type, field, diagnostics);
        else if (Dimensions(field) is { Length: > 0 } given && (Misfit(given) ?? Misfit(storage, field.Type)) is { } problem)
            diagnostics.Add(Descriptors.ParameterShape, Location(field), field.Name, problem);
        else if (IsSparseFit(field, storage, Dimensions(field) ?? [], diagnostics) && HasScale(field, diagnostics))
        {
            int[] dimensions = Dimensions(field) is { Length: > 0 } shape ? shape : StorageReader.Shape(field.Type);
            return Create(field, storage, dimensions, declaration: null);
        }

        return null;
    }

    /// <summary>Reads a property as a parameter. Returns null if the property is refused.</summary>
    public static ParameterField? Property(INamedTypeSymbol type, IPropertySymbol property, DiagnosticBag diagnostics)
    {
        StorageInfo? storage = StorageReader.ReadOwned(property.Type);
        int[] dimensions = Dimensions(property) ?? [];
        if (Misfit(type, property, storage) is { } misfit)
        {
            diagnostics.Add(Descriptors.OwnedParameter, Location(property), property.Name, misfit);
        }
        else if ((Misfit(dimensions) ?? OwnedMisfit(storage!, dimensions)) is { } problem)
        {
            diagnostics.Add(Descriptors.ParameterShape, Location(property), property.Name, problem);
        }
        else if (IsSparseFit(property, storage!, dimensions, diagnostics) && HasScale(property, diagnostics))
        {
            // The generated part of the property is added in any case: without it the compiler would report an error, too.
            if (property.Attribute(Names.Frozen) is not null)
            {
                const string both = "it is marked [Frozen], too; keep one of the two attributes";
                diagnostics.Add(Descriptors.OwnedParameter, Location(property), property.Name, both);
            }

            PropertyDeclaration declaration = InheritedParameters.IsDeclaration(property)
                ? InheritedParameters.Implement(property, type)
                : Declarations.Read(property);
            return Create(property, storage!, dimensions, declaration);
        }

        return null;
    }

    /// <summary>Reads a property that a base class declares and the type implements. Returns null if the property is refused.</summary>
    /// <remarks>The errors of the property are reported at the base class, once for all classes that derive from it.</remarks>
    public static ParameterField? Inherited(INamedTypeSymbol type, IPropertySymbol property, DiagnosticBag diagnostics)
    {
        ParameterField? parameter = Property(property.ContainingType, property, new DiagnosticBag());
        if (parameter is not null)
            return parameter with { Declaration = InheritedParameters.Implement(property, type) };
        if (!SymbolEqualityComparer.Default.Equals(property.ContainingAssembly, type.ContainingAssembly))
        {
            string problem = $"'{property.ContainingType.Name}' declares it in another assembly, in a form that cannot be implemented";
            diagnostics.Add(Descriptors.OwnedParameter, Declarations.NameLocation(type), property.Name, problem);
        }
        else
        {
            diagnostics.AddCompilerError();
        }

        return null;
    }

    /// <summary>Returns true if [Parameter] on a field of models sets nothing but the factor on their learning rate.</summary>
    public static bool IsFit(IFieldSymbol parts, DiagnosticBag diagnostics)
    {
        if (Dimensions(parts) is { Length: > 0 } || ArgumentReader.Read(parts, parts.Attribute(Names.Parameter)).Any())
        {
            diagnostics.Add(
                Descriptors.ParameterShape,
                Location(parts),
                parts.Name,
                $"it holds models, which have shapes and hyperparameters of their own; only {LearningRateScale} reaches into them");
            return false;
        }

        if (parts.Attribute(Names.SparseGradient) is not null)
        {
            diagnostics.Add(Descriptors.SparseGradient, Location(parts), parts.Name, "it holds models; mark their tables");
            return false;
        }

        return HasScale(parts, diagnostics);
    }

    private static ParameterField Create(ISymbol member, StorageInfo storage, int[] dimensions, PropertyDeclaration? declaration)
    {
        AttributeData? attribute = member.Attribute(Names.Parameter);
        return new(
            member.Name,
            storage,
            dimensions.ToEquatableArray(),
            ArgumentReader.Read(member, attribute).Select(a => a.Value).ToEquatableArray(),
            Scale(member) ?? 1,
            declaration,
            member.DeclaredAccessibility == Accessibility.Public,
            member is IFieldSymbol { NullableAnnotation: NullableAnnotation.Annotated },
            HidesMember: false,
            member.Attribute(Names.SparseGradient) is not null,
            KeyReader.Read(member));
    }

    private static string? OwnedMisfit(StorageInfo storage, int[] dimensions) =>
        storage.Kind == StorageKind.Span ? (dimensions.Length == 0 ? NoDimension : null)
        : dimensions.Length > 0 ? "a single number has no dimensions; write [Parameter]"
        : null;

    // Only a table has rows that can be stepped alone.
    private static bool IsSparseFit(ISymbol member, StorageInfo storage, int[] dimensions, DiagnosticBag diagnostics)
    {
        bool isMatrix = storage.Rank == 2 || (dimensions.Length == 2 && storage.Kind != StorageKind.Tensor);
        bool isTable = storage is { Depth: 0, ItemLength: 1 } && isMatrix;
        if (isTable || member.Attribute(Names.SparseGradient) is null)
            return true;
        diagnostics.Add(Descriptors.SparseGradient, Location(member), member.Name, NoTable);
        return false;
    }

    private static int[]? Dimensions(ISymbol member) => member.Attribute(Names.Parameter)?.ConstructorArguments switch
    {
        [{ Kind: TypedConstantKind.Array } array] => array.IsNull ? [] : [.. array.Values.Select(Dimension)],
        { } given => [.. given.Select(Dimension)],
        null => null,
    };

    private static void RefuseForbidden(INamedTypeSymbol type, IFieldSymbol field, DiagnosticBag diagnostics) => diagnostics.Add(
        Descriptors.UnsupportedType,
        Location(field),
        field.Name,
        field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
        $"only obsolete code may name that type: mark '{type.Name}' [Obsolete], too",
        "mark the field [Frozen]");

    private static int Dimension(TypedConstant value) => value.Value is int dimension ? dimension : 1;

    private static string? Misfit(int[] dimensions) =>
        dimensions.Any(d => d < 1) ? $"each dimension must be at least 1, and its dimensions are {string.Join(", ", dimensions)}"
        : dimensions.Aggregate(1.0, (count, d) => count * d) > MostElements
            ? $"{string.Join(" x ", dimensions)} elements are more than an array can hold"
        : null;

    private static string? Misfit(StorageInfo storage, ITypeSymbol type)
    {
        if (storage is { Kind: StorageKind.Array or StorageKind.Memory, Rank: 1, Depth: 0 } or { Kind: StorageKind.Tensor, Depth: 0 })
            return null;
        string dimensions = storage is { Depth: 0, Rank: 1 } ? "no dimensions" : "dimensions of its own";
        return $"'{NameOf(type)}' has {dimensions}; remove those of the attribute";
    }

    private static string? Misfit(INamedTypeSymbol type, IPropertySymbol property, StorageInfo? storage)
    {
        if (property.IsStatic)
            return "it is static, and a parameter belongs to an instance";
        if (type.IsValueType || type.IsRecord)
            return "it is in a structure or record, whose copies would share its memory; declare a field, or use a class";
        if (storage is null)
            return $"its type is '{NameOf(property.Type)}'; use Span<float>, Span<double>, float or double";
        if (property is { IsAbstract: true, GetMethod: null } && InheritedParameters.IsDeclaration(property))
            return "it needs a getter";
        if (!InheritedParameters.IsDeclaration(property)
            && (property.IsIndexer || property is not { IsPartialDefinition: true, GetMethod: not null }))
            return "it must be declared partial, with a getter and without a body; or declare a field";
        if (storage.Kind == StorageKind.Span)
            return property.SetMethod is null ? null : "a span has no setter; its elements are written";
        return property.SetMethod is { IsInitOnly: false } ? null : "a single number has a getter and a setter, since each step assigns it";
    }

    private static bool HasScale(ISymbol member, DiagnosticBag diagnostics)
    {
        if (Scale(member) is not { } scale || (scale >= 0 && !double.IsInfinity(scale)))
            return true;
        string problem = $"Invalid learning rate scale: {Literals.Decimal(scale)}; LearningRateScale must be in [0, inf)";
        diagnostics.Add(Descriptors.HyperparameterOutOfRange, Location(member), problem);
        return false;
    }

    private static double? Scale(ISymbol member) => member.Attribute(Names.Parameter)?.NamedArguments
        .Where(a => a.Key == LearningRateScale)
        .Select(a => a.Value.Value as double?)
        .FirstOrDefault();

    private static string NameOf(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static Location? Location(ISymbol member) => member.Locations.FirstOrDefault();
}
