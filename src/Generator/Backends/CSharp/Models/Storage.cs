using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>How code gets at the elements of a parameter in a field of the user's: one of these for each kind of field.</summary>
internal abstract class Storage(StorageInfo storage)
{
    protected StorageInfo StorageInfo { get; } = storage;

    /// <summary>Whether there is something to be assigned first.</summary>
    public virtual bool IsReference => true;

    /// <summary>What the shape of a gradient is said to be.</summary>
    public virtual string Likeness => ", of the same length";

    public static Storage Create(StorageInfo storage) => storage switch
    {
        { Kind: StorageKind.Scalar } => new ScalarStorage(storage),
        { Kind: StorageKind.Structure } => new StructureStorage(storage),
        { Kind: StorageKind.Memory } => new MemoryStorage(storage),
        { Kind: StorageKind.Tensor } => new TensorStorage(storage),
        { Rank: > 1 } => new GridStorage(storage),
        _ => new ArrayStorage(storage),
    };

    /// <summary>The elements as a span.</summary>
    public abstract string Span(string value);

    /// <summary>The elements as an argument: an array becomes a span by itself.</summary>
    public virtual string Argument(string value) => Span(value);

    /// <summary>The types that a row of the table of parameters does not infer, in brackets.</summary>
    public virtual string RowTypes => StorageInfo.ItemLength == 1 ? "" : $"<{StorageInfo.Item}, {StorageInfo.Keyword}>";

    /// <summary>The value as a row of the table of parameters takes it.</summary>
    public virtual string RowValue(string value) => value;

    /// <summary>How many elements there are.</summary>
    public abstract string Count(string value);

    /// <summary>How many rows and columns there are, where the type says it.</summary>
    public virtual (string Rows, string Columns) Extents(string value) => ("1", Count(value));

    /// <summary>A gradient for a value that has been assigned, as an expression.</summary>
    public abstract string Gradient(string value);

    /// <summary>Returns a call that demands that a value has been assigned and makes its gradient; null if the library has none for it.</summary>
    public virtual string? Like(string name, string value) => null;

    /// <summary>What demands that a gradient fits, and notes where both lie, as statements; none where it cannot but fit.</summary>
    public virtual IReadOnlyList<string> Check(string name, string value, string gradient, string context) => [$"fusedOpt::ParameterCheck.Gradient({name}, {value}, {gradient}, ref {context});"];

    /// <summary>How long an array of items is in elements.</summary>
    protected string Times(string length) => StorageInfo.ItemLength == 1 ? length : FormattableString.Invariant($"{StorageInfo.ItemLength} * {length}");

    /// <summary>A span of items as one of elements.</summary>
    protected string Elements(string items) => StorageInfo.ItemLength == 1 ? items : $"fusedOpt::Elements.AsSpan<{StorageInfo.Item}, {StorageInfo.Keyword}>({items})";
}

/// <summary>One number.</summary>
internal sealed class ScalarStorage(StorageInfo storage) : Storage(storage)
{
    public override bool IsReference => false;

    public override string Likeness => "";

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

    public override string Likeness => "";

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
    public override string Likeness => ", of the same shape";

    public override string RowTypes => $"<{StorageInfo.Keyword}>";

    public override string Span(string value) => $"fusedOpt::Elements.AsSpan<{StorageInfo.Keyword}>({value})";

    public override string Count(string value) => value + ".Length";

    public override (string Rows, string Columns) Extents(string value) => (string.Join(" * ", Lengths(value).Take(StorageInfo.Rank - 1)), Lengths(value).Last());

    public override string Gradient(string value) => $"new {StorageInfo.Item}[{string.Join(", ", Lengths(value))}]";

    public override string? Like(string name, string value) => StorageInfo.Rank == 2 ? $"fusedOpt::ParameterGradient.Like({name}, {value})" : null;

    private IEnumerable<string> Lengths(string value) => Enumerable.Range(0, StorageInfo.Rank).Select(d => FormattableString.Invariant($"{value}.GetLength({d})"));
}

/// <summary><c>Memory&lt;T&gt;</c>.</summary>
internal sealed class MemoryStorage(StorageInfo storage) : Storage(storage)
{
    public override bool IsReference => false;

    // Its manager may throw, and is not asked during a step.
    public override string Span(string value) => Elements($"fusedOpt::HeldMemory.Span({value})");

    public override string Count(string value) => Times(value + ".Length");

    public override string Gradient(string value) => $"new {StorageInfo.Item}[{value}.Length]";
}

/// <summary><c>System.Numerics.Tensors.Tensor&lt;T&gt;</c>, whose package FusedOpt does not depend on.</summary>
internal sealed class TensorStorage(StorageInfo storage) : Storage(storage)
{
    public override string Likeness => ", of the same shape";

    public override string Span(string value) => $"global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref {value}.GetPinnableReference(), {Count(value)})";

    public override string RowValue(string value) => Span(value);

    public override string Count(string value) => $"(int){value}.FlattenedLength";

    public override string Gradient(string value) => $"global::System.Numerics.Tensors.Tensor.CreateFromShape<{StorageInfo.Keyword}>({value}.Lengths)";

    public override IReadOnlyList<string> Check(string name, string value, string gradient, string context) =>
    [
        $"fusedOpt::ParameterCheck.Tensor({name}, {value}, {gradient}, {value}?.IsDense == true && {gradient}?.IsDense == true, {value}?.FlattenedLength ?? 0, {gradient}?.FlattenedLength ?? 0);",
        $"{context}.Note<{StorageInfo.Keyword}>({Span(value)}, {Span(gradient)});",
    ];
}
