using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Model;

/// <summary>The storage of the elements of a parameter in a member.</summary>
/// <param name="Kind">The kind of storage.</param>
/// <param name="DType">The type of an element.</param>
/// <param name="Type">The type of the member in C#.</param>
/// <param name="Item">The type of the items of an array, memory or tensor: a number, or a structure of numbers.</param>
/// <param name="ItemLength">The number of numbers in an item.</param>
/// <param name="Rank">The number of dimensions of an array; 1 for other storage.</param>
/// <param name="Depth">The number of jagged arrays around the storage.</param>
internal sealed record StorageInfo(StorageKind Kind, DType DType, string Type, string Item, int ItemLength, int Rank, int Depth)
{
    /// <summary>True if the member itself consists of one number or a few numbers.</summary>
    public bool IsInPlace => Kind is StorageKind.Scalar or StorageKind.Structure;

    /// <summary>The type in which elements are computed.</summary>
    public ElementType Element => DType == DType.Double ? ElementType.Double : ElementType.Single;

    /// <summary>The type of the elements in C#.</summary>
    public string Keyword => DType switch
    {
        DType.Half => "global::System.Half",
        DType.Single => "float",
        _ => "double",
    };
}

/// <summary>The kinds of storage that a member has for elements.</summary>
internal enum StorageKind : byte
{
    /// <summary>One number.</summary>
    Scalar,

    /// <summary>A structure of numbers: a vector, a matrix, an inline array.</summary>
    Structure,

    /// <summary>An array of any rank.</summary>
    Array,

    /// <summary><c>Memory&lt;T&gt;</c>.</summary>
    Memory,

    /// <summary><c>System.Numerics.Tensors.Tensor&lt;T&gt;</c>.</summary>
    Tensor,

    /// <summary>A span that a partial property gives.</summary>
    Span,
}

/// <summary>The type of a number in memory.</summary>
internal enum DType : byte
{
    Half,
    Single,
    Double,
}
