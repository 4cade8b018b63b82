using System;
using System.Numerics;
using FusedOpt.CompilerServices;
using FusedOpt.Networks;

namespace FusedOpt;

public static partial class Functional
{
    /// <summary>Takes a row of a table.</summary>
    /// <param name="table">The table: rows of the given width, one after the other.</param>
    /// <param name="width">The number of elements of a row, at least 1.</param>
    /// <param name="index">The row, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is less than 1, or there is no such row.</exception>
    /// <exception cref="ArgumentException">The table has no whole number of rows.</exception>
    public static Vec<float> Embedding(ReadOnlySpan<float> table, int width, int index) => TakeRow(table, width, index);

    /// <inheritdoc cref="Embedding(ReadOnlySpan{float}, int, int)"/>
    public static Vec<double> Embedding(ReadOnlySpan<double> table, int width, int index) => TakeRow(table, width, index);

    /// <inheritdoc cref="Embedding(ReadOnlySpan{float}, int, int)"/>
    public static Vec<float> Embedding(float[,] table, int width, int index) => TakeRow<float>(Elements(table, width), width, index);

    /// <inheritdoc cref="Embedding(ReadOnlySpan{float}, int, int)"/>
    public static Vec<double> Embedding(double[,] table, int width, int index) => TakeRow<double>(Elements(table, width), width, index);

    /// <summary>Takes rows of a table, in the order of their indices.</summary>
    /// <param name="table">The table: rows of the given width, one after the other.</param>
    /// <param name="width">The number of elements of a row, at least 1.</param>
    /// <param name="indices">The rows, from 0 on. A row may be taken several times.</param>
    /// <returns>A row for each index.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The width is less than 1, or there is no such row.</exception>
    /// <exception cref="ArgumentException">The table has no whole number of rows.</exception>
    public static Mat<float> Embedding(ReadOnlySpan<float> table, int width, ReadOnlySpan<int> indices) =>
        TakeRows(table, width, indices);

    /// <inheritdoc cref="Embedding(ReadOnlySpan{float}, int, ReadOnlySpan{int})"/>
    public static Mat<double> Embedding(ReadOnlySpan<double> table, int width, ReadOnlySpan<int> indices) =>
        TakeRows(table, width, indices);

    /// <inheritdoc cref="Embedding(ReadOnlySpan{float}, int, ReadOnlySpan{int})"/>
    public static Mat<float> Embedding(float[,] table, int width, ReadOnlySpan<int> indices) =>
        TakeRows<float>(Elements(table, width), width, indices);

    /// <inheritdoc cref="Embedding(ReadOnlySpan{float}, int, ReadOnlySpan{int})"/>
    public static Mat<double> Embedding(double[,] table, int width, ReadOnlySpan<int> indices) =>
        TakeRows<double>(Elements(table, width), width, indices);

    private static Span<T> Elements<T>(T[,] table, int width)
    {
        MatrixRows.Height(nameof(table), table, width);
        return MatrixRows.Elements(table);
    }

    private static Vec<T> TakeRow<T>(ReadOnlySpan<T> table, int width, int index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Refused.OutOfRange(nameof(index), -1, index, CountRows(table.Length, width), "rows");
        return new(table.Slice(index * width, width));
    }

    private static Mat<T> TakeRows<T>(ReadOnlySpan<T> table, int width, ReadOnlySpan<int> indices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = CountRows(table.Length, width);
        T[] results = new T[checked(indices.Length * width)];
        for (int i = 0; i < indices.Length; i++)
        {
            Refused.OutOfRange(nameof(indices), i, indices[i], rows, "rows");
            table.Slice(indices[i] * width, width).CopyTo(results.AsSpan(i * width));
        }

        return Mat<T>.Wrap(results, indices.Length, width);
    }

    private static int CountRows(int table, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (table % width != 0)
            throw new ArgumentException(
                Refused.Text($"The table has {table} elements: rows of {width} need a multiple of {width}."), nameof(table));
        return table / width;
    }
}
