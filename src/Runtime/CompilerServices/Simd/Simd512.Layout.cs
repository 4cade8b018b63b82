// Generated from Simd.Layout.template: edit that, and run VERIFY_ACCEPT=1 dotnet test tests/Runtime --no-build --filter Template

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FusedOpt.CompilerServices;

// Moves of elements, for transposing a matrix.
public readonly partial struct Simd512<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Simd512<T> ISimdVector<Simd512<T>, T>.LoadParts(ref readonly T source, nuint stride)
    {
        nuint part = (nuint)Vector128<T>.Count * stride;
        ref readonly T upper = ref Unsafe.Add(ref Unsafe.AsRef(in source), 2 * part);
        return new(Vector512.Create(
            Vector256.Create(Vector128.LoadUnsafe(in source), Vector128.LoadUnsafe(in source, part)),
            Vector256.Create(Vector128.LoadUnsafe(in upper), Vector128.LoadUnsafe(in upper, part))));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Simd512<T> ISimdVector<Simd512<T>, T>.UnpackLow(Simd512<T> left, Simd512<T> right) =>
        new(UnpackLow(left._elements, right._elements));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Simd512<T> ISimdVector<Simd512<T>, T>.UnpackHigh(Simd512<T> left, Simd512<T> right) =>
        new(UnpackHigh(left._elements, right._elements));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> UnpackLow(Vector512<T> left, Vector512<T> right)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? Avx512F.UnpackLow(left.AsDouble(), right.AsDouble()).As<double, T>()
                : Avx512F.UnpackLow(left.AsSingle(), right.AsSingle()).As<float, T>();
        }

        return Vector512.Create(
            Simd256<T>.UnpackLow(left.GetLower(), right.GetLower()),
            Simd256<T>.UnpackLow(left.GetUpper(), right.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<T> UnpackHigh(Vector512<T> left, Vector512<T> right)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(double)
                ? Avx512F.UnpackHigh(left.AsDouble(), right.AsDouble()).As<double, T>()
                : Avx512F.UnpackHigh(left.AsSingle(), right.AsSingle()).As<float, T>();
        }

        return Vector512.Create(
            Simd256<T>.UnpackHigh(left.GetLower(), right.GetLower()),
            Simd256<T>.UnpackHigh(left.GetUpper(), right.GetUpper()));
    }
}
