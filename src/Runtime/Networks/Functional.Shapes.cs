using System;
using System.Numerics;
using FusedOpt.Networks;

namespace FusedOpt;

public static partial class Functional
{
    /// <summary>Concatenates vectors: the elements of the first, then those of the next.</summary>
    /// <param name="a">The first vector.</param>
    /// <param name="b">The second vector.</param>
    public static Vec<T> Concat<T>(Vec<T> a, Vec<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vec<T>.Wrap([.. a.AsSpan(), .. b.AsSpan()]);

    /// <param name="a">The first vector.</param>
    /// <param name="b">The second vector.</param>
    /// <param name="c">The third vector.</param>
    /// <inheritdoc cref="Concat{T}(Vec{T}, Vec{T})"/>
    public static Vec<T> Concat<T>(Vec<T> a, Vec<T> b, Vec<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vec<T>.Wrap([.. a.AsSpan(), .. b.AsSpan(), .. c.AsSpan()]);

    /// <summary>Takes a range of a vector's elements.</summary>
    /// <param name="x">The vector.</param>
    /// <param name="start">The index of the first element.</param>
    /// <param name="length">The number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range does not lie within the vector.</exception>
    public static Vec<T> Slice<T>(Vec<T> x, int start, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (start < 0 || start > x.Length)
            throw new ArgumentOutOfRangeException(
                nameof(start), start, Refused.Text($"start is {start}: x has {x.Length} elements."));
        if (length < 0 || length > x.Length - start)
            throw new ArgumentOutOfRangeException(
                nameof(length),
                length,
                Refused.Text($"length is {length}: x has {x.Length} elements, and {x.Length - start} from element {start} on."));
        return new(x.AsSpan().Slice(start, length));
    }

    /// <summary>Cuts a vector into the rows of a matrix.</summary>
    /// <param name="x">A vector of rows * columns elements.</param>
    /// <param name="rows">The number of rows, at least 0.</param>
    /// <param name="columns">The number of columns, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows or columns is negative.</exception>
    /// <exception cref="ArgumentException">The number of elements is not rows * columns.</exception>
    public static Mat<T> Reshape<T>(Vec<T> x, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(x.AsSpan(), rows, columns);

    /// <summary>Joins the rows of a matrix into one vector.</summary>
    /// <param name="x">A matrix.</param>
    /// <returns>A vector of rows * columns elements.</returns>
    public static Vec<T> Flatten<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(x.AsSpan());
}
