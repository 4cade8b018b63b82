using System.Numerics;
using System.Runtime.CompilerServices;

namespace FusedOpt.CompilerServices;

/// <summary>
/// The kernels of a product of few rows with a transposed matrix: columns of the right factor are transposed in registers and used at once,
/// so that nothing is packed.
/// </summary>
/// <remarks>A transposed column serves one to four rows; from about eight rows on, packing a panel takes less time.</remarks>
internal static class FewRows<T, TVector, TRounding>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, ISimdVector<TVector, T>
    where TRounding : struct, IRounding
{
    /// <summary>Computes four rows and as many columns as a vector has elements.</summary>
    /// <param name="a">The first element of the left factor.</param>
    /// <param name="aRow">The distance to its next row.</param>
    /// <param name="b">The first element of the right factor, whose columns are stored one after the other.</param>
    /// <param name="bColumn">The distance to its next column.</param>
    /// <param name="start">The first value of the sum in the first row and column.</param>
    /// <param name="startRow">The distance to the next row.</param>
    /// <param name="c">The result in the first row and column.</param>
    /// <param name="cRow">The distance to the next row.</param>
    /// <param name="depth">The number of products.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Rows4(
        ref T a, nuint aRow, ref T b, nuint bColumn, ref T start, nuint startRow, ref T c, nuint cRow, nuint depth)
    {
        TVector c0 = TVector.Load(ref start, 0);
        TVector c1 = TVector.Load(ref Unsafe.Add(ref start, startRow), 0);
        TVector c2 = TVector.Load(ref Unsafe.Add(ref start, 2 * startRow), 0);
        TVector c3 = TVector.Load(ref Unsafe.Add(ref start, 3 * startRow), 0);
        ref T a1 = ref Unsafe.Add(ref a, aRow);
        ref T a2 = ref Unsafe.Add(ref a, 2 * aRow);
        ref T a3 = ref Unsafe.Add(ref a, 3 * aRow);
        nuint k = 0;
        for (; k + 4 <= depth; k += 4)
        {
            TransposedColumns<T, TVector>.Load4(
                ref Unsafe.Add(ref b, k), bColumn, out TVector b0, out TVector b1, out TVector b2, out TVector b3);
            c0 = Add(c0, Unsafe.Add(ref a, k), b0);
            c1 = Add(c1, Unsafe.Add(ref a1, k), b0);
            c2 = Add(c2, Unsafe.Add(ref a2, k), b0);
            c3 = Add(c3, Unsafe.Add(ref a3, k), b0);
            c0 = Add(c0, Unsafe.Add(ref a, k + 1), b1);
            c1 = Add(c1, Unsafe.Add(ref a1, k + 1), b1);
            c2 = Add(c2, Unsafe.Add(ref a2, k + 1), b1);
            c3 = Add(c3, Unsafe.Add(ref a3, k + 1), b1);
            c0 = Add(c0, Unsafe.Add(ref a, k + 2), b2);
            c1 = Add(c1, Unsafe.Add(ref a1, k + 2), b2);
            c2 = Add(c2, Unsafe.Add(ref a2, k + 2), b2);
            c3 = Add(c3, Unsafe.Add(ref a3, k + 2), b2);
            c0 = Add(c0, Unsafe.Add(ref a, k + 3), b3);
            c1 = Add(c1, Unsafe.Add(ref a1, k + 3), b3);
            c2 = Add(c2, Unsafe.Add(ref a2, k + 3), b3);
            c3 = Add(c3, Unsafe.Add(ref a3, k + 3), b3);
        }

        for (; k < depth; k++)
        {
            TVector b0 = TransposedColumns<T, TVector>.Load(ref Unsafe.Add(ref b, k), bColumn);
            c0 = Add(c0, Unsafe.Add(ref a, k), b0);
            c1 = Add(c1, Unsafe.Add(ref a1, k), b0);
            c2 = Add(c2, Unsafe.Add(ref a2, k), b0);
            c3 = Add(c3, Unsafe.Add(ref a3, k), b0);
        }

        c0.Store(ref c, 0);
        c1.Store(ref Unsafe.Add(ref c, cRow), 0);
        c2.Store(ref Unsafe.Add(ref c, 2 * cRow), 0);
        c3.Store(ref Unsafe.Add(ref c, 3 * cRow), 0);
    }

    /// <summary>Computes two rows and as many columns as a vector has elements.</summary>
    /// <inheritdoc cref="Rows4"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Rows2(
        ref T a, nuint aRow, ref T b, nuint bColumn, ref T start, nuint startRow, ref T c, nuint cRow, nuint depth)
    {
        TVector c0 = TVector.Load(ref start, 0);
        TVector c1 = TVector.Load(ref Unsafe.Add(ref start, startRow), 0);
        ref T a1 = ref Unsafe.Add(ref a, aRow);
        nuint k = 0;
        for (; k + 4 <= depth; k += 4)
        {
            TransposedColumns<T, TVector>.Load4(
                ref Unsafe.Add(ref b, k), bColumn, out TVector b0, out TVector b1, out TVector b2, out TVector b3);
            c0 = Add(c0, Unsafe.Add(ref a, k), b0);
            c1 = Add(c1, Unsafe.Add(ref a1, k), b0);
            c0 = Add(c0, Unsafe.Add(ref a, k + 1), b1);
            c1 = Add(c1, Unsafe.Add(ref a1, k + 1), b1);
            c0 = Add(c0, Unsafe.Add(ref a, k + 2), b2);
            c1 = Add(c1, Unsafe.Add(ref a1, k + 2), b2);
            c0 = Add(c0, Unsafe.Add(ref a, k + 3), b3);
            c1 = Add(c1, Unsafe.Add(ref a1, k + 3), b3);
        }

        for (; k < depth; k++)
        {
            TVector b0 = TransposedColumns<T, TVector>.Load(ref Unsafe.Add(ref b, k), bColumn);
            c0 = Add(c0, Unsafe.Add(ref a, k), b0);
            c1 = Add(c1, Unsafe.Add(ref a1, k), b0);
        }

        c0.Store(ref c, 0);
        c1.Store(ref Unsafe.Add(ref c, cRow), 0);
    }

    /// <summary>Computes one row and as many columns as a vector has elements.</summary>
    /// <inheritdoc cref="Rows4"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Rows1(
        ref T a, nuint aRow, ref T b, nuint bColumn, ref T start, nuint startRow, ref T c, nuint cRow, nuint depth)
    {
        TVector c0 = TVector.Load(ref start, 0);
        nuint k = 0;
        for (; k + 4 <= depth; k += 4)
        {
            TransposedColumns<T, TVector>.Load4(
                ref Unsafe.Add(ref b, k), bColumn, out TVector b0, out TVector b1, out TVector b2, out TVector b3);
            c0 = Add(c0, Unsafe.Add(ref a, k), b0);
            c0 = Add(c0, Unsafe.Add(ref a, k + 1), b1);
            c0 = Add(c0, Unsafe.Add(ref a, k + 2), b2);
            c0 = Add(c0, Unsafe.Add(ref a, k + 3), b3);
        }

        for (; k < depth; k++)
        {
            TVector b0 = TransposedColumns<T, TVector>.Load(ref Unsafe.Add(ref b, k), bColumn);
            c0 = Add(c0, Unsafe.Add(ref a, k), b0);
        }

        c0.Store(ref c, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add(TVector sum, T factor, TVector column) =>
        TRounding.MultiplyAdd<TVector, T>(TVector.Create(factor), column, sum);
}
