using System;
using System.Numerics;
using FusedOpt.Networks;

namespace FusedOpt;

/// <summary>
/// An immutable matrix of numbers, row by row: a value in a <see cref="LossAttribute">loss</see>, of one example. Operators work element by
/// element, in the type of the elements, and make new matrices.
/// </summary>
/// <typeparam name="T">The type of the elements: float or double in a loss that is compiled.</typeparam>
public sealed class Mat<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _elements;

    /// <summary>A copy of the given elements.</summary>
    /// <param name="elements">The elements, row by row.</param>
    /// <param name="rows">The number of rows, at least 0.</param>
    /// <param name="columns">The number of columns, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is negative.</exception>
    /// <exception cref="ArgumentException">The number of elements is not rows * columns.</exception>
    public Mat(ReadOnlySpan<T> elements, int rows, int columns)
        : this(Checked(elements, rows, columns).ToArray(), rows, columns, isOwned: true)
    {
    }

    // The bool tells it from the constructor that copies.
    private Mat(T[] elements, int rows, int columns, bool isOwned)
    {
        _elements = isOwned ? elements : [.. elements];
        (Rows, Columns) = (rows, columns);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The element in a row and a column.</summary>
    /// <param name="row">The row, from 0 on.</param>
    /// <param name="column">The column, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public T this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
            return RowSpan(row)[column];
        }
    }

    /// <summary>A row, as a vector of as many elements as there are columns.</summary>
    /// <param name="row">The row, from 0 on.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Vec<T> Row(int row) => Vec<T>.Wrap(RowSpan(row).ToArray());

    /// <summary>The elements, row by row.</summary>
    public ReadOnlySpan<T> AsSpan() => _elements;

    /// <summary>x + y for each element.</summary>
    /// <param name="left">The first operand.</param>
    /// <param name="right">
    /// The second operand. A vector has one element for each column of the matrix, and is used for each of its rows.
    /// </param>
    /// <exception cref="ArgumentException">The shapes are not equal, or the vector's length is not the number of columns.</exception>
    public static Mat<T> operator +(Mat<T> left, Mat<T> right) => Functional.Map(static (x, y) => x + y, left, right);

    /// <inheritdoc cref="operator +(Mat{T}, Mat{T})"/>
    public static Mat<T> operator +(Mat<T> left, Vec<T> right) => left + Repeated(right, left);

    /// <inheritdoc cref="operator +(Mat{T}, Mat{T})"/>
    public static Mat<T> operator +(Mat<T> left, T right) => Functional.Map(x => x + right, left);

    /// <inheritdoc cref="operator +(Mat{T}, Mat{T})"/>
    public static Mat<T> operator +(T left, Mat<T> right) => Functional.Map(y => left + y, right);

    /// <summary>x - y for each element.</summary>
    /// <inheritdoc cref="operator +(Mat{T}, Mat{T})"/>
    public static Mat<T> operator -(Mat<T> left, Mat<T> right) => Functional.Map(static (x, y) => x - y, left, right);

    /// <inheritdoc cref="operator -(Mat{T}, Mat{T})"/>
    public static Mat<T> operator -(Mat<T> left, Vec<T> right) => left - Repeated(right, left);

    /// <inheritdoc cref="operator -(Mat{T}, Mat{T})"/>
    public static Mat<T> operator -(Mat<T> left, T right) => Functional.Map(x => x - right, left);

    /// <inheritdoc cref="operator -(Mat{T}, Mat{T})"/>
    public static Mat<T> operator -(T left, Mat<T> right) => Functional.Map(y => left - y, right);

    /// <summary>x * y for each element, which is no product of matrices.</summary>
    /// <inheritdoc cref="operator +(Mat{T}, Mat{T})"/>
    public static Mat<T> operator *(Mat<T> left, Mat<T> right) => Functional.Map(static (x, y) => x * y, left, right);

    /// <inheritdoc cref="operator *(Mat{T}, Mat{T})"/>
    public static Mat<T> operator *(Mat<T> left, Vec<T> right) => left * Repeated(right, left);

    /// <inheritdoc cref="operator *(Mat{T}, Mat{T})"/>
    public static Mat<T> operator *(Mat<T> left, T right) => Functional.Map(x => x * right, left);

    /// <inheritdoc cref="operator *(Mat{T}, Mat{T})"/>
    public static Mat<T> operator *(T left, Mat<T> right) => Functional.Map(y => left * y, right);

    /// <summary>x / y for each element.</summary>
    /// <inheritdoc cref="operator +(Mat{T}, Mat{T})"/>
    public static Mat<T> operator /(Mat<T> left, Mat<T> right) => Functional.Map(static (x, y) => x / y, left, right);

    /// <inheritdoc cref="operator /(Mat{T}, Mat{T})"/>
    public static Mat<T> operator /(Mat<T> left, Vec<T> right) => left / Repeated(right, left);

    /// <inheritdoc cref="operator /(Mat{T}, Mat{T})"/>
    public static Mat<T> operator /(Mat<T> left, T right) => Functional.Map(x => x / right, left);

    /// <inheritdoc cref="operator /(Mat{T}, Mat{T})"/>
    public static Mat<T> operator /(T left, Mat<T> right) => Functional.Map(y => left / y, right);

    /// <summary>-x for each element.</summary>
    /// <param name="operand">The operand.</param>
    public static Mat<T> operator -(Mat<T> operand) => Functional.Map(static x => -x, operand);

    /// <summary>A matrix that holds an array of rows * columns elements, which nobody else may change.</summary>
    internal static Mat<T> Wrap(T[] elements, int rows, int columns) => new(elements, rows, columns, isOwned: true);

    private static ReadOnlySpan<T> Checked(ReadOnlySpan<T> elements, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (elements.Length != (long)rows * columns)
            throw new ArgumentException(
                Refused.Text($"A matrix of {rows} x {columns} has {(long)rows * columns} elements: {elements.Length} are given."));
        return elements;
    }

    private static Mat<T> Repeated(Vec<T> row, Mat<T> shape)
    {
        Refused.UnequalColumns(shape.Rows, shape.Columns, row.Length);
        T[] elements = new T[shape._elements.Length];
        for (int i = 0; i < shape.Rows; i++)
            row.AsSpan().CopyTo(elements.AsSpan(i * shape.Columns));
        return Wrap(elements, shape.Rows, shape.Columns);
    }

    private ReadOnlySpan<T> RowSpan(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return _elements.AsSpan(row * Columns, Columns);
    }
}
