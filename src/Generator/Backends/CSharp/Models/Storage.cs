using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>The expressions by which code reaches the elements of a parameter in a field of the user's, for one kind of field.</summary>
internal abstract class Storage(StorageInfo storage)
{
    protected StorageInfo StorageInfo { get; } = storage;

    /// <summary>True if the field may be null, because no value has been assigned.</summary>
    public virtual bool IsReference => true;

    /// <summary>The shape of a gradient, in the words of the documentation.</summary>
    public virtual string Extent => "length";

    public static Storage Create(StorageInfo storage) => storage switch
    {
        { Kind: StorageKind.Scalar } => new ScalarStorage(storage),
        { Kind: StorageKind.Structure } => new StructureStorage(storage),
        { Kind: StorageKind.Memory } => new MemoryStorage(storage),
        { Kind: StorageKind.Tensor } => new TensorStorage(storage),
        { Rank: > 1 } => new GridStorage(storage),
        _ => new ArrayStorage(storage),
    };

    /// <summary>Returns the elements as a span.</summary>
    public abstract string Span(string value);

    /// <summary>Returns the elements as an argument of a kernel, which takes an array as it is.</summary>
    public virtual string Argument(string value) => Span(value);

    /// <summary>The method of the table of parameters that lists the parameter.</summary>
    public virtual string RowMethod => "Parameter";

    /// <summary>The type arguments that a row of the table of parameters does not infer, in brackets.</summary>
    public virtual string RowTypes => StorageInfo.ItemLength == 1 ? "" : $"<{StorageInfo.Item}, {StorageInfo.Keyword}>";

    /// <summary>Returns the value as an argument of a row of the table of parameters.</summary>
    public virtual string RowValue(string value) => value;

    /// <summary>Returns the number of elements.</summary>
    public abstract string Count(string value);

    /// <summary>Returns the numbers of rows and columns; 1 row if the type does not tell.</summary>
    public virtual (string Rows, string Columns) Extents(string value) => ("1", Count(value));

    /// <summary>Returns the expression that makes a gradient for a value that has been assigned.</summary>
    public abstract string Gradient(string value);

    /// <summary>
    /// Returns a call that demands that a value has been assigned, and makes its gradient; null if the library has no such method.
    /// </summary>
    public virtual string? Like(string name, string value) => null;

    /// <summary>
    /// Returns the statements that check that a gradient fits and note the memory of both; none if the gradient always fits.
    /// </summary>
    public virtual IReadOnlyList<string> Check(string name, string value, string gradient, string context) =>
        [$"fusedOpt::ParameterCheck.Gradient({name}, {value}, {gradient}, ref {context});"];

    /// <summary>Returns the number of elements in an array of items.</summary>
    /// <param name="length">The number of items.</param>
    protected string Times(string length) =>
        StorageInfo.ItemLength == 1 ? length : FormattableString.Invariant($"{StorageInfo.ItemLength} * {length}");

    /// <summary>Returns a span of items as a span of elements.</summary>
    protected string Elements(string items) =>
        StorageInfo.ItemLength == 1 ? items : $"fusedOpt::Elements.AsSpan<{StorageInfo.Item}, {StorageInfo.Keyword}>({items})";
}

/// <summary>One number.</summary>
internal sealed class ScalarStorage(StorageInfo storage) : Storage(storage)
{
    public override bool IsReference => false;

    public override string Extent => "";

    public override string RowTypes => "";

    public override string Span(string value) => $"fusedOpt::Elements.AsSpan(ref {value})";

    public override string RowValue(string value) => "ref " + value;

    public override string Count(string value) => "1";

    public override string Gradient(string value) => "default";

    public override IReadOnlyList<string> Check(string name, string value, string gradient, string context) => [];
}

/// <summary>A structure of numbers.</summary>
internal sealed class StructureStorage(StorageInfo storage) : Storage(storage)
{
    public override bool IsReference => false;

    public override string Extent => "";

    public override string RowTypes => $"<{StorageInfo.Item}, {StorageInfo.Keyword}>";

    public override string Span(string value) => $"fusedOpt::Elements.AsSpan<{StorageInfo.Item}, {StorageInfo.Keyword}>(ref {value})";

    public override string RowValue(string value) => "ref " + value;

    public override string Count(string value) => FormattableString.Invariant($"{StorageInfo.ItemLength}");

    public override string Gradient(string value) => "default";

    public override IReadOnlyList<string> Check(string name, string value, string gradient, string context) => [];
}

/// <summary>A one-dimensional array.</summary>
internal sealed class ArrayStorage(StorageInfo storage) : Storage(storage)
{
    public override string Span(string value) => Elements($"new global::System.Span<{StorageInfo.Item}>({value})");

    public override string Argument(string value) => StorageInfo.ItemLength == 1 ? value : Span(value);

    public override string Count(string value) => Times(value + ".Length");

    public override string Gradient(string value) => $"new {StorageInfo.Item}[{value}.Length]";

    public override string? Like(string name, string value) => $"fusedOpt::ParameterGradient.Like({name}, {value})";
}

/// <summary>An array of several dimensions.</summary>
internal sealed class GridStorage(StorageInfo storage) : Storage(storage)
{
    public override string Extent => "shape";

    // The type of the numbers, which the compiler finds out for a matrix.
    public override string RowTypes => StorageInfo.Rank == 2 ? "" : $"<{StorageInfo.Keyword}>";

    public override string Span(string value) => $"fusedOpt::Elements.AsSpan{RowTypes}({value})";

    public override string Count(string value) => value + ".Length";

    public override (string Rows, string Columns) Extents(string value) =>
        (string.Join(" * ", Lengths(value).Take(StorageInfo.Rank - 1)), Lengths(value).Last());

    public override string Gradient(string value) => $"new {StorageInfo.Item}[{string.Join(", ", Lengths(value))}]";

    public override string? Like(string name, string value) =>
        StorageInfo.Rank == 2 ? $"fusedOpt::ParameterGradient.Like({name}, {value})" : null;

    private IEnumerable<string> Lengths(string value) =>
        Enumerable.Range(0, StorageInfo.Rank).Select(d => FormattableString.Invariant($"{value}.GetLength({d})"));
}

/// <summary>A <c>Memory&lt;T&gt;</c>.</summary>
internal sealed class MemoryStorage(StorageInfo storage) : Storage(storage)
{
    public override bool IsReference => false;

    // The memory's manager may throw, so a step does not ask the manager for the span.
    public override string Span(string value) => Elements($"fusedOpt::HeldMemory.Span({value})");

    public override string Count(string value) => Times(value + ".Length");

    public override string Gradient(string value) => $"new {StorageInfo.Item}[{value}.Length]";
}

/// <summary>A <c>System.Numerics.Tensors.Tensor&lt;T&gt;</c>, whose package FusedOpt does not depend on.</summary>
internal sealed class TensorStorage(StorageInfo storage) : Storage(storage)
{
    public override string Extent => "shape";

    public override string Span(string value)
    {
        string arguments = $"ref {value}.GetPinnableReference(), {Count(value)}";
        return $"global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan({arguments})";
    }

    public override string RowMethod => "Tensor";

    public override string RowValue(string value) => Span(value);

    public override string Count(string value) => $"(int){value}.FlattenedLength";

    public override string Gradient(string value) =>
        $"global::System.Numerics.Tensors.Tensor.CreateFromShape<{StorageInfo.Keyword}>({value}.Lengths)";

    public override IReadOnlyList<string> Check(string name, string value, string gradient, string context)
    {
        string areDense = $"{value}?.IsDense == true && {gradient}?.IsDense == true";
        string lengths = $"{value}?.FlattenedLength ?? 0, {gradient}?.FlattenedLength ?? 0";
        return
        [
            $"fusedOpt::ParameterCheck.Tensor({name}, {value}, {gradient}, {areDense}, {lengths});",
            $"{context}.Note<{StorageInfo.Keyword}>({Span(value)}, {Span(gradient)});",
        ];
    }
}
