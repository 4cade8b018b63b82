using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>The sum of a whole block, which never leaves the registers: the same as that of <see cref="Slots"/>.</summary>
internal static class WholeBlock
{
    // The number of sums that the widest vector of doubles holds. Narrower vectors go over the block again, which is in the cache.
    private const int Column = Slots.Count / 4;

    /// <summary>Folds the elements of a block, of which nothing is checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum<TFold, T>(ref readonly T first)
        where TFold : struct, IFold
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector512.IsHardwareAccelerated ? Sum<TFold, Simd512<double>, T>(in first)
        : Vector256.IsHardwareAccelerated ? Sum<TFold, Simd256<double>, T>(in first)
        : Vector128.IsHardwareAccelerated ? Sum<TFold, Simd128<double>, T>(in first)
        : Sum<TFold, SimdScalar<double>, T>(in first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum<TFold, TVector, T>(ref readonly T first)
        where TFold : struct, IFold
        where TVector : struct, ISimdVector<TVector, double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Unsafe.SkipInit(out Sums sums);
        for (nuint slot = 0; slot < Column; slot += TVector.Count)
        {
            TVector a = TVector.Create(0), b = a, c = a, d = a;
            for (nuint i = slot; i < Block.Length; i += Slots.Count)
            {
                a = TFold.With<TVector, T>(a, Wide.Load<TVector, T>(in first, i));
                b = TFold.With<TVector, T>(b, Wide.Load<TVector, T>(in first, i + Column));
                c = TFold.With<TVector, T>(c, Wide.Load<TVector, T>(in first, i + 2 * Column));
                d = TFold.With<TVector, T>(d, Wide.Load<TVector, T>(in first, i + 3 * Column));
            }

            (a + c + (b + d)).Store(ref sums[0], slot);
        }

        return sums[0] + sums[4] + (sums[2] + sums[6]) + (sums[1] + sums[5] + (sums[3] + sums[7]));
    }

    [InlineArray(Column)]
    private struct Sums
    {
        private double _first;
    }
}
