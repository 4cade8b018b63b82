using System;

namespace FusedOpt.Generator.Ir;

/// <summary>The memory that a stream of elements is read from or written to.</summary>
internal enum StreamKind : byte
{
    /// <summary>The parameter.</summary>
    Parameter,

    /// <summary>The gradient of the parameter.</summary>
    Gradient,

    /// <summary>A state with a value for each element.</summary>
    State,

    /// <summary>Scratch memory for all elements, in which one sweep keeps a value for a later sweep.</summary>
    Intermediate,

    /// <summary>Scratch memory for one block of elements, from which a value is reduced.</summary>
    Block,

    /// <summary>A column-rate buffer, from whose start every row reads again.</summary>
    Column,

    /// <summary>An input of a region with a value for each element or for each column.</summary>
    Input,

    /// <summary>An output of a region with a value for each element or for each column.</summary>
    Output,
}

/// <summary>A stream: an array that a sweep goes along.</summary>
/// <param name="Kind">The memory.</param>
/// <param name="Index">
/// The number of the state, of the axis buffer, of the input or of the output, or the value that is kept; 0 for the parameter and its
/// gradient.
/// </param>
internal readonly record struct StreamId(StreamKind Kind, int Index) : IComparable<StreamId>
{
    /// <summary>The parameter.</summary>
    public static StreamId Parameter => new(StreamKind.Parameter, 0);

    /// <summary>The gradient of the parameter.</summary>
    public static StreamId Gradient => new(StreamKind.Gradient, 0);

    /// <summary>Returns the stream that an input of every element is read from.</summary>
    public static StreamId OfInput(Instruction input) => input.Op switch
    {
        Op.Parameter => Parameter,
        Op.Gradient => Gradient,
        Op.Input => Input(input.Payload.Index),
        _ => State(input.Payload.Index),
    };

    /// <summary>Returns the stream of a state.</summary>
    public static StreamId State(int state) => new(StreamKind.State, state);

    /// <summary>Returns the stream in which a value is kept for later sweeps.</summary>
    public static StreamId Intermediate(int value) => new(StreamKind.Intermediate, value);

    /// <summary>Returns the stream that holds a value for one block of elements.</summary>
    public static StreamId Block(int value) => new(StreamKind.Block, value);

    /// <summary>Returns the stream of a column-rate buffer.</summary>
    public static StreamId Column(int buffer) => new(StreamKind.Column, buffer);

    /// <summary>Returns the stream of an input of a region.</summary>
    public static StreamId Input(int input) => new(StreamKind.Input, input);

    /// <summary>Returns the stream of an output of a region.</summary>
    public static StreamId Output(int output) => new(StreamKind.Output, output);

    /// <inheritdoc/>
    public int CompareTo(StreamId other) => Kind != other.Kind ? Kind.CompareTo(other.Kind) : Index.CompareTo(other.Index);

    /// <summary>Returns the stream as text: <c>parameter</c>, <c>state 1</c>, <c>block %7</c>.</summary>
    public override string ToString() => Kind switch
    {
        StreamKind.Parameter or StreamKind.Gradient => Kind.ToString().ToLowerInvariant(),
        StreamKind.State or StreamKind.Column or StreamKind.Input or StreamKind.Output =>
            FormattableString.Invariant($"{Kind.ToString().ToLowerInvariant()} {Index}"),
        _ => FormattableString.Invariant($"{Kind.ToString().ToLowerInvariant()} %{Index}"),
    };
}
