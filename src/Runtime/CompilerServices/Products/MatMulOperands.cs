using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The places of a product's numbers: c(i, j) = start(i, j) + a(i, 0) b(0, j) + a(i, 1) b(1, j) + ..., in this order.
/// </summary>
/// <remarks>
/// Distances are in elements. A transposed factor is one whose two distances are exchanged: for each factor, one of the two is 1. The start
/// is the result itself if the product is added to it, one row for all rows if it is a bias, and one piece of zeros for all of it
/// otherwise.
/// </remarks>
/// <typeparam name="T">The type of an element.</typeparam>
internal ref struct MatMulOperands<T>
    where T : unmanaged
{
    public ref T A;
    public nuint ARow;
    public nuint ATerm;

    public ref T B;
    public nuint BTerm;
    public nuint BColumn;

    public ref T Start;
    public nuint StartRow;
    public nuint StartColumn;

    public ref T C;
    public nuint CRow;

    public nuint Rows;
    public nuint Columns;
    public nuint Depth;

    /// <summary>The place of the first row and column in the product of which this is a block.</summary>
    public nuint FirstRow;

    /// <inheritdoc cref="FirstRow"/>
    public nuint FirstColumn;

    /// <summary>Returns a block of the result, with all of its products.</summary>
    public readonly MatMulOperands<T> Block(nuint row, nuint rows, nuint column, nuint columns)
    {
        MatMulOperands<T> block = this;
        block.A = ref Unsafe.Add(ref A, row * ARow);
        block.B = ref Unsafe.Add(ref B, column * BColumn);
        block.Start = ref Unsafe.Add(ref Start, row * StartRow + column * StartColumn);
        block.C = ref Unsafe.Add(ref C, row * CRow + column);
        (block.Rows, block.Columns) = (rows, columns);
        (block.FirstRow, block.FirstColumn) = (FirstRow + row, FirstColumn + column);
        return block;
    }
}
