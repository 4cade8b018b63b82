using System;
using System.Numerics;
using FusedOpt.Networks;

namespace FusedOpt;

/// <summary>
/// The functions of which a <see cref="LossAttribute">loss</see> consists, for <c>using static FusedOpt.Functional;</c>. They run as they
/// stand, for one example, with plain loops, and allocate their results. A compiled loss has the same bits in its forward pass.
/// </summary>
/// <remarks>
/// <para>
/// The compiler takes float and double. All arithmetic is in the type of the elements, in the order that a function's documentation gives,
/// each operation rounded once and none fused. Exp, Log and Tanh are those of <see cref="RuleMath"/>, and sums those of
/// <see cref="Reduce"/>: in double, in a fixed order, rounded once to the type of the elements. NaN goes where the formulas take it.
/// </para>
/// <para>
/// Functions of elements take a number, a <see cref="Vec{T}"/> or a <see cref="Mat{T}"/>; those of a row take a <see cref="Vec{T}"/>, or a
/// <see cref="Mat{T}"/> for each of its rows. Parameters are spans, row by row.
/// </para>
/// </remarks>
public static partial class Functional
{
    /// <summary>Applies a function to each element.</summary>
    /// <param name="f">The function. In a loss it is one that a rule could call.</param>
    /// <param name="x">The first argument of each call, element by element.</param>
    public static Vec<T> Map<T>(Func<T, T> f, Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vec<T>.Wrap(Apply(f, x.AsSpan()));

    /// <summary>Applies a function to the elements of two vectors.</summary>
    /// <inheritdoc cref="Map{T}(Func{T, T, T, T}, Vec{T}, Vec{T}, Vec{T})"/>
    public static Vec<T> Map<T>(Func<T, T, T> f, Vec<T> x, Vec<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Refused.UnequalLengths(x.Length, y.Length);
        return Vec<T>.Wrap(Apply(f, x.AsSpan(), y.AsSpan()));
    }

    /// <summary>Applies a function to the elements of three vectors.</summary>
    /// <param name="f">The function. In a loss it is one that a rule could call.</param>
    /// <param name="x">The first argument of each call, element by element.</param>
    /// <param name="y">The second argument of each call.</param>
    /// <param name="z">The third argument of each call.</param>
    /// <exception cref="ArgumentException">The lengths are not equal.</exception>
    public static Vec<T> Map<T>(Func<T, T, T, T> f, Vec<T> x, Vec<T> y, Vec<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Refused.UnequalLengths(x.Length, y.Length);
        Refused.UnequalLengths(x.Length, z.Length);
        return Vec<T>.Wrap(Apply(f, x.AsSpan(), y.AsSpan(), z.AsSpan()));
    }

    /// <inheritdoc cref="Map{T}(Func{T, T}, Vec{T})"/>
    public static Mat<T> Map<T>(Func<T, T> f, Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Mat<T>.Wrap(Apply(f, x.AsSpan()), x.Rows, x.Columns);

    /// <summary>Applies a function to the elements of two matrices.</summary>
    /// <inheritdoc cref="Map{T}(Func{T, T, T, T}, Mat{T}, Mat{T}, Mat{T})"/>
    public static Mat<T> Map<T>(Func<T, T, T> f, Mat<T> x, Mat<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Refused.UnequalShapes(x.Rows, x.Columns, y.Rows, y.Columns);
        return Mat<T>.Wrap(Apply(f, x.AsSpan(), y.AsSpan()), x.Rows, x.Columns);
    }

    /// <summary>Applies a function to the elements of three matrices.</summary>
    /// <param name="f">The function. In a loss it is one that a rule could call.</param>
    /// <param name="x">The first argument of each call, element by element.</param>
    /// <param name="y">The second argument of each call.</param>
    /// <param name="z">The third argument of each call.</param>
    /// <exception cref="ArgumentException">The shapes are not equal.</exception>
    public static Mat<T> Map<T>(Func<T, T, T, T> f, Mat<T> x, Mat<T> y, Mat<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Refused.UnequalShapes(x.Rows, x.Columns, y.Rows, y.Columns);
        Refused.UnequalShapes(x.Rows, x.Columns, z.Rows, z.Columns);
        return Mat<T>.Wrap(Apply(f, x.AsSpan(), y.AsSpan(), z.AsSpan()), x.Rows, x.Columns);
    }

    private static T[] Apply<T>(Func<T, T> f, ReadOnlySpan<T> x)
    {
        ArgumentNullException.ThrowIfNull(f);
        T[] results = new T[x.Length];
        for (int i = 0; i < results.Length; i++)
            results[i] = f(x[i]);
        return results;
    }

    private static T[] Apply<T>(Func<T, T, T> f, ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        ArgumentNullException.ThrowIfNull(f);
        T[] results = new T[x.Length];
        for (int i = 0; i < results.Length; i++)
            results[i] = f(x[i], y[i]);
        return results;
    }

    private static T[] Apply<T>(Func<T, T, T, T> f, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z)
    {
        ArgumentNullException.ThrowIfNull(f);
        T[] results = new T[x.Length];
        for (int i = 0; i < results.Length; i++)
            results[i] = f(x[i], y[i], z[i]);
        return results;
    }

    // One vector for each row of a matrix becomes a row of the result.
    private static Mat<T> MapRows<T>(Func<Vec<T>, Vec<T>> f, Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] results = new T[x.AsSpan().Length];
        for (int row = 0; row < x.Rows; row++)
            f(x.Row(row)).AsSpan().CopyTo(results.AsSpan(row * x.Columns));
        return Mat<T>.Wrap(results, x.Rows, x.Columns);
    }
}
