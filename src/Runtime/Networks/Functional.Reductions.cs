using System.Numerics;
using FusedOpt.Networks;

namespace FusedOpt;

public static partial class Functional
{
    /// <summary>The sum of all elements, in double, rounded once; 0 where there are none. See <see cref="Reduce"/> for the order.</summary>
    /// <param name="x">A vector.</param>
    public static T Sum<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementMath.Sum(x.AsSpan());

    /// <summary>The mean of all elements, in double, rounded once; NaN where there are none.</summary>
    /// <param name="x">A vector.</param>
    public static T Mean<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementMath.Mean(x.AsSpan());

    /// <summary>The largest element; NaN if any is, negative infinity where there are none.</summary>
    /// <param name="x">A vector.</param>
    public static T Max<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementMath.Max(x.AsSpan());

    /// <summary>
    /// The Euclidean norm, the square root of the sum of the squares, in double, rounded once; 0 where there are no elements. A norm beyond
    /// the largest number of its type is that number, so that it is infinite only if an element is.
    /// </summary>
    /// <param name="x">A vector.</param>
    public static T Norm<T>(Vec<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => ElementMath.Norm(x.AsSpan());

    /// <summary>The sum over the rows, in order: y = ((0 + row 0) + row 1) + ..., in the type of the elements.</summary>
    /// <param name="x">A matrix.</param>
    /// <returns>One element for each column.</returns>
    public static Vec<T> SumRows<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Vec<T> sum = Vec<T>.Wrap(new T[x.Columns]);
        for (int row = 0; row < x.Rows; row++)
            sum += x.Row(row);
        return sum;
    }

    /// <summary>The mean over the rows: SumRows(x) divided by their number; NaN where there are none.</summary>
    /// <param name="x">A matrix.</param>
    /// <returns>One element for each column.</returns>
    public static Vec<T> MeanRows<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SumRows(x) / T.CreateChecked(x.Rows);

    /// <summary>The <see cref="Sum{T}">sum</see> of each row.</summary>
    /// <param name="x">A matrix.</param>
    /// <returns>One element for each row.</returns>
    public static Vec<T> RowSums<T>(Mat<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] sums = new T[x.Rows];
        for (int row = 0; row < sums.Length; row++)
            sums[row] = Sum(x.Row(row));
        return Vec<T>.Wrap(sums);
    }
}
