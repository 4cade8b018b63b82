using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Model;

/// <summary>How a member holds the elements of a parameter.</summary>
/// <param name="Kind">In what.</param>
/// <param name="DType">The type of each.</param>
/// <param name="Type">The type of the member in C#.</param>
/// <param name="Item">The type of what an array, memory or tensor holds: a number, or a structure of numbers.</param>
/// <param name="ItemLength">How many numbers there are in an item.</param>
/// <param name="Rank">The number of dimensions of an array; 1 for what is none.</param>
/// <param name="Depth">How many jagged arrays are around it.</param>
internal sealed record StorageInfo(StorageKind Kind, DType DType, string Type, string Item, int ItemLength, int Rank, int Depth)
{
    /// <summary>Whether it holds a number or a few, as it stands.</summary>
    public bool IsInPlace => Kind is StorageKind.Scalar or StorageKind.Structure;

    /// <summary>What its elements are computed in.</summary>
    public ElementType Element => DType == DType.Double ? ElementType.Double : ElementType.Single;

    /// <summary>The type of its elements in C#.</summary>
    public string Keyword => DType switch
    {
        DType.Half => "global::System.Half",
        DType.Single => "float",
        _ => "double",
    };
}

/// <summary>What a member holds elements in.</summary>
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
