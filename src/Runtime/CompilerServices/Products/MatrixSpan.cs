using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>A matrix in memory of the caller, row by row, to write; for generated code.</summary>
/// <typeparam name="TElement">The type of an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct MatrixSpan<TElement>
    where TElement : unmanaged
{
    /// <summary>Makes a matrix of elements.</summary>
    /// <param name="elements">The elements, row by row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="ArgumentException">There are fewer elements than the shape has, or the shape is negative.</exception>
    public MatrixSpan(Span<TElement> elements, int rows, int columns)
        : this(elements, rows, columns, columns)
    {
    }

    /// <summary>Makes a matrix of elements, between whose rows are others.</summary>
    /// <param name="elements">The elements, row by row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="stride">The distance from one row to the next, in elements.</param>
    /// <exception cref="ArgumentException">There are fewer elements than the shape has, or the shape is negative.</exception>
    public MatrixSpan(Span<TElement> elements, int rows, int columns, int stride)
    {
        MatrixShape.Check(elements.Length, rows, columns, stride);
        First = ref MemoryMarshal.GetReference(elements);
        (Rows, Columns, Stride) = (rows, columns, stride);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    internal readonly ref TElement First;

    internal int Stride { get; }

    /// <summary>Returns true if a matrix has an element in this memory, or between its rows.</summary>
    internal bool Overlaps(ReadOnlyMatrixSpan<TElement> other)
    {
        nint distance = Unsafe.ByteOffset(ref First, ref other.First) / Unsafe.SizeOf<TElement>();
        return distance < (Rows - 1L) * Stride + Columns && -distance < other.Extent;
    }
}

/// <summary>A matrix in memory of the caller, or its transpose, to read; for generated code.</summary>
/// <typeparam name="TElement">The type of an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ReadOnlyMatrixSpan<TElement>
    where TElement : unmanaged
{
    /// <inheritdoc cref="MatrixSpan{TElement}(Span{TElement}, int, int)"/>
    public ReadOnlyMatrixSpan(ReadOnlySpan<TElement> elements, int rows, int columns)
        : this(elements, rows, columns, columns)
    {
    }

    /// <inheritdoc cref="MatrixSpan{TElement}(Span{TElement}, int, int, int)"/>
    public ReadOnlyMatrixSpan(ReadOnlySpan<TElement> elements, int rows, int columns, int stride)
    {
        MatrixShape.Check(elements.Length, rows, columns, stride);
        First = ref MemoryMarshal.GetReference(elements);
        (Rows, Columns, RowStride, ColumnStride) = (rows, columns, stride, 1);
    }

    private ReadOnlyMatrixSpan(ref TElement first, int rows, int columns, int rowStride, int columnStride)
    {
        First = ref first;
        (Rows, Columns, RowStride, ColumnStride) = (rows, columns, rowStride, columnStride);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The transpose, in the same memory.</summary>
    [SuppressMessage("Naming", "CA1704", Justification = "The name of the transpose in the field.")]
    public ReadOnlyMatrixSpan<TElement> T => new(ref First, Columns, Rows, ColumnStride, RowStride);

    internal readonly ref TElement First;

    internal int RowStride { get; }

    internal int ColumnStride { get; }

    /// <summary>Returns some of the rows.</summary>
    internal ReadOnlyMatrixSpan<TElement> RowRange(int first, int rows) =>
        new(ref Unsafe.Add(ref First, (nint)first * RowStride), rows, Columns, RowStride, ColumnStride);

    /// <summary>The number of elements from the first to the last, with those between rows.</summary>
    internal long Extent => Rows == 0 || Columns == 0 ? 0 : (Rows - 1L) * RowStride + (Columns - 1L) * ColumnStride + 1;

    /// <summary>Reads a matrix that is written elsewhere.</summary>
    public static implicit operator ReadOnlyMatrixSpan<TElement>(MatrixSpan<TElement> matrix) =>
        new(ref matrix.First, matrix.Rows, matrix.Columns, matrix.Stride, 1);
}
