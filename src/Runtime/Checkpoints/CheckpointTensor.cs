using System.Collections.Generic;

namespace FusedOpt;

/// <summary>A tensor of a checkpoint.</summary>
/// <param name="Name">The name, unique in the file.</param>
/// <param name="Type">The type of the elements by its name in the file, such as <c>F32</c>.</param>
/// <param name="Shape">The number of elements along each dimension, outermost first; empty for a scalar.</param>
public sealed record CheckpointTensor(string Name, string Type, IReadOnlyList<long> Shape)
{
    /// <summary>Returns the name, the type and the shape: <c>head.weight F32 [10, 128]</c>.</summary>
    public override string ToString() => $"{Name} {Type} {HeaderText.Describe([.. Shape])}";
}
