using System;
using System.Numerics;
using FusedOpt.Networks;

namespace FusedOpt;

public static partial class Functional
{
    /// <summary>The product of two matrices: y[i, j] = ((0 + a[i, 0] b[0, j]) + a[i, 1] b[1, j]) + ..., each product rounded.</summary>
    /// <param name="a">The left factor.</param>
    /// <param name="b">The right factor, with as many rows as the left factor has columns.</param>
    /// <returns>A matrix with the rows of the left factor and the columns of the right one.</returns>
    /// <exception cref="ArgumentException">The left factor has more or fewer columns than the right factor has rows.</exception>
    public static Mat<T> MatMul<T>(Mat<T> a, Mat<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Refused.UnequalInner(a.Rows, a.Columns, b.Rows, b.Columns);
        T[] y = new T[checked(a.Rows * b.Columns)];
        for (int i = 0; i < a.Rows; i++)
        {
            for (int k = 0; k < a.Columns; k++)
            {
                for (int j = 0; j < b.Columns; j++)
                    y[i * b.Columns + j] += a[i, k] * b[k, j];
            }
        }

        return Mat<T>.Wrap(y, a.Rows, b.Columns);
    }

    /// <summary>The transpose: the rows of a matrix as columns.</summary>
    /// <param name="x">The matrix.</param>
    public static Mat<T> Transpose<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[x.Rows * x.Columns];
        for (int row = 0; row < x.Rows; row++)
        {
            for (int column = 0; column < x.Columns; column++)
                y[column * x.Rows + row] = x[row, column];
        }

        return Mat<T>.Wrap(y, x.Columns, x.Rows);
    }

    /// <summary>
    /// Scaled dot-product attention with several heads (Vaswani et al., 2017, equation 1 and section 3.2.2). Each head has its share of
    /// the columns: with q, k, v of one head, of w and u columns, <c>MatMul(Softmax(MatMul(q, Transpose(k)) * (1 / Sqrt(w))), v)</c>.
    /// </summary>
    /// <remarks>
    /// A causal row i takes no part of the rows behind it: before the softmax, its scores with keys i + 1, i + 2, ... are negative
    /// infinity, so that their weights are exactly 0. (A value there that is infinite or NaN still makes the row NaN: 0 times infinity.)
    /// </remarks>
    /// <param name="queries">A row for each result: rows x (heads * w).</param>
    /// <param name="keys">A row for each value: length x (heads * w). Causal attention has as many as queries.</param>
    /// <param name="values">A row for each key: length x (heads * u).</param>
    /// <param name="heads">The number of heads, at least 1, of which the columns are a multiple.</param>
    /// <param name="causal">True if row i attends to rows 0 to i alone.</param>
    /// <returns>A row for each query: rows x (heads * u), the heads beside each other.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, or the columns are no multiple of the heads.</exception>
    public static Mat<T> Attention<T>(Mat<T> queries, Mat<T> keys, Mat<T> values, int heads, bool causal = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Refused.Heads(queries.Columns, values.Columns, heads);
        if (queries.Columns != keys.Columns || keys.Rows != values.Rows || (causal && queries.Rows != keys.Rows))
            throw new ArgumentException(
                Refused.Text($"The queries are {queries.Rows} x {queries.Columns}, the keys {keys.Rows} x {keys.Columns} ")
                + Refused.Text($"and the values {values.Rows} x {values.Columns}: queries and keys need equally many columns, keys and ")
                + (causal ? "values equally many rows, and causal attention as many queries." : "values equally many rows."));
        int width = queries.Columns / heads, results = values.Columns / heads;
        T scale = T.CreateChecked(1 / Math.Sqrt(width));
        T[] y = new T[queries.Rows * values.Columns];
        for (int head = 0; head < heads; head++)
        {
            Mat<T> scores = MatMul(Columns(queries, head * width, width), Transpose(Columns(keys, head * width, width)));
            Mat<T> weights = Softmax((causal ? HideLater(scores) : scores) * scale);
            Mat<T> mixed = MatMul(weights, Columns(values, head * results, results));
            for (int row = 0; row < mixed.Rows; row++)
                mixed.Row(row).AsSpan().CopyTo(y.AsSpan(row * values.Columns + head * results));
        }

        return Mat<T>.Wrap(y, queries.Rows, values.Columns);
    }

    /// <summary>Attention of queries, keys and values that lie beside each other, each a third of the columns.</summary>
    /// <param name="x">The queries, the keys and the values: length x (3 * heads * w).</param>
    /// <param name="heads">The number of heads, at least 1, of which a third of the columns is a multiple.</param>
    /// <param name="causal">True if row i attends to rows 0 to i alone.</param>
    /// <returns>A row for each row: length x (heads * w), the heads beside each other.</returns>
    /// <inheritdoc cref="Attention{T}(Mat{T}, Mat{T}, Mat{T}, int, bool)"/>
    public static Mat<T> Attention<T>(Mat<T> x, int heads, bool causal = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = x.Columns / 3;
        if (width * 3 != x.Columns)
            throw new ArgumentException(
                Refused.Text($"x has {x.Columns} columns: queries, keys and values of equal width need a multiple of 3."), nameof(x));
        return Attention(Columns(x, 0, width), Columns(x, width, width), Columns(x, 2 * width, width), heads, causal);
    }

    private static Mat<T> HideLater<T>(Mat<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = scores.AsSpan().ToArray();
        for (int row = 0; row < scores.Rows; row++)
            y.AsSpan(row * scores.Columns, scores.Columns)[(row + 1)..].Fill(T.NegativeInfinity);
        return Mat<T>.Wrap(y, scores.Rows, scores.Columns);
    }

    private static Mat<T> Columns<T>(Mat<T> x, int first, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[x.Rows * count];
        for (int row = 0; row < x.Rows; row++)
            x.Row(row).AsSpan().Slice(first, count).CopyTo(y.AsSpan(row * count));
        return Mat<T>.Wrap(y, x.Rows, count);
    }
}
