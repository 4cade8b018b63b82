using System;

namespace FusedOpt.CompilerServices;

/// <summary>Checks the shape of a matrix against its memory.</summary>
internal static class MatrixShape
{
    /// <exception cref="ArgumentException">There are fewer elements than the shape has, or the shape is negative.</exception>
    public static void Check(int length, int rows, int columns, int stride)
    {
        if (rows < 0 || columns < 0 || stride < columns)
            throw new ArgumentException($"A matrix cannot have {rows} rows of {columns} columns, {stride} elements apart.");
        long needed = rows == 0 || columns == 0 ? 0 : (rows - 1L) * stride + columns;
        if (length < needed)
        {
            throw new ArgumentException(
                $"{rows} rows of {columns} columns, {stride} elements apart, need {needed} elements: there are {length}.");
        }
    }
}
