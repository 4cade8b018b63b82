namespace FusedOpt;

/// <summary>A tensor of a safetensors file: its name, its type, and the place of its elements.</summary>
/// <param name="Name">The name, unique in the file.</param>
/// <param name="Type">The type of the elements.</param>
/// <param name="Shape">The dimensions, outermost first; none for a scalar.</param>
/// <param name="Begin">The offset of the first byte within the data section.</param>
/// <param name="End">The offset behind the last byte within the data section.</param>
internal sealed record TensorEntry(string Name, TensorType Type, long[] Shape, long Begin, long End)
{
    /// <summary>The number of bytes.</summary>
    public long ByteCount => End - Begin;
}
