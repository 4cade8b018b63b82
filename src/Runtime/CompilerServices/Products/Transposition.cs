using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>Transposes a matrix into other memory.</summary>
internal static class Transposition<T, TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, ISimdVector<TVector, T>
{
    /// <summary>Writes the rows of one matrix as the columns of another.</summary>
    /// <param name="source">The first element to read.</param>
    /// <param name="sourceRow">The distance to the next row that is read.</param>
    /// <param name="rows">The number of rows that are read.</param>
    /// <param name="columns">The number of columns that are read.</param>
    /// <param name="destination">The first element to write.</param>
    /// <param name="destinationRow">The distance to the next row that is written.</param>
    public static void Run(
        ref readonly T source, nuint sourceRow, nuint rows, nuint columns, ref T destination, nuint destinationRow)
    {
        nuint done = RunWhole(in source, sourceRow, rows, columns, ref destination, destinationRow);
        ref T rest = ref Unsafe.Add(ref Unsafe.AsRef(in source), done * sourceRow), to = ref Unsafe.Add(ref destination, done);
        if (TVector.Count > 4 && Vector128.IsHardwareAccelerated)
            Transposition<T, Simd128<T>>.Run(ref rest, sourceRow, rows - done, columns, ref to, destinationRow);
        else if (TVector.Count > 1)
            Transposition<T, SimdScalar<T>>.RunWhole(ref rest, sourceRow, rows - done, columns, ref to, destinationRow);
    }

    // Transposes the rows that fill vectors, and returns their number.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nuint RunWhole(
        ref readonly T source, nuint sourceRow, nuint rows, nuint columns, ref T destination, nuint destinationRow)
    {
        nuint row = 0;
        for (; row + TVector.Count <= rows; row += TVector.Count)
        {
            ref T from = ref Unsafe.Add(ref Unsafe.AsRef(in source), row * sourceRow);
            ref T to = ref Unsafe.Add(ref destination, row);
            nuint column = 0;
            for (; column + 4 <= columns; column += 4)
            {
                TransposedColumns<T, TVector>.Load4(
                    ref Unsafe.Add(ref from, column), sourceRow, out TVector c0, out TVector c1, out TVector c2, out TVector c3);
                c0.Store(ref to, 0);
                c1.Store(ref to, destinationRow);
                c2.Store(ref to, 2 * destinationRow);
                c3.Store(ref to, 3 * destinationRow);
                to = ref Unsafe.Add(ref to, 4 * destinationRow);
            }

            for (; column < columns; column++)
            {
                TransposedColumns<T, TVector>.Load(ref Unsafe.Add(ref from, column), sourceRow).Store(ref to, 0);
                to = ref Unsafe.Add(ref to, destinationRow);
            }
        }

        return row;
    }
}
