using System.ComponentModel;

namespace FusedOpt.CompilerServices;

/// <summary>The places of the matrices of several heads within the matrix of one example; for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HeadLayout
{
    private HeadLayout(int rows, int columns, int stride, int first, int next, bool isTransposed = false)
    {
        (Rows, Columns, Stride, First, Next, IsTransposed) = (rows, columns, stride, first, next, isTransposed);
    }

    /// <summary>The transposes of the matrices, in the same memory.</summary>
    public HeadLayout T => new(Rows, Columns, Stride, First, Next, !IsTransposed);

    /// <summary>The number of rows of each matrix, as it lies in memory.</summary>
    internal int Rows { get; }

    /// <summary>The number of columns of each matrix, as it lies in memory.</summary>
    internal int Columns { get; }

    /// <summary>The distance from one row to the next, in elements.</summary>
    internal int Stride { get; }

    /// <summary>The place of the first element of the first head.</summary>
    internal int First { get; }

    /// <summary>The distance from one head to the next, in elements.</summary>
    internal int Next { get; }

    /// <summary>True if the transposes are meant.</summary>
    internal bool IsTransposed { get; }

    /// <summary>Returns the layout of matrices beside each other.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns of each matrix.</param>
    /// <param name="first">The first column of the first matrix.</param>
    /// <param name="of">The number of columns of the matrix of one example.</param>
    public static HeadLayout Beside(int rows, int columns, int first, int of) => new(rows, columns, of, first, columns);

    /// <summary>Returns the layout of matrices below each other.</summary>
    /// <param name="rows">The number of rows of each matrix.</param>
    /// <param name="columns">The number of columns.</param>
    public static HeadLayout Below(int rows, int columns) => new(rows, columns, columns, 0, rows * columns);
}
