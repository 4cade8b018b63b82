using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Lowering;

/// <summary>Memory that the operations of a graph read and write.</summary>
/// <param name="Kind">The kind of memory.</param>
/// <param name="Index">
/// The number of the input or the parameter; the number of the tensor whose memory a view has; 0 for all other kinds.
/// </param>
/// <param name="Name">The name.</param>
/// <param name="Shape">The shape, for one example.</param>
/// <param name="IsBatched">True if there is one for each example.</param>
internal sealed record Tensor(TensorKind Kind, int Index, string Name, ValueShape Shape, bool IsBatched)
{
    /// <summary>The number of the loop in whose every pass the memory is written, from 1 on; 0 if in none.</summary>
    public int Loop { get; init; }

    /// <summary>The number of the loop whose passes hand the memory on, from one to the next; 0 if none does.</summary>
    public int CarriedBy { get; init; }
}

/// <summary>The kinds of memory that the operations of a graph read and write.</summary>
internal enum TensorKind : byte
{
    /// <summary>An input of the method, as the caller hands it over.</summary>
    Input,

    /// <summary>Whole numbers, as the caller hands them over.</summary>
    Indices,

    /// <summary>A parameter of the model.</summary>
    Parameter,

    /// <summary>The gradient of a parameter, which operations add to.</summary>
    ParameterGradient,

    /// <summary>Scratch memory that one operation writes.</summary>
    Scratch,

    /// <summary>Scratch memory that begins at 0 with each call, and that operations of every slice add to.</summary>
    Accumulator,

    /// <summary>The memory of another tensor, under another shape or with elements added in place.</summary>
    View,

    /// <summary>The share of an example in the mean: a number.</summary>
    Share,

    /// <summary>Memory of the caller that takes the result.</summary>
    Output,
}
