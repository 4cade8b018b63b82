using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;

namespace FusedOpt.Generator.Lowering;

/// <summary>One operation of a graph; tensors are named by their numbers.</summary>
internal abstract record TensorOperation
{
    /// <summary>The tensors that the operation reads.</summary>
    public abstract IEnumerable<int> Reads { get; }

    /// <summary>The tensors that the operation writes or adds to.</summary>
    public abstract IEnumerable<int> Writes { get; }

    /// <summary>The number of the call around the operation whose values are computed again for the gradient; 0 for none.</summary>
    public int Checkpoint { get; init; }

    /// <summary>Returns the operation on other tensors.</summary>
    /// <param name="map">Returns the number of the tensor in the place of another.</param>
    public abstract TensorOperation Renamed(Func<int, int> map);
}

/// <summary>Computes values of rows from values of rows.</summary>
/// <param name="Region">The computation.</param>
/// <param name="Inputs">The tensor of each input.</param>
/// <param name="Outputs">The tensor of each output; outputs at rates Column and Tensor are added to the tensor.</param>
/// <param name="Shape">The shape of the matrix of one example.</param>
/// <param name="IsBatched">True if the matrix has the rows of every example.</param>
internal sealed record RegionOperation(
    Program Region, EquatableArray<int> Inputs, EquatableArray<int> Outputs, ValueShape Shape, bool IsBatched) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => Inputs;

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => Outputs;

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { Inputs = Inputs.Select(map), Outputs = Outputs.Select(map) };
}

/// <summary>Computes y = bias + x W^T.</summary>
internal sealed record LinearOperation(int X, int Weight, int? Bias, int Y) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => Bias is { } bias ? [X, Weight, bias] : [X, Weight];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Y];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) =>
        this with { X = map(X), Weight = map(Weight), Bias = Bias is { } bias ? map(bias) : null, Y = map(Y) };
}

/// <summary>Computes x' = y' W, the gradient of the input of a linear operation.</summary>
internal sealed record LinearInputGradientOperation(int YGradient, int Weight, int XGradient) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [YGradient, Weight];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [XGradient];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) =>
        this with { YGradient = map(YGradient), Weight = map(Weight), XGradient = map(XGradient) };
}

/// <summary>Adds W' += y'^T x, the gradient of the weights of a linear operation.</summary>
internal sealed record LinearWeightGradientOperation(int YGradient, int X, int WeightGradient) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [YGradient, X];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [WeightGradient];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) =>
        this with { YGradient = map(YGradient), X = map(X), WeightGradient = map(WeightGradient) };
}

/// <summary>Computes the products of matrices of an example, one for each head.</summary>
/// <param name="Left">The left factors.</param>
/// <param name="Right">The right factors.</param>
/// <param name="Y">The products.</param>
/// <param name="Form">The places of the matrices.</param>
/// <param name="Clears">True if all other elements of the tensor of the products are set to 0.</param>
internal sealed record MatMulOperation(int Left, int Right, int Y, ProductForm Form, bool Clears) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [Left, Right];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Y];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { Left = map(Left), Right = map(Right), Y = map(Y) };
}

/// <summary>Transposes a matrix.</summary>
internal sealed record TransposeOperation(int X, int Y) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [X];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Y];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { X = map(X), Y = map(Y) };
}

/// <summary>Copies rows of a table.</summary>
internal sealed record EmbeddingOperation(int Table, int Indices, int Y) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [Table, Indices];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Y];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { Table = map(Table), Indices = map(Indices), Y = map(Y) };
}

/// <summary>Adds rows to the gradient of a table.</summary>
internal sealed record EmbeddingGradientOperation(int YGradient, int Indices, int TableGradient) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [YGradient, Indices];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [TableGradient];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) =>
        this with { YGradient = map(YGradient), Indices = map(Indices), TableGradient = map(TableGradient) };
}

/// <summary>Reads one element of each row.</summary>
internal sealed record PickOperation(int X, int Indices, int Y) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [X, Indices];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Y];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { X = map(X), Indices = map(Indices), Y = map(Y) };
}

/// <summary>Adds to one element of each row, in place: the result is a view of the operand.</summary>
internal sealed record PickGradientOperation(int YGradient, int Indices, int Into, int Result) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [YGradient, Indices, Into];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Result];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) =>
        this with { YGradient = map(YGradient), Indices = map(Indices), Into = map(Into), Result = map(Result) };
}

/// <summary>Copies a vector into each row of a matrix.</summary>
internal sealed record RepeatOperation(int X, int Y) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [X];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Y];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { X = map(X), Y = map(Y) };
}

/// <summary>Sums the rows of a matrix, one after the other.</summary>
internal sealed record SumRowsOperation(int X, int Y) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [X];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Y];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { X = map(X), Y = map(Y) };
}

/// <summary>Gives a tensor another shape: the result is a view of the operand.</summary>
internal sealed record ReshapeOperation(int X, int Y) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [X];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Y];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { X = map(X), Y = map(Y) };
}

/// <summary>Copies columns of one tensor into another.</summary>
/// <param name="From">The tensor that is read.</param>
/// <param name="FromColumn">The first column that is read.</param>
/// <param name="To">The tensor that is written.</param>
/// <param name="ToColumn">The first column that is written.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="Clears">True if all other columns are set to 0.</param>
internal sealed record CopyColumnsOperation(int From, int FromColumn, int To, int ToColumn, int Columns, bool Clears) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [From];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [To];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { From = map(From), To = map(To) };
}

/// <summary>Drops elements at random.</summary>
/// <param name="X">The tensor that is read.</param>
/// <param name="Y">The tensor that is written.</param>
/// <param name="Site">The number of the dropout, on which the draws depend.</param>
/// <param name="Rate">The probability.</param>
internal sealed record DropoutOperation(int X, int Y, int Site, double Rate) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [X];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Y];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { X = map(X), Y = map(Y) };
}

/// <summary>Copies a value that is the same for every example once for each.</summary>
internal sealed record SpreadOperation(int X, int Y) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [X];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Y];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { X = map(X), Y = map(Y) };
}

/// <summary>Adds the values of all examples to one, example after example: the gradient of what is copied for each.</summary>
internal sealed record SpreadGradientOperation(int YGradient, int XGradient) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [YGradient];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [XGradient];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { YGradient = map(YGradient), XGradient = map(XGradient) };
}

/// <summary>Sets all elements to a number.</summary>
internal sealed record FillOperation(int Y, double Value) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Y];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { Y = map(Y) };
}

/// <summary>Copies a tensor.</summary>
/// <param name="X">The tensor that is read.</param>
/// <param name="Y">The tensor that is written.</param>
/// <param name="Step">The pass of a loop that the memory of a variable is of.</param>
internal sealed record CopyOperation(int X, int Y, LoopStep Step = LoopStep.None) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [X];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Y];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { X = map(X), Y = map(Y) };
}

/// <summary>The pass of a loop that the memory of a variable is of, in a copy to it or from it.</summary>
internal enum LoopStep : byte
{
    /// <summary>No variable of a loop is copied.</summary>
    None,

    /// <summary>Written before the loop: the memory of the first pass.</summary>
    First,

    /// <summary>Written at the end of a pass: the memory of the next.</summary>
    Next,

    /// <summary>Read behind the loop: the memory that the last pass has written.</summary>
    Last,
}

/// <summary>Takes operations once for each submodel of a loop.</summary>
/// <param name="Loop">The number of the loop, from 1 on.</param>
/// <param name="IsReversed">True if the last submodel comes first.</param>
/// <param name="Body">The operations of a pass.</param>
/// <param name="Carries">The variables that passes hand on: the memory at the beginning of a pass, and the value at its end.</param>
internal sealed record LoopOperation(
    int Loop, bool IsReversed, IReadOnlyList<TensorOperation> Body, EquatableArray<(int Carried, int Final)> Carries) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => Body.SelectMany(o => o.Reads);

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => Body.SelectMany(o => o.Writes);

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) =>
        this with
    {
        Body = [.. Body.Select(o => o.Renamed(map))],
        Carries = Carries.Select(c => (map(c.Carried), map(c.Final))),
    };
}

/// <summary>Adds a tensor to the gradient of a parameter.</summary>
internal sealed record AddOperation(int X, int Into) : TensorOperation
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [X];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [Into];

    /// <inheritdoc/>
    public override TensorOperation Renamed(Func<int, int> map) => this with { X = map(X), Into = map(Into) };
}
