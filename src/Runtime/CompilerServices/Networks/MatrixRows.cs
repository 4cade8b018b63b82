using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// Operations on the rows of matrices: copying, picking, adding in order; for generated code, which has checked indices and lengths.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MatrixRows
{
    /// <summary>Returns the elements of a table, row by row.</summary>
    public static Span<T> Elements<T>(T[,] table) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(table)), table.Length);

    /// <summary>Returns the number of rows of a table.</summary>
    /// <param name="name">The name of the table.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">The number of columns that the table must have.</param>
    /// <exception cref="ArgumentException">The table has another number of columns; nothing has changed.</exception>
    public static int Height<T>(string name, T[,] table, int columns) => table is null ? throw Missing(name)
        : table.GetLength(1) == columns ? table.GetLength(0)
        : throw new ArgumentException($"{name} has {table.GetLength(1)} columns, and the loss reads rows of {columns}.");

    /// <inheritdoc cref="Height{T}(string, T[,], int)"/>
    public static int Height<T>(string name, T[] table, int columns) => table is null ? throw Missing(name)
        : table.Length % columns == 0 ? table.Length / columns
        : throw new ArgumentException($"{name} has {table.Length} elements, and the loss reads rows of {columns}.");

    private static InvalidOperationException Missing(string name) => new($"{name} is null.");

    /// <summary>Copies rows of a table.</summary>
    /// <param name="table">The table, row by row.</param>
    /// <param name="columns">The number of columns of the table.</param>
    /// <param name="indices">The number of each row.</param>
    /// <param name="rows">Receives the rows, one after the other.</param>
    public static void Gather<T>(ReadOnlySpan<T> table, int columns, ReadOnlySpan<int> indices, Span<T> rows)
    {
        for (int i = 0; i < indices.Length; i++)
            table.Slice(indices[i] * columns, columns).CopyTo(rows.Slice(i * columns, columns));
    }

    /// <summary>Adds rows to those of a table, one after the other.</summary>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="columns">The number of columns of the table.</param>
    /// <param name="indices">The number of the row of the table to which each row is added.</param>
    /// <param name="table">The table, row by row.</param>
    public static void ScatterAdd<T>(ReadOnlySpan<T> rows, int columns, ReadOnlySpan<int> indices, Span<T> table)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < indices.Length; i++)
            Add(rows.Slice(i * columns, columns), table.Slice(indices[i] * columns, columns));
    }

    /// <summary>Reads one element of each row.</summary>
    /// <param name="matrix">The matrix, row by row.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="indices">The column of the element of each row.</param>
    /// <param name="elements">Receives the elements.</param>
    public static void Pick<T>(ReadOnlySpan<T> matrix, int columns, ReadOnlySpan<int> indices, Span<T> elements)
    {
        for (int i = 0; i < indices.Length; i++)
            elements[i] = matrix.Slice(i * columns, columns)[indices[i]];
    }

    /// <summary>Adds to one element of each row.</summary>
    /// <param name="elements">The addends, one for each row.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="indices">The column of the element of each row.</param>
    /// <param name="matrix">The matrix, row by row.</param>
    public static void AddPicked<T>(ReadOnlySpan<T> elements, int columns, ReadOnlySpan<int> indices, Span<T> matrix)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < indices.Length; i++)
            matrix.Slice(i * columns, columns)[indices[i]] += elements[i];
    }

    /// <summary>Copies each of several vectors into every row of a matrix of its own.</summary>
    /// <param name="vectors">The vectors, one after the other.</param>
    /// <param name="rows">The number of rows of each matrix.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="matrices">Receives the matrices, one after the other.</param>
    public static void Repeat<T>(ReadOnlySpan<T> vectors, int rows, int columns, Span<T> matrices)
    {
        for (int i = 0; i * columns < vectors.Length; i++)
        {
            for (int row = 0; row < rows; row++)
                vectors.Slice(i * columns, columns).CopyTo(matrices.Slice((i * rows + row) * columns, columns));
        }
    }

    /// <summary>Sums the rows of each of several matrices, from 0 on, one after the other.</summary>
    /// <param name="matrices">The matrices, one after the other.</param>
    /// <param name="rows">The number of rows of each matrix.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="vectors">Receives the sums, one after the other.</param>
    public static void Sum<T>(ReadOnlySpan<T> matrices, int rows, int columns, Span<T> vectors)
        where T : unmanaged, INumberBase<T>
    {
        vectors.Clear();
        for (int i = 0; i * columns < vectors.Length; i++)
        {
            for (int row = 0; row < rows; row++)
                Add(matrices.Slice((i * rows + row) * columns, columns), vectors.Slice(i * columns, columns));
        }
    }

    /// <summary>Adds rows to one, one after the other.</summary>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="sum">The row that is added to.</param>
    public static void AddRows<T>(ReadOnlySpan<T> rows, int columns, Span<T> sum)
        where T : unmanaged, INumberBase<T>
    {
        for (int first = 0; rows.Length - first > 0; first += columns)
            Add(rows.Slice(first, columns), sum);
    }

    /// <summary>Transposes each of several matrices.</summary>
    /// <param name="matrices">The matrices, one after the other.</param>
    /// <param name="rows">The number of rows of each matrix.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="transposes">Receives the transposes, one after the other.</param>
    public static void Transpose<T>(ReadOnlySpan<T> matrices, int rows, int columns, Span<T> transposes)
    {
        for (int first = 0; matrices.Length - first > 0; first += rows * columns)
        {
            for (int row = 0; row < rows; row++)
            {
                for (int column = 0; column < columns; column++)
                    transposes[first + column * rows + row] = matrices[first + row * columns + column];
            }
        }
    }

    /// <summary>Copies columns of one matrix into another with as many rows.</summary>
    /// <param name="from">The matrix that is read, from the first column that is read on.</param>
    /// <param name="fromColumns">The number of columns of the matrix that is read.</param>
    /// <param name="to">The matrix that is written, from the first column that is written on.</param>
    /// <param name="toColumns">The number of columns of the matrix that is written.</param>
    /// <param name="columns">The number of columns that are copied.</param>
    public static void CopyColumns<T>(ReadOnlySpan<T> from, int fromColumns, Span<T> to, int toColumns, int columns)
    {
        int rows = (to.Length + toColumns - columns) / toColumns;
        for (int row = 0; row < rows; row++)
            from.Slice(row * fromColumns, columns).CopyTo(to[(row * toColumns)..]);
    }

    /// <summary>Adds a span to another, element by element.</summary>
    /// <param name="addends">The addends.</param>
    /// <param name="sum">The span that is added to, of the same length.</param>
    public static void Add<T>(ReadOnlySpan<T> addends, Span<T> sum)
        where T : unmanaged, INumberBase<T>
    {
        int i = 0;
        for (; Vector<T>.IsSupported && sum.Length - i >= Vector<T>.Count; i += Vector<T>.Count)
            (new Vector<T>(sum[i..]) + new Vector<T>(addends[i..])).CopyTo(sum[i..]);
        for (; i < sum.Length; i++)
            sum[i] += addends[i];
    }
}
