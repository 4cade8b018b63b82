using System;
using System.Collections.Generic;

namespace FusedOpt;

/// <summary>The type of a tensor's elements (dtype) in a safetensors file.</summary>
internal readonly record struct TensorType
{
    // Every dtype of the specification: files with types that no model has are read as well, up to the entry that is asked for.
    private static readonly (string Name, int Bits)[] s_table =
    [
        ("BOOL", 8), ("F4", 4), ("F6_E2M3", 6), ("F6_E3M2", 6), ("U8", 8), ("I8", 8), ("F8_E5M2", 8), ("F8_E4M3", 8), ("F8_E8M0", 8),
        ("F8_E4M3FNUZ", 8), ("F8_E5M2FNUZ", 8), ("I16", 16), ("U16", 16), ("F16", 16), ("BF16", 16), ("I32", 32), ("U32", 32), ("F32", 32),
        ("C64", 64), ("F64", 64), ("I64", 64), ("U64", 64),
    ];

    private readonly byte _row;

    private TensorType(int row) => _row = (byte)row;

    /// <summary>Every type of the specification, in its order.</summary>
    public static IReadOnlyList<TensorType> All { get; } = CreateAll();

    /// <summary>Unsigned integers of 8 bits.</summary>
    public static TensorType U8 { get; } = Parse("U8");

    /// <summary>Floating-point numbers of IEEE 754 with 16 bits.</summary>
    public static TensorType F16 { get; } = Parse("F16");

    /// <summary>The upper 16 bits of <see cref="F32"/>.</summary>
    public static TensorType BF16 { get; } = Parse("BF16");

    /// <summary>Signed integers of 32 bits.</summary>
    public static TensorType I32 { get; } = Parse("I32");

    /// <summary>Floating-point numbers of IEEE 754 with 32 bits.</summary>
    public static TensorType F32 { get; } = Parse("F32");

    /// <summary>Floating-point numbers of IEEE 754 with 64 bits.</summary>
    public static TensorType F64 { get; } = Parse("F64");

    /// <summary>Unsigned integers of 64 bits.</summary>
    public static TensorType U64 { get; } = Parse("U64");

    /// <summary>The dtype's name in the header of a file.</summary>
    public string Name => s_table[_row].Name;

    /// <summary>The number of bits of an element. Elements of less than 8 bits lie in their bytes without gaps.</summary>
    public int Bits => s_table[_row].Bits;

    /// <summary>Finds the type with a name; returns false if the specification has none.</summary>
    public static bool TryParse(ReadOnlySpan<char> name, out TensorType type)
    {
        for (int row = 0; row < s_table.Length; row++)
        {
            if (name.SequenceEqual(s_table[row].Name))
            {
                type = new(row);
                return true;
            }
        }

        type = default;
        return false;
    }

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;

    private static TensorType Parse(string name) =>
        TryParse(name, out TensorType type) ? type : throw new ArgumentException($"There is no dtype {name}.", nameof(name));

    private static TensorType[] CreateAll()
    {
        var types = new TensorType[s_table.Length];
        for (int row = 0; row < types.Length; row++)
            types[row] = new(row);
        return types;
    }
}
