using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The kernels of a matrix product: a tile of one to eight rows, whose sums stay in registers while they take up one product after the
/// other.
/// </summary>
/// <remarks>
/// Written out for each number of rows, since the JIT keeps local variables in registers, but not elements of an array. Compiled in full at
/// once and never inlined: in the first tier a product takes 250 times as long, and a caller's budget for inlining would be spent.
/// </remarks>
/// <typeparam name="T">The type of an element.</typeparam>
/// <typeparam name="TRow">A row of the tile.</typeparam>
internal static class Tile<T, TRow>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRow : struct, ITileRow<TRow, T>
{
    /// <summary>Computes eight rows: c = start + a b, product by product in the order of the depth.</summary>
    /// <param name="a">The element of the left factor in the first row.</param>
    /// <param name="aRow">The distance to the next row.</param>
    /// <param name="aTerm">The distance to the next column, which is the next product.</param>
    /// <param name="b">The element of the right factor in the first column.</param>
    /// <param name="bTerm">The distance to the next row, which is the next product.</param>
    /// <param name="start">The first value of the sum in the first row and column.</param>
    /// <param name="startRow">The distance to the next row.</param>
    /// <param name="c">The result in the first row and column.</param>
    /// <param name="cRow">The distance to the next row.</param>
    /// <param name="depth">The number of products.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Rows8(
        ref T a, nuint aRow, nuint aTerm, ref T b, nuint bTerm, ref T start, nuint startRow, ref T c, nuint cRow, nuint depth)
    {
        TRow c0 = TRow.Load(ref start);
        TRow c1 = TRow.Load(ref Unsafe.Add(ref start, startRow));
        TRow c2 = TRow.Load(ref Unsafe.Add(ref start, 2 * startRow));
        TRow c3 = TRow.Load(ref Unsafe.Add(ref start, 3 * startRow));
        TRow c4 = TRow.Load(ref Unsafe.Add(ref start, 4 * startRow));
        TRow c5 = TRow.Load(ref Unsafe.Add(ref start, 5 * startRow));
        TRow c6 = TRow.Load(ref Unsafe.Add(ref start, 6 * startRow));
        TRow c7 = TRow.Load(ref Unsafe.Add(ref start, 7 * startRow));
        ref T a1 = ref Unsafe.Add(ref a, aRow);
        ref T a2 = ref Unsafe.Add(ref a, 2 * aRow);
        ref T a3 = ref Unsafe.Add(ref a, 3 * aRow);
        ref T a4 = ref Unsafe.Add(ref a, 4 * aRow);
        ref T a5 = ref Unsafe.Add(ref a, 5 * aRow);
        ref T a6 = ref Unsafe.Add(ref a, 6 * aRow);
        ref T a7 = ref Unsafe.Add(ref a, 7 * aRow);
        for (nuint k = 0; depth > 0; depth--)
        {
            TRow row = TRow.Load(ref b);
            c0 = TRow.MultiplyAdd(ref Unsafe.Add(ref a, k), row, c0);
            c1 = TRow.MultiplyAdd(ref Unsafe.Add(ref a1, k), row, c1);
            c2 = TRow.MultiplyAdd(ref Unsafe.Add(ref a2, k), row, c2);
            c3 = TRow.MultiplyAdd(ref Unsafe.Add(ref a3, k), row, c3);
            c4 = TRow.MultiplyAdd(ref Unsafe.Add(ref a4, k), row, c4);
            c5 = TRow.MultiplyAdd(ref Unsafe.Add(ref a5, k), row, c5);
            c6 = TRow.MultiplyAdd(ref Unsafe.Add(ref a6, k), row, c6);
            c7 = TRow.MultiplyAdd(ref Unsafe.Add(ref a7, k), row, c7);
            k += aTerm;
            b = ref Unsafe.Add(ref b, bTerm);
        }

        c0.Store(ref c);
        c1.Store(ref Unsafe.Add(ref c, cRow));
        c2.Store(ref Unsafe.Add(ref c, 2 * cRow));
        c3.Store(ref Unsafe.Add(ref c, 3 * cRow));
        c4.Store(ref Unsafe.Add(ref c, 4 * cRow));
        c5.Store(ref Unsafe.Add(ref c, 5 * cRow));
        c6.Store(ref Unsafe.Add(ref c, 6 * cRow));
        c7.Store(ref Unsafe.Add(ref c, 7 * cRow));
    }

    /// <summary>Computes six rows: c = start + a b, product by product in the order of the depth.</summary>
    /// <inheritdoc cref="Rows8"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Rows6(
        ref T a, nuint aRow, nuint aTerm, ref T b, nuint bTerm, ref T start, nuint startRow, ref T c, nuint cRow, nuint depth)
    {
        TRow c0 = TRow.Load(ref start);
        TRow c1 = TRow.Load(ref Unsafe.Add(ref start, startRow));
        TRow c2 = TRow.Load(ref Unsafe.Add(ref start, 2 * startRow));
        TRow c3 = TRow.Load(ref Unsafe.Add(ref start, 3 * startRow));
        TRow c4 = TRow.Load(ref Unsafe.Add(ref start, 4 * startRow));
        TRow c5 = TRow.Load(ref Unsafe.Add(ref start, 5 * startRow));
        ref T a1 = ref Unsafe.Add(ref a, aRow);
        ref T a2 = ref Unsafe.Add(ref a, 2 * aRow);
        ref T a3 = ref Unsafe.Add(ref a, 3 * aRow);
        ref T a4 = ref Unsafe.Add(ref a, 4 * aRow);
        ref T a5 = ref Unsafe.Add(ref a, 5 * aRow);
        for (nuint k = 0; depth > 0; depth--)
        {
            TRow row = TRow.Load(ref b);
            c0 = TRow.MultiplyAdd(ref Unsafe.Add(ref a, k), row, c0);
            c1 = TRow.MultiplyAdd(ref Unsafe.Add(ref a1, k), row, c1);
            c2 = TRow.MultiplyAdd(ref Unsafe.Add(ref a2, k), row, c2);
            c3 = TRow.MultiplyAdd(ref Unsafe.Add(ref a3, k), row, c3);
            c4 = TRow.MultiplyAdd(ref Unsafe.Add(ref a4, k), row, c4);
            c5 = TRow.MultiplyAdd(ref Unsafe.Add(ref a5, k), row, c5);
            k += aTerm;
            b = ref Unsafe.Add(ref b, bTerm);
        }

        c0.Store(ref c);
        c1.Store(ref Unsafe.Add(ref c, cRow));
        c2.Store(ref Unsafe.Add(ref c, 2 * cRow));
        c3.Store(ref Unsafe.Add(ref c, 3 * cRow));
        c4.Store(ref Unsafe.Add(ref c, 4 * cRow));
        c5.Store(ref Unsafe.Add(ref c, 5 * cRow));
    }

    /// <summary>Computes four rows: c = start + a b, product by product in the order of the depth.</summary>
    /// <inheritdoc cref="Rows8"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Rows4(
        ref T a, nuint aRow, nuint aTerm, ref T b, nuint bTerm, ref T start, nuint startRow, ref T c, nuint cRow, nuint depth)
    {
        TRow c0 = TRow.Load(ref start);
        TRow c1 = TRow.Load(ref Unsafe.Add(ref start, startRow));
        TRow c2 = TRow.Load(ref Unsafe.Add(ref start, 2 * startRow));
        TRow c3 = TRow.Load(ref Unsafe.Add(ref start, 3 * startRow));
        ref T a1 = ref Unsafe.Add(ref a, aRow);
        ref T a2 = ref Unsafe.Add(ref a, 2 * aRow);
        ref T a3 = ref Unsafe.Add(ref a, 3 * aRow);
        for (nuint k = 0; depth > 0; depth--)
        {
            TRow row = TRow.Load(ref b);
            c0 = TRow.MultiplyAdd(ref Unsafe.Add(ref a, k), row, c0);
            c1 = TRow.MultiplyAdd(ref Unsafe.Add(ref a1, k), row, c1);
            c2 = TRow.MultiplyAdd(ref Unsafe.Add(ref a2, k), row, c2);
            c3 = TRow.MultiplyAdd(ref Unsafe.Add(ref a3, k), row, c3);
            k += aTerm;
            b = ref Unsafe.Add(ref b, bTerm);
        }

        c0.Store(ref c);
        c1.Store(ref Unsafe.Add(ref c, cRow));
        c2.Store(ref Unsafe.Add(ref c, 2 * cRow));
        c3.Store(ref Unsafe.Add(ref c, 3 * cRow));
    }

    /// <summary>Computes two rows: c = start + a b, product by product in the order of the depth.</summary>
    /// <inheritdoc cref="Rows8"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Rows2(
        ref T a, nuint aRow, nuint aTerm, ref T b, nuint bTerm, ref T start, nuint startRow, ref T c, nuint cRow, nuint depth)
    {
        TRow c0 = TRow.Load(ref start);
        TRow c1 = TRow.Load(ref Unsafe.Add(ref start, startRow));
        ref T a1 = ref Unsafe.Add(ref a, aRow);
        for (nuint k = 0; depth > 0; depth--)
        {
            TRow row = TRow.Load(ref b);
            c0 = TRow.MultiplyAdd(ref Unsafe.Add(ref a, k), row, c0);
            c1 = TRow.MultiplyAdd(ref Unsafe.Add(ref a1, k), row, c1);
            k += aTerm;
            b = ref Unsafe.Add(ref b, bTerm);
        }

        c0.Store(ref c);
        c1.Store(ref Unsafe.Add(ref c, cRow));
    }

    /// <summary>Computes one row: c = start + a b, product by product in the order of the depth.</summary>
    /// <inheritdoc cref="Rows8"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Rows1(
        ref T a, nuint aRow, nuint aTerm, ref T b, nuint bTerm, ref T start, nuint startRow, ref T c, nuint cRow, nuint depth)
    {
        TRow c0 = TRow.Load(ref start);
        for (nuint k = 0; depth > 0; depth--)
        {
            TRow row = TRow.Load(ref b);
            c0 = TRow.MultiplyAdd(ref Unsafe.Add(ref a, k), row, c0);
            k += aTerm;
            b = ref Unsafe.Add(ref b, bTerm);
        }

        c0.Store(ref c);
    }
}
