using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Ir;

/// <summary>A value of a loss, computed from earlier values, which the node names by their positions.</summary>
/// <param name="Op">The operation.</param>
/// <param name="Function">The operation on elements of a map, or the reduction; Input for all other nodes.</param>
/// <param name="Type">Element, or Bool for a condition.</param>
/// <param name="Shape">The shape, for one example.</param>
/// <param name="IsBatched">True if the value differs by example; false if it follows from parameters alone.</param>
/// <param name="Operands">The positions of the operands.</param>
/// <param name="Payload">
/// The number of the input, parameter, dropout or variable of a loop; the bits of a constant; the first column of a slice; 0 for all
/// other nodes.
/// </param>
/// <param name="Name">The variable that holds the value; null if none.</param>
internal sealed record GraphNode(
    GraphOp Op,
    Op Function,
    ScalarType Type,
    ValueShape Shape,
    bool IsBatched,
    EquatableArray<int> Operands,
    long Payload,
    string? Name)
{
    /// <summary>The number of the loop in whose every pass the value is computed, from 1 on; 0 if the value is in no loop.</summary>
    public int Loop { get; init; }

    /// <summary>The number of the call whose values are computed again for the gradient, from 1 on; 0 if the value is in none.</summary>
    public int Checkpoint { get; init; }

    /// <summary>The matrices of a product; null for all other nodes.</summary>
    public ProductForm? Form { get; init; }

    /// <summary>The function whose call has made the value; null for an operator.</summary>
    public string? Label { get; init; }

    /// <summary>The name of the value for people: that of its variable, or of the function that has made it.</summary>
    public string Title => Name ?? Identifiers.Camel(Label ?? (Op is GraphOp.Map or GraphOp.Reduce ? (object)Function : Op).ToString());
}
