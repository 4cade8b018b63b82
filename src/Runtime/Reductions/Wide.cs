using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FusedOpt.Lanes;

namespace FusedOpt.Reductions;

/// <summary>Elements as lanes of doubles: what sums are made of.</summary>
internal static class Wide
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Load<TLane, T>(ref readonly T source, nuint index)
        where TLane : struct, ILane<TLane, double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
            return TLane.Load(ref Unsafe.As<T, double>(ref Unsafe.AsRef(in source)), index);

        ref float first = ref Unsafe.Add(ref Unsafe.As<T, float>(ref Unsafe.AsRef(in source)), index);
        if (typeof(TLane) == typeof(Lane512<double>))
            return As<Lane512<double>, TLane>(new(Vector512.WidenLower(Vector256.LoadUnsafe(ref first).ToVector512Unsafe())));
        if (typeof(TLane) == typeof(Lane256<double>))
            return As<Lane256<double>, TLane>(new(Vector256.WidenLower(Vector128.LoadUnsafe(ref first).ToVector256Unsafe())));
        if (typeof(TLane) == typeof(Lane128<double>))
            return As<Lane128<double>, TLane>(new(Vector128.WidenLower(Vector64.LoadUnsafe(ref first).ToVector128Unsafe())));
        return TLane.Create(first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TTo As<TFrom, TTo>(TFrom lane)
        where TFrom : struct
        where TTo : struct => Unsafe.As<TFrom, TTo>(ref lane);
}
