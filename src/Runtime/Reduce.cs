using System;

namespace FusedOpt;

/// <summary>
/// Reductions over a parameter, for <see cref="UpdateRuleAttribute">update rules</see>: one value from all of its elements, or from those
/// of a row or column. A rule that is called directly has a parameter of one element.
/// </summary>
/// <remarks>
/// <para>
/// In a step, values are added in double, in a fixed order: blocks of 512 elements, in each of them 32 sums side by side, and a binary tree
/// over those and over the blocks; down a column, one after the other. The bits depend neither on the width of the vectors nor on the
/// number of threads. A reduction along rows or columns is rounded to the element type at the end.
/// </para>
/// <para>
/// The error of a sum is at most (21 + log2 of the number of blocks, rounded up) 2^-53 times the sum of the magnitudes, down a column n
/// 2^-53 times (N. Higham: Accuracy and Stability of Numerical Algorithms, section 4.2), plus, in norms of doubles, 2^-53 for each square;
/// squares of floats are exact. That is below a float's rounding, 2^-24, for any length that fits in memory.
/// </para>
/// <para>
/// A vector is a matrix of one row. Norms are right for all finite elements, subnormal ones too: squares that leave the range of doubles
/// are scaled by powers of two. A norm beyond the largest number of its type is that number, so that it is infinite only if an element is.
/// </para>
/// </remarks>
public static class Reduce
{
    /// <summary>The sum over all elements; 0 where there are none.</summary>
    /// <param name="x">A value that differs by element.</param>
    public static double Sum(float x) => x;

    /// <summary>The mean over all elements; NaN where there are none.</summary>
    /// <param name="x">A value that differs by element.</param>
    public static double Mean(float x) => x;

    /// <summary>The Euclidean norm: the square root of the sum of the squares over all elements; 0 where there are none.</summary>
    /// <param name="x">A value that differs by element.</param>
    public static double Norm(float x) => Math.Sqrt((double)x * x);

    /// <summary>The largest of all elements; NaN if any is, negative infinity where there are none.</summary>
    /// <param name="x">A value that differs by element.</param>
    public static double Max(float x) => x;

    /// <summary>The sum over the elements of each row.</summary>
    /// <param name="x">A value that differs by element.</param>
    public static float RowSum(float x) => x;

    /// <summary>The mean over the elements of each row.</summary>
    /// <param name="x">A value that differs by element.</param>
    public static float RowMean(float x) => x;

    /// <summary>The Euclidean norm of each row.</summary>
    /// <param name="x">A value that differs by element.</param>
    public static float RowNorm(float x) => (float)Norm(x);

    /// <summary>The largest element of each row.</summary>
    /// <param name="x">A value that differs by element.</param>
    public static float RowMax(float x) => x;

    /// <summary>The sum over the elements of each column.</summary>
    /// <param name="x">A value that differs by element.</param>
    public static float ColumnSum(float x) => x;

    /// <summary>The mean over the elements of each column.</summary>
    /// <param name="x">A value that differs by element.</param>
    public static float ColumnMean(float x) => x;

    /// <summary>The Euclidean norm of each column.</summary>
    /// <param name="x">A value that differs by element.</param>
    public static float ColumnNorm(float x) => (float)Norm(x);

    /// <summary>The largest element of each column.</summary>
    /// <param name="x">A value that differs by element.</param>
    public static float ColumnMax(float x) => x;
}
