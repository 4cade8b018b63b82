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

    /// <summary>Loads fewer elements than a vector has, but at least one; the others are 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LoadSome<TVector, T>(ref readonly T source, nuint index, nuint count)
        where TVector : struct, ISimdVector<TVector, double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(TVector) == typeof(Simd512<double>))
        {
            return As<Simd512<double>, TVector>(new(count < 4
                ? Vector512.Create(LoadThree(in source, index, count), Vector256<double>.Zero)
                : Vector512.Create(
                    Load<Simd256<double>, T>(in source, index).Elements,
                    count == 4 ? Vector256<double>.Zero : LoadThree(in source, index + 4, count - 4))));
        }

        if (typeof(TVector) == typeof(Simd256<double>))
            return As<Simd256<double>, TVector>(new(LoadThree(in source, index, count)));
        if (typeof(TVector) == typeof(Simd128<double>))
            return As<Simd128<double>, TVector>(new(LoadOne(in source, index)));
        return Load<TVector, T>(in source, index);
    }

    // One to three elements.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> LoadThree<T>(ref readonly T source, nuint index, nuint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => count == 1
        ? Vector256.Create(LoadOne(in source, index), Vector128<double>.Zero)
        : Vector256.Create(
            Load<Simd128<double>, T>(in source, index).Elements,
            count == 2 ? Vector128<double>.Zero : LoadOne(in source, index + 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> LoadOne<T>(ref readonly T source, nuint index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T element = ref Unsafe.Add(ref Unsafe.AsRef(in source), index);
        return Vector128.CreateScalar(typeof(T) == typeof(double) ? Unsafe.As<T, double>(ref element) : Unsafe.As<T, float>(ref element));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TTo As<TFrom, TTo>(TFrom vector)
        where TFrom : struct
        where TTo : struct => Unsafe.As<TFrom, TTo>(ref vector);
}
