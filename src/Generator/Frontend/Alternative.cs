using System;
using System.Linq;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Suggests a replacement for a type that stores numbers or models in a form that has no step.</summary>
internal static class Alternative
{
    private const string Any = "use float, double or Half, an array, memory or vector of them, or optimized models in an array or List";

    private static readonly string[] Wrappers = ["Lazy", "Nullable", "StrongBox"];
    private static readonly string[] Windows = ["ArraySegment", "ReadOnlyMemory"];
    private static readonly string[] Vectors = ["Vector", "Vector64", "Vector128", "Vector256", "Vector512"];

    /// <summary>Returns the advice, as a clause that begins with a verb.</summary>
    public static string Suggest(IFieldSymbol field)
    {
        ITypeSymbol type = field.Type;
        if (Find(type, SubmodelReader.IsModel) is { } model)
            return $"write '{Name(model)}[]' or 'List<{Name(model)}>', or a field for each model";
        if (Contents.HoldModels(type))
            return "write a field for each model in it";
        if (!Contents.HoldNumbers(type))
            return Any;
        if (field.IsFixedSizeBuffer)
            return $"write '{Name(((IPointerTypeSymbol)type).PointedAtType)}[]'";
        if (Text(type) is { } text)
            return IsKeyed(type) ? $"write '{text}', and keep the index of each key in a dictionary" : $"write '{text}'";
        if (Find(type, t => t is ITypeParameterSymbol && Contents.IsNumber(t)) is { } parameter)
        {
            return $"write float, double or Half instead of '{Name(parameter)}', "
                + $"because the rule is compiled for one of them before '{Name(parameter)}' is known";
        }

        if (Find(type, t => t.Is("System.Numerics.Complex")) is not null)
            return "write the real and the imaginary parts as two fields of double or double[]";
        if (Find(type, IsTuple) is not null)
            return "write a field for each of its elements";
        if (Find(type, IsOwnStructure) is { } structure)
            return IsInlineArray(structure)
                ? $"make '{Name(structure)}' at least internal, because its gradient is a member of another class"
                : $"write a field for each number in it, or make '{Name(structure)}' a model itself: a partial structure marked [Optimize]";
        return Any;
    }

    // Returns the form of field that stores the same numbers; null if there is none.
    private static string? Text(ITypeSymbol type) => type switch
    {
        _ when StorageReader.Read(type) is not null => Name(type),
        { SpecialType: SpecialType.System_Decimal } => "double",
        IArrayTypeSymbol array when Text(array.ElementType) is { } item => ArrayOf(item, IsSimple(item) ? array.Rank : 1),
        IPointerTypeSymbol { PointedAtType: var item } when IsInPlace(item) => $"Memory<{Name(item)}>",
        INamedTypeSymbol { Name: "NFloat" } number when Contents.IsNumber(number) => "double",
        INamedTypeSymbol { Name: "BFloat16" } number when Contents.IsNumber(number) => "float",
        INamedTypeSymbol { Arity: 1 } wrapper when Wrappers.Contains(wrapper.Name) => Text(wrapper.TypeArguments[0]),
        INamedTypeSymbol { Arity: 1 } window when Windows.Contains(window.Name) && IsInPlace(window.TypeArguments[0]) =>
            $"Memory<{Name(window.TypeArguments[0])}>",
        INamedTypeSymbol { Arity: 1 } vector when Vectors.Contains(vector.Name) && Text(vector.TypeArguments[0]) is { } item =>
            ArrayOf(item, 1),
        INamedTypeSymbol named when Contents.Elements(named).Where(Contents.HoldNumbers).ToArray() is [var first, ..] =>
            Text(ValueOf(first) ?? first) is { } item ? ArrayOf(item, 1) : null,
        _ => null,
    };

    private static bool IsInPlace(ITypeSymbol type) => StorageReader.Read(type) is { IsInPlace: true };

    // An array of float[,] is float[][,].
    private static string ArrayOf(string item, int rank)
    {
        int at = item.IndexOf('[');
        string dimensions = "[" + new string(',', rank - 1) + "]";
        return at < 0 ? item + dimensions : item.Insert(at, dimensions);
    }

    private static bool IsSimple(string item) => item is "float" or "double" or "Half";

    private static bool IsKeyed(ITypeSymbol type) =>
        type is INamedTypeSymbol named && Contents.Elements(named).Any(e => ValueOf(e) is { } value && Contents.HoldNumbers(value));

    // Returns the type of the values that a dictionary stores under its keys; null if the element is of no dictionary.
    private static ITypeSymbol? ValueOf(ITypeSymbol element) =>
        element is INamedTypeSymbol { Name: "KeyValuePair", Arity: 2 } pair ? pair.TypeArguments[1] : null;

    private static bool IsTuple(ITypeSymbol type) => type
        is INamedTypeSymbol { IsTupleType: true }
        or INamedTypeSymbol { Name: "Tuple" or "ValueTuple" or "KeyValuePair", Arity: > 0 };

    private static bool IsOwnStructure(ITypeSymbol type) =>
        type is { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None }
        && type.Locations.Any(l => l.IsInSource)
        && Contents.HoldNumbers(type);

    private static bool IsInlineArray(ITypeSymbol type) =>
        type.Attribute("System.Runtime.CompilerServices.InlineArrayAttribute") is not null;

    // Returns the first type of a kind among a type and the types that it is made of.
    private static ITypeSymbol? Find(ITypeSymbol type, Func<ITypeSymbol, bool> isWanted) => isWanted(type) ? type : type switch
    {
        IArrayTypeSymbol array => Find(array.ElementType, isWanted),
        IPointerTypeSymbol pointer => Find(pointer.PointedAtType, isWanted),
        INamedTypeSymbol named => named.TypeArguments.Select(a => Find(a, isWanted)).FirstOrDefault(f => f is not null),
        _ => null,
    };

    private static string Name(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
