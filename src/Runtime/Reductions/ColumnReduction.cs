using System;
using System.ComponentModel;
using System.Numerics;

namespace FusedOpt.Reductions;

/// <summary>
/// Reductions along the columns of a matrix that is seen row by row: one double for each column, which the rows change in order. See <see cref="Tensor"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ColumnReduction
{
    private readonly Scratch<double> _scratch;
    private readonly Span<double> _columns;

    /// <summary>A reduction of no rows yet.</summary>
    /// <param name="columns">The number of columns.</param>
    /// <param name="first">What each column begins with: 0 for sums, negative infinity for the largest.</param>
    public ColumnReduction(int columns, double first)
    {
        _scratch = new(columns);
        _columns = _scratch.Span;
        _columns.Fill(first);
    }

    /// <summary>Gives its memory back.</summary>
    public void Dispose() => _scratch.Dispose();

    /// <summary>Adds elements of a row to the sums of their columns.</summary>
    /// <param name="column">The column of the first.</param>
    /// <param name="elements">The elements.</param>
    public void Add<T>(int column, ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> sums = _columns.Slice(column, elements.Length);
        for (int i = 0; i < sums.Length; i++)
            sums[i] += double.CreateChecked(elements[i]);
    }

    /// <summary>Adds their squares.</summary>
    /// <inheritdoc cref="Add"/>
    public void AddSquares<T>(int column, ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> sums = _columns.Slice(column, elements.Length);
        for (int i = 0; i < sums.Length; i++)
        {
            double element = double.CreateChecked(elements[i]);
            sums[i] += element * element;
        }
    }

    /// <summary>Puts them in the place of smaller ones.</summary>
    /// <inheritdoc cref="Add"/>
    public void Max<T>(int column, ReadOnlySpan<T> elements)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> largest = _columns.Slice(column, elements.Length);
        for (int i = 0; i < largest.Length; i++)
            largest[i] = Math.Max(largest[i], double.CreateChecked(elements[i]));
    }

    /// <summary>The sum or the largest of each column.</summary>
    public void CopyTo<T>(Span<T> results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < _columns.Length; i++)
            results[i] = T.CreateChecked(_columns[i]);
    }

    /// <summary>The mean of each column.</summary>
    public void CopyMeansTo<T>(Span<T> results, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < _columns.Length; i++)
            results[i] = T.CreateChecked(_columns[i] / rows);
    }

    /// <summary>The Euclidean norm of each column.</summary>
    public void CopyRootsTo<T>(Span<T> results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < _columns.Length; i++)
            results[i] = T.CreateChecked(Math.Sqrt(_columns[i]));
    }
}
