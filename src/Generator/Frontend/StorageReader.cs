using System;
using System.Linq;
using System.Runtime.CompilerServices;
using FusedOpt.Generator.Model;
using Microsoft.CodeAnalysis;

namespace FusedOpt.Generator.Frontend;

/// <summary>Reads the storage of a parameter's elements from its type.</summary>
internal static class StorageReader
{
    private const string Numerics = "System.Numerics";

    private const int DeepestStructure = 16;

    // Each level is a loop within the others.
    private const int DeepestJagged = 16;

    // The largest structure that .NET loads has 1 MB.
    private const int MostItems = 1 << 19;

    /// <summary>Returns the storage of a field of the type, or null if the type stores no numbers that could be optimized.</summary>
    public static StorageInfo? Read(ITypeSymbol type)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return type switch
        {
            IArrayTypeSymbol { IsSZArray: true, ElementType: var inner }
                when Read(inner) is { Depth: < DeepestJagged } held && IsItem(held) =>
                held with { Type = Name(type), Depth = held.Depth + 1 },
            IArrayTypeSymbol array when Item(array.ElementType) is { } item && (array.IsSZArray || item.Length == 1) =>
                Create(StorageKind.Array, type, array.ElementType, item) with { Rank = array.Rank },
            INamedTypeSymbol named when named.IsGeneric("System", "Memory") => Create(StorageKind.Memory, named),
            INamedTypeSymbol named when named.IsGeneric("System.Numerics.Tensors", "Tensor") =>
                Create(StorageKind.Tensor, named) is { ItemLength: 1 } tensor ? tensor : null,
            _ when Item(type) is { } item =>
                Create(ReadDType(type) is null ? StorageKind.Structure : StorageKind.Scalar, type, type, item),
            _ => null,
        };
    }

    /// <summary>Returns the storage of a partial property: one number, or a span of numbers. Returns null for other types.</summary>
    public static StorageInfo? ReadOwned(ITypeSymbol type) => type switch
    {
        _ when ReadDType(type) is { } number and not Model.DType.Half =>
            Create(StorageKind.Scalar, type, type, (number, 1)),
        INamedTypeSymbol named when named.IsGeneric("System", "Span")
            && ReadDType(named.TypeArguments[0]) is not (null or Model.DType.Half) => Create(StorageKind.Span, named),
        _ => null,
    };

    /// <summary>Returns the shape of a matrix structure; empty for other types.</summary>
    public static int[] Shape(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { Name: "Matrix4x4" } named when IsNumerics(named) => [4, 4],
        INamedTypeSymbol { Name: "Matrix3x2" } named when IsNumerics(named) => [3, 2],
        _ => [],
    };

    // Returns true if an array of such storage is a jagged array.
    private static bool IsItem(StorageInfo held) => held.Kind is StorageKind.Array or StorageKind.Memory or StorageKind.Tensor;

    private static StorageInfo? Create(StorageKind kind, INamedTypeSymbol generic) =>
        Item(generic.TypeArguments[0]) is { } item ? Create(kind, generic, generic.TypeArguments[0], item) : null;

    private static StorageInfo Create(StorageKind kind, ITypeSymbol type, ITypeSymbol itemType, (DType DType, int Length) item) =>
        new(kind, item.DType, Name(type), Name(itemType), item.Length, Rank: 1, Depth: 0);

    // Reads a number, or a structure of nothing but numbers of one type. A structure that holds itself is an error, and has no end.
    private static (DType DType, int Length)? Item(ITypeSymbol type, int depth = 0, int most = MostItems)
    {
        if (ReadDType(type) is { } number)
            return (number, 1);
        if (depth > DeepestStructure || type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, Arity: 0 } structure)
            return null;
        IFieldSymbol[] fields = [.. structure.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic)];
        if (structure.Attribute("System.Runtime.CompilerServices.InlineArrayAttribute") is { } inline)
        {
            if (fields is not [{ Type: var element }]
                || inline.ConstructorArguments is not [{ Value: int length and > 0 }]
                || Item(element, depth + 1, most) is not { } each
                || !IsVisible(structure))
                return null;
            long count = Math.Min((long)length * each.Length, int.MaxValue);
            return count <= most ? (each.DType, (int)count) : null;
        }

        // Private fields, such as those of Complex, are not in reference assemblies.
        bool isOpen = IsNumerics(structure) && fields.All(f => f.DeclaredAccessibility == Accessibility.Public);
        (DType DType, int Length)?[] items = isOpen ? [.. fields.Select(f => Item(f.Type, depth + 1, most))] : [];
        return items.Length > 0 && items.All(i => i is not null && i.Value.DType == items[0]!.Value.DType)
            ? (items[0]!.Value.DType, items.Sum(i => i!.Value.Length))
            : null;
    }

    private static DType? ReadDType(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Single } => Model.DType.Single,
        { SpecialType: SpecialType.System_Double } => Model.DType.Double,
        _ => type.Is("System.Half") ? Model.DType.Half : null,
    };

    private static bool IsNumerics(INamedTypeSymbol type) => type.ContainingType is null && type.ContainingNamespace.Is(Numerics);

    // A gradient is a member of another class, which must see the type of the gradient.
    private static bool IsVisible(INamedTypeSymbol type) =>
        type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal
        && (type.ContainingType is null || IsVisible(type.ContainingType));

    // Most types of parameters are keywords and arrays of them, which are named here without the display of symbols.
    private static string Name(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Single } => "float",
        { SpecialType: SpecialType.System_Double } => "double",
        IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Single } => "float[]",
        IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Double } => "double[]",
        _ => DisplayName(type),
    };

    private static string DisplayName(ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
