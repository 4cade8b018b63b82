using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FusedOpt.CompilerServices;

/// <summary>Elements as vectors of doubles, from which sums are made.</summary>
internal static class Wide
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, T>(ref readonly T source, nuint index)
        where TVector : struct, ISimdVector<TVector, double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
            return TVector.Load(ref Unsafe.As<T, double>(ref Unsafe.AsRef(in source)), index);

        ref float first = ref Unsafe.Add(ref Unsafe.As<T, float>(ref Unsafe.AsRef(in source)), index);
        if (typeof(TVector) == typeof(Simd512<double>))
            return As<Simd512<double>, TVector>(new(Vector512.WidenLower(Vector256.LoadUnsafe(ref first).ToVector512Unsafe())));
        if (typeof(TVector) == typeof(Simd256<double>))
            return As<Simd256<double>, TVector>(new(Vector256.WidenLower(Vector128.LoadUnsafe(ref first).ToVector256Unsafe())));
        if (typeof(TVector) == typeof(Simd128<double>))
            return As<Simd128<double>, TVector>(new(Vector128.WidenLower(Vector64.LoadUnsafe(ref first).ToVector128Unsafe())));
        return TVector.Create(first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo As<TFrom, TTo>(TFrom vector)
        where TFrom : struct
        where TTo : struct => Unsafe.As<TFrom, TTo>(ref vector);
}
